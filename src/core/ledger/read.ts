import type { LedgerRecord } from '../../model/generated/ledger-record.ts';
import type { Ledger, LedgerAsset, LedgerPackage, LedgerPolicy } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { foldPackage, type PackageRows, type Run } from './fold-package.ts';
import { foldPolicies } from './fold-policies.ts';
import { requirementKey } from './identity.ts';

type Spec = LedgerRecord['spec'];
type RowKind = keyof PackageRows;
type Row = PackageRows[RowKind][number];

/** A row with its kind and the package it is about. */
interface PlacedRow {
  readonly kind: RowKind;
  readonly row: Row;
  readonly key: string;
}

const rowKinds: readonly RowKind[] = ['opened', 'dueSet', 'declined', 'closed'];

/**
 * Folds all records of the ledger, oldest first, into what it knows. Records of later than `until` are
 * left out: a plan as of an instant knows what was known then. Neither the order of the records nor that of their rows
 * matters. Assets to which the same happened share their history, so 100,000 alike cost hardly more than one.
 * `renamed`: what rows call assets that go by another uid now (`renamedUids`); their history goes on.
 */
export function readLedger(
  records: Iterable<Resource<'LedgerRecord'>>,
  until?: Instant,
  renamed: ReadonlyMap<string, string> = new Map(),
): Ledger {
  const runs = [...records]
    .flatMap(({ name, document, origin }) => {
      const at = parseInstant(document.spec.asOf);
      if (at === undefined || (until !== undefined && at > until)) return [];
      return [{ at, record: name, spec: document.spec, origin }];
    })
    .sort((left, right) => left.at - right.at || (left.record < right.record ? -1 : 1));
  const assets = new Map<string, LedgerAsset>();
  let policies: ReadonlyMap<string, LedgerPolicy> = new Map();
  const fold = assetFolder();
  for (const { spec, at, record } of runs) {
    const run = { at, record };
    policies = foldPolicies(policies, spec.policyEffective ?? [], run.at);
    foldAssets(assets, underUids(spec, renamed), (before, rows, memory) => fold(before, rows, run, memory));
  }
  const origins = new Map(runs.map(({ record, origin }) => [record, origin] as const));
  return { records: runs.length, lastAt: runs.at(-1)?.at, origins, policies, assets };
}

type FoldAsset = (before: LedgerAsset, rows: readonly number[], memory: RunMemory) => LedgerAsset;

/** What was folded within one run: the same rows on the same history give the same object. */
interface RunMemory {
  readonly rows: readonly PlacedRow[];
  readonly packages: Map<string, LedgerPackage>;
}

const nothing: LedgerAsset = new Map();

function foldAssets(assets: Map<string, LedgerAsset>, spec: Spec, fold: FoldAsset): void {
  const { rows, rowsOf } = spread(spec);
  const memory: RunMemory = { rows, packages: new Map() };
  const folded = new Map<string, Map<LedgerAsset, LedgerAsset>>();
  for (const [uid, numbers] of rowsOf) {
    const before = assets.get(uid) ?? nothing;
    const signature = numbers.join();
    const known = folded.get(signature) ?? new Map<LedgerAsset, LedgerAsset>();
    folded.set(signature, known);
    const after = known.get(before) ?? fold(before, numbers, memory);
    known.set(before, after);
    assets.set(uid, after);
  }
}

/** A record as if it had been written of assets under the uids that they go by now. */
function underUids(spec: Spec, renamed: ReadonlyMap<string, string>): Spec {
  if (renamed.size === 0) return spec;
  const now = (uids: readonly string[]): string[] => uids.map((uid) => renamed.get(uid) ?? uid);
  const rows = rowKinds.map((kind) => {
    const list: readonly Row[] = spec[kind] ?? [];
    return [kind, list.map((row) => (row.assets === undefined ? row : { ...row, assets: now(row.assets) }))] as const;
  });
  const groups = spec.groups?.map(now);
  return { ...spec, ...(groups && { groups }), ...Object.fromEntries(rows) };
}

/** All rows of a record, and by uid which of them are about an asset. Assets of one group share the list. */
function spread(spec: Spec): { rows: readonly PlacedRow[]; rowsOf: ReadonlyMap<string, readonly number[]> } {
  const rows = rowKinds.flatMap((kind) =>
    (spec[kind] ?? []).map((row) => ({ kind, row, key: requirementKey(row.ecosystem, row.package, row.path) })),
  );
  const groups = spec.groups ?? [];
  const ofGroup = groups.map((): number[] => []);
  const ofAsset = new Map<string, number[]>();
  for (const [index, { row }] of rows.entries()) {
    for (const group of row.groups ?? []) ofGroup[group]?.push(index);
    for (const uid of row.assets ?? []) append(ofAsset, uid, index);
  }
  const rowsOf = new Map<string, readonly number[]>(ofAsset);
  for (const [group, shared] of ofGroup.entries()) {
    for (const uid of groups[group] ?? []) rowsOf.set(uid, merged(rowsOf.get(uid), shared));
  }
  return { rows, rowsOf };
}

function merged(own: readonly number[] | undefined, shared: readonly number[]): readonly number[] {
  return own === undefined ? shared : [...new Set([...own, ...shared])].sort((left, right) => left - right);
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Folds rows onto the history of an asset. Ids of package histories count up over all runs. */
function assetFolder(): (before: LedgerAsset, numbers: readonly number[], run: Run, memory: RunMemory) => LedgerAsset {
  let lastId = 0;
  const nextId = (): number => ++lastId;
  return (before, numbers, run, memory) => {
    const after = new Map(before);
    for (const [key, indexes] of byPackage(numbers, memory.rows)) {
      const known = before.get(key);
      const placed = indexes.flatMap((at) => memory.rows[at] ?? []);
      const cacheKey = `${known?.id ?? 0} ${indexes.join()}`;
      const folded = memory.packages.get(cacheKey) ?? foldRows(known, placed, run, nextId);
      if (folded === undefined) continue;
      memory.packages.set(cacheKey, folded);
      after.set(key, folded);
    }
    return after;
  };
}

function byPackage(numbers: readonly number[], rows: readonly PlacedRow[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const number of numbers) {
    const row = rows[number];
    if (row !== undefined) append(groups, row.key, number);
  }
  return groups;
}

function foldRows(
  known: LedgerPackage | undefined,
  placed: readonly PlacedRow[],
  run: Run,
  nextId: () => number,
): LedgerPackage | undefined {
  const [first] = placed;
  if (first === undefined) return undefined;
  const { ecosystem, package: name, path } = first.row;
  const before = known ?? { ecosystem, name, path, findings: [], declined: [] };
  const of = <K extends RowKind>(kind: K): PackageRows[K] =>
    placed.filter((one) => one.kind === kind).map(({ row }) => row) as unknown as PackageRows[K];
  const rows = { opened: of('opened'), dueSet: of('dueSet'), declined: of('declined'), closed: of('closed') };
  const { findings, declined } = foldPackage(before, rows, run);
  return { id: nextId(), ecosystem: before.ecosystem, name: before.name, path: before.path, findings, declined };
}
