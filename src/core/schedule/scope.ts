import type { Asset } from '../../model/asset.ts';
import type { Selector } from '../../model/generated/common.ts';
import { asksIndividually } from '../estate/likeness.ts';
import { type ComponentSets, selects } from '../estate/select.ts';

/** A selector to be asked about many assets. */
export interface AssetTest {
  readonly matches: (asset: Asset) => boolean;
  /** Does the answer depend on an asset's name or software? */
  readonly isIndividual: boolean;
  readonly selector: Selector | undefined;
}

/** Prepares a selector. `undefined` takes every asset. */
export function assetTest(selector: Selector | undefined, componentSets: ComponentSets): AssetTest {
  return {
    matches: (asset) => selects(selector, asset, componentSets),
    isIndividual: selector !== undefined && asksIndividually(selector),
    selector,
  };
}
