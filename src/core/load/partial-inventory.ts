import type { InventoryGaps } from '../../model/gaps.ts';
import type { Pointer } from '../../model/source.ts';
import { isMapping, type Mapping, type PartialAsset, partialAsset, without } from './partial-asset.ts';
import { type LostKeys, lostKeys } from './partial-keys.ts';
import { quoteSource } from './quote.ts';

/** The parts of a `spec` with which nothing is wrong. */
export interface PartialSpec {
  readonly spec: Mapping;
  readonly gaps: InventoryGaps | undefined;
  /** Where a part of it stands in the `spec` as it is written; pointers start below `spec`. */
  readonly placeOf: (pointer: Pointer) => Pointer;
}

/**
 * An Inventory without the values, components and entries that are wrong. `wrong` are pointers below `spec`.
 * `undefined`: what is wrong is neither a part of one asset nor a default for them.
 */
export function partialInventory(spec: Mapping, wrong: readonly Pointer[]): PartialSpec | undefined {
  const { assets, defaults, ...rest } = spec;
  const ofAssets = wrong.filter(([top, place]) => top === 'assets' && typeof place === 'number');
  const ofDefaults = wrong.filter(([top, key]) => top === 'defaults' && typeof key === 'string');
  if (!Array.isArray(assets) || ofAssets.length + ofDefaults.length < wrong.length) return undefined;
  const inherited = lostKeys(ofDefaults.map(([, key]) => String(key)));
  const entries = readEntries(assets, ofAssets, inherited);
  const kept = entries.flatMap((entry, place) => (entry === undefined ? [] : [{ ...entry, place }]));
  return {
    spec: {
      ...rest,
      ...(isMapping(defaults) && { defaults: without(defaults, inherited?.raw) }),
      assets: kept.map(({ value }) => value),
    },
    gaps: {
      assets: new Map(kept.flatMap(({ gaps }, place) => (gaps === undefined ? [] : [[place, gaps] as const]))),
      nameless: entries.flatMap((entry, place) => (entry === undefined ? [namelessText(assets[place], place)] : [])),
    },
    placeOf: (pointer) => placeIn(kept, pointer),
  };
}

function readEntries(
  assets: readonly unknown[],
  wrong: readonly Pointer[],
  inherited: LostKeys | undefined,
): readonly (PartialAsset | undefined)[] {
  const byAsset = new Map<Pointer[number], Pointer[]>();
  for (const [, asset = 0, ...inner] of wrong) {
    const known = byAsset.get(asset);
    if (known) known.push(inner);
    else byAsset.set(asset, [inner]);
  }
  return assets.map((own, place) => partialAsset(own, byAsset.get(place) ?? [], inherited));
}

function namelessText(own: unknown, place: number): string {
  const { name, uid } = isMapping(own) ? own : {};
  const [text] = [name, uid].filter((one) => typeof one === 'string' || typeof one === 'number');
  return `asset at place ${place + 1}${text === undefined ? '' : `, ${quoteSource(String(text))}`}`;
}

function placeIn(kept: readonly (PartialAsset & { readonly place: number })[], pointer: Pointer): Pointer {
  const [top, asset, key, component] = pointer;
  const entry = top === 'assets' && typeof asset === 'number' ? kept[asset] : undefined;
  if (top === undefined || entry === undefined) return pointer;
  if (key !== 'components' || typeof component !== 'number') return [top, entry.place, ...pointer.slice(2)];
  return [top, entry.place, key, entry.components?.[component] ?? component, ...pointer.slice(4)];
}
