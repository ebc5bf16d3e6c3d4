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
  const readers = likenessReaders(selectors);
  return (asset) => readers.map((read) => read(asset));
}

/** The same part by part: one reader for each field and label that the selectors ask for. */
export function likenessReaders(selectors: readonly Selector[]): readonly ((asset: Asset) => string | undefined)[] {
  const parts = selectors.flatMap(everyPart);
  const fields = [...new Set(parts.flatMap(({ match }) => Object.keys(match ?? {}) as Field[]))];
  const asked = fields.filter((field) => field !== 'ecosystem');
  const labels = [...new Set(parts.flatMap((selector) => Object.keys(selector.labels ?? {})))];
  return [
    ...asked.map((field) => (asset: Asset) => fieldOf(asset, field)),
    ...labels.map(
      (key) =>
        ({ facts }: Asset) =>
          Object.hasOwn(facts.labels, key) ? facts.labels[key] : undefined,
    ),
  ];
}

type Field = keyof NonNullable<Selector['match']>;

/** The selector and every one inside it. */
function everyPart(selector: Selector): readonly Selector[] {
  const inner = [...(selector.not === undefined ? [] : [selector.not]), ...(selector.anyOf ?? [])];
  return [selector, ...inner.flatMap(everyPart)];
}
