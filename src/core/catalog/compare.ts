import { canonicalJson } from '../digest.ts';

/** What the catalogue held under an id, or holds now. */
export interface Version {
  /** Digests of its lines; two where the source holds two documents of one id. */
  readonly digests: readonly string[];
  readonly isWithdrawn: boolean;
}

/** What a sync did to the documents of a source: ids, each list in code unit order. */
export interface CatalogDelta {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Withdrawn since; also counted nowhere else. */
  readonly withdrawn: readonly string[];
  /** Not in the source any more. */
  readonly removed: readonly string[];
  /** Still in the source, and of no component any more. */
  readonly unneeded: readonly string[];
}

/** Nothing changed. */
export const noDelta: CatalogDelta = { added: [], changed: [], withdrawn: [], removed: [], unneeded: [] };

/** Compares what is kept of a source with what was. `stillThere`: known ids that the source holds, kept or not. */
export function compareCatalogs(
  before: ReadonlyMap<string, Version>,
  after: ReadonlyMap<string, Version>,
  stillThere: ReadonlySet<string>,
): CatalogDelta {
  const gone = [...before.keys()].filter((id) => !after.has(id)).sort();
  const met = [...after].flatMap(([id, now]) => {
    const was = before.get(id);
    return was === undefined || isSame(was, now) ? [] : [{ id, isWithdrawn: now.isWithdrawn && !was.isWithdrawn }];
  });
  const ids = (isWithdrawn: boolean): readonly string[] =>
    met.flatMap((one) => (one.isWithdrawn === isWithdrawn ? [one.id] : [])).sort();
  return {
    added: [...after.keys()].filter((id) => !before.has(id)).sort(),
    changed: ids(false),
    withdrawn: ids(true),
    removed: gone.filter((id) => !stillThere.has(id)),
    unneeded: gone.filter((id) => stillThere.has(id)),
  };
}

const isSame = (left: Version, right: Version): boolean =>
  left.digests.length === right.digests.length && left.digests.every((digest, at) => digest === right.digests[at]);

/** Do two lines of JSON say the same? The order of keys carries no meaning, and servers change it. */
export function saysTheSame(left: string, right: string): boolean {
  if (left === right) return true;
  try {
    return canonicalJson(JSON.parse(left)) === canonicalJson(JSON.parse(right));
  } catch {
    return false;
  }
}

/** Is this so much less than before that something is broken? Less than half counts, and nothing after something. */
export function isShrunk(before: number, after: number): boolean {
  return before > 0 && after < before / 2;
}
