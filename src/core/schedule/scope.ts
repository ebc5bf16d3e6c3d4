import type { Asset } from '../../model/asset.ts';
import type { Selector } from '../../model/generated/common.ts';
import { type ComponentSets, fieldOf, selects } from '../estate/select.ts';

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

/** Names and installed software tell assets apart that are otherwise alike. */
function asksIndividually({ names, match, not, anyOf }: Selector): boolean {
  if (names !== undefined || match?.ecosystem !== undefined) return true;
  return (not !== undefined && asksIndividually(not)) || (anyOf?.some(asksIndividually) ?? false);
}

/**
 * Names what some selectors can tell assets apart by, their names and software aside: assets of one likeness are chosen
 * alike. Large fleets have few likenesses, so that hundreds of windows are asked once for each and not for each asset.
 */
export function likenessBy(tests: readonly AssetTest[]): (asset: Asset) => string {
  const selectors = tests.flatMap(({ selector }) => (selector === undefined ? [] : everyPart(selector)));
  const fields = [...new Set(selectors.flatMap(({ match }) => Object.keys(match ?? {}) as Field[]))];
  const labels = [...new Set(selectors.flatMap((selector) => Object.keys(selector.labels ?? {})))];
  return (asset) =>
    JSON.stringify([
      fields.map((field) => (field === 'ecosystem' ? undefined : fieldOf(asset, field))),
      labels.map((key) => (Object.hasOwn(asset.facts.labels, key) ? asset.facts.labels[key] : undefined)),
    ]);
}

type Field = keyof NonNullable<Selector['match']>;

/** The selector and every one inside it. */
function everyPart(selector: Selector): readonly Selector[] {
  const inner = [...(selector.not === undefined ? [] : [selector.not]), ...(selector.anyOf ?? [])];
  return [selector, ...inner.flatMap(everyPart)];
}
