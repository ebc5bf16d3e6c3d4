import type { Closed, Declined, DueSet, LedgerRecord, Opened } from '../../model/generated/ledger-record.ts';
import { canonicalJson } from '../digest.ts';

/** What a row says, apart from the assets of which it says so. */
export type RowContent = {
  readonly opened: Bare<Opened>;
  readonly dueSet: Bare<DueSet>;
  readonly declined: Bare<Declined>;
  readonly closed: Bare<Closed>;
};
type Bare<Row> = Omit<Row, 'assets' | 'groups'>;
type RowKind = keyof RowContent;

/** Rows with the assets of each as a record writes them. */
export type WrittenRows = Pick<LedgerRecord['spec'], 'groups' | RowKind>;

/** Collects rows, each content once, and the assets of which they hold. */
export interface RowBook {
  /** The number of a row. */
  readonly number: <K extends RowKind>(kind: K, content: RowContent[K]) => number;
  /** Says that rows hold of an asset. */
  readonly put: (uid: string, numbers: readonly number[]) => void;
  readonly written: () => WrittenRows;
}

interface Draft {
  readonly kind: RowKind;
  readonly sortKey: string;
  readonly content: RowContent[RowKind];
  readonly assets: string[];
  readonly groups: number[];
}

/** An empty book. What it writes does not depend on the order in which it was filled. */
export function rowBook(): RowBook {
  const numbers = new Map<string, number>();
  const drafts: Draft[] = [];
  const rowsOf = new Map<string, number[]>();
  return {
    number: (kind, content) => {
      const sortKey = `${kind} ${canonicalJson([content.ecosystem, content.package, content])}`;
      const known = numbers.get(sortKey) ?? drafts.push({ kind, sortKey, content, assets: [], groups: [] }) - 1;
      numbers.set(sortKey, known);
      return known;
    },
    put: (uid, added) => {
      const known = rowsOf.get(uid);
      if (known) known.push(...added);
      else rowsOf.set(uid, [...added]);
    },
    written: () => written(drafts, rowsOf),
  };
}

/** Assets with the same rows become a group where that is shorter: each then stands in the record once. */
function written(drafts: readonly Draft[], rowsOf: ReadonlyMap<string, readonly number[]>): WrittenRows {
  const groups: (readonly string[])[] = [];
  for (const { rows, assets } of alikeAssets(rowsOf)) {
    const group = assets.length > 1 && rows.length > 1 ? groups.push(assets) - 1 : undefined;
    for (const number of rows) {
      if (group === undefined) drafts[number]?.assets.push(...assets);
      else drafts[number]?.groups.push(group);
    }
  }
  const rowsByKind: Record<RowKind, object[]> = { opened: [], dueSet: [], declined: [], closed: [] };
  const sorted = [...drafts].sort((left, right) => (left.sortKey < right.sortKey ? -1 : 1));
  for (const draft of sorted) rowsByKind[draft.kind].push(rowOf(draft));
  const filled = Object.entries(rowsByKind).filter(([, rows]) => rows.length > 0);
  return { ...(groups.length > 0 && { groups }), ...(Object.fromEntries(filled) as Omit<WrittenRows, 'groups'>) };
}

interface Alike {
  readonly rows: readonly number[];
  readonly assets: string[];
}

function alikeAssets(rowsOf: ReadonlyMap<string, readonly number[]>): Iterable<Alike> {
  const alike = new Map<string, Alike>();
  for (const uid of [...rowsOf.keys()].sort()) {
    const rows = [...new Set(rowsOf.get(uid))].sort((left, right) => left - right);
    const key = rows.join();
    const known = alike.get(key);
    if (known) known.assets.push(uid);
    else alike.set(key, { rows, assets: [uid] });
  }
  return alike.values();
}

function rowOf({ content, assets, groups }: Draft): object {
  return {
    ...content,
    ...(assets.length > 0 && { assets: assets.sort() }),
    ...(groups.length > 0 && { groups }),
  };
}
