import type { Asset, Component } from '../../model/asset.ts';
import type { SourceLocation } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Locate } from '../../model/source.ts';

/**
 * Where a component stands: in the inventory that lists it, else at the first asset that carries it, whose observation
 * names it. The estate is searched when first asked: few components are ever asked about.
 */
export function componentPlaces(estate: Estate, locate: Locate): (component: Component) => SourceLocation | undefined {
  let carriers: ReadonlyMap<string, Asset> | undefined;
  return (component) => {
    carriers ??= firstCarriers(estate);
    const asset = carriers.get(nameOf(component));
    return asset && placeOn(asset, component, estate, locate);
  };
}

const nameOf = ({ ecosystem, name, version }: Component): string => `${ecosystem}\u0000${name}\u0000${version}`;

function firstCarriers({ assets, componentSets }: Estate): ReadonlyMap<string, Asset> {
  const carriers = new Map<string, Asset>();
  const seen = new Set<string>();
  for (const asset of assets) {
    for (const digest of asset.componentSets) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      for (const component of componentSets.get(digest)?.components ?? []) {
        const key = nameOf(component);
        if (!carriers.has(key)) carriers.set(key, asset);
      }
    }
  }
  return carriers;
}

function placeOn(
  { origin, pointer }: Asset,
  { name, version }: Component,
  estate: Estate,
  locate: Locate,
): SourceLocation {
  const inventories = [...(estate.resources.Inventory?.values() ?? [])];
  const inventory = inventories.find(
    (one) => one.origin.file === origin.file && one.origin.document === origin.document,
  );
  const listed = inventory?.document.spec.assets?.[Number(pointer.at(-1))]?.components ?? [];
  const index = listed.findIndex(({ name: own, version: stated, purl }) =>
    purl === undefined ? own === name && stated === version : purl.includes(name) && (stated ?? purl).includes(version),
  );
  const range = index < 0 ? locate(origin, [...pointer, 'name']) : locate(origin, [...pointer, 'components', index]);
  return { file: origin.file, range };
}
