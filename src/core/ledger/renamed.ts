import type { Asset } from '../../model/asset.ts';

/**
 * What the ledger called assets that have another name now, with the uid that they go by: an asset that states no uid is
 * recorded under its name. A name that another asset took over, or that two had before, leads to neither.
 */
export function renamedUids(assets: readonly Asset[]): ReadonlyMap<string, string> {
  const moved = assets.filter(({ formerNames }) => formerNames.length > 0);
  if (moved.length === 0) return none;
  const taken = new Set(assets.flatMap(({ name, uid }) => [name, uid]));
  const renamed = new Map<string, string>();
  const shared = new Set<string>();
  for (const { uid, formerNames } of moved) {
    for (const name of new Set(formerNames)) {
      if (renamed.has(name)) shared.add(name);
      else if (!taken.has(name)) renamed.set(name, uid);
    }
  }
  for (const name of shared) renamed.delete(name);
  return renamed;
}

const none: ReadonlyMap<string, string> = new Map();
