import type { Asset } from '../../model/asset.ts';
import type { Selector } from '../../model/generated/common.ts';
import { type ComponentSets, selects } from '../estate/select.ts';

/** A selector to be asked about many assets. */
export interface AssetTest {
  readonly matches: (asset: Asset) => boolean;
  /** Does the answer depend on more than `likenessOf` an asset? */
  readonly isIndividual: boolean;
}

/** Prepares a selector. `undefined` takes every asset. */
export function assetTest(selector: Selector | undefined, componentSets: ComponentSets): AssetTest {
  return {
    matches: (asset) => selects(selector, asset, componentSets),
    isIndividual: selector !== undefined && asksIndividually(selector),
  };
}

/** Names and installed software tell assets apart that are otherwise alike. */
function asksIndividually({ names, match, not, anyOf }: Selector): boolean {
  if (names !== undefined || match?.ecosystem !== undefined) return true;
  return (not !== undefined && asksIndividually(not)) || (anyOf?.some(asksIndividually) ?? false);
}

/**
 * Everything of an asset that a selector can ask for, apart from its name and software. Large fleets have few likenesses,
 * so that hundreds of windows are asked once for each of them and not for each asset.
 */
export function likenessOf(asset: Asset): string {
  const { owner, location, function: purpose, cluster, clusterRole, facts } = asset;
  const { labels, ...rest } = facts;
  const sorted = Object.keys(labels).sort();
  return JSON.stringify([
    owner,
    location,
    purpose,
    cluster,
    clusterRole,
    Object.values(rest).map(String),
    sorted.map((key) => [key, labels[key]]),
  ]);
}
