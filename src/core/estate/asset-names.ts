import type { Asset } from '../../model/asset.ts';

/**
 * Looks an asset up by what sources and people call it: its name first, then its uid, then a name it had before. A
 * former name that two assets share leads to neither.
 */
export function assetFinder(assets: readonly Asset[]): (name: string) => Asset | undefined {
  const current = new Map(assets.map((asset) => [asset.name, asset] as const));
  const uids = new Map(assets.map((asset) => [asset.uid, asset] as const));
  const former = new Map<string, Asset | undefined>();
  for (const asset of assets) {
    for (const name of asset.formerNames) former.set(name, former.has(name) ? undefined : asset);
  }
  return (name) => current.get(name) ?? uids.get(name) ?? former.get(name);
}
