import type { Asset } from '../../model/asset.ts';
import type { Selector } from '../../model/generated/common.ts';
import { fieldOf } from './select.ts';

/** Names and installed software tell assets apart that are otherwise alike. Does a selector ask for either? */
export function asksIndividually({ names, match, not, anyOf }: Selector): boolean {
  if (names !== undefined || match?.ecosystem !== undefined) return true;
  return (not !== undefined && asksIndividually(not)) || (anyOf?.some(asksIndividually) ?? false);
}

/**
 * All that some selectors can tell assets apart by, names and software aside: assets with equal values are chosen alike.
 * Large fleets have few likenesses, so that a selector is asked once for each and not for each asset.
 */
export function likenessBy(selectors: readonly Selector[]): (asset: Asset) => readonly (string | undefined)[] {
  const parts = selectors.flatMap(everyPart);
  const fields = [...new Set(parts.flatMap(({ match }) => Object.keys(match ?? {}) as Field[]))];
  const asked = fields.filter((field) => field !== 'ecosystem');
  const labels = [...new Set(parts.flatMap((selector) => Object.keys(selector.labels ?? {})))];
  return (asset) => [
    ...asked.map((field) => fieldOf(asset, field)),
    ...labels.map((key) => (Object.hasOwn(asset.facts.labels, key) ? asset.facts.labels[key] : undefined)),
  ];
}

type Field = keyof NonNullable<Selector['match']>;

/** The selector and every one inside it. */
function everyPart(selector: Selector): readonly Selector[] {
  const inner = [...(selector.not === undefined ? [] : [selector.not]), ...(selector.anyOf ?? [])];
  return [selector, ...inner.flatMap(everyPart)];
}
