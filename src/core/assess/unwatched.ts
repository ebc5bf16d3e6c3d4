import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Asset, ComponentSet } from '../../model/asset.ts';
import type { UnwatchedEcosystem } from '../../model/plan.ts';
import { type PackageIndex, packageKey } from './package-index.ts';

/**
 * Ecosystems, with their whole suffix, of which assets carry components and the catalogue holds no package: nothing is
 * known about them, which is never clean. Nobody publishes for all of `generic`, so there each product must be known by
 * itself. Counts every component of every asset; sorted by name.
 */
export function unwatchedEcosystems(
  assets: readonly Asset[],
  sets: ReadonlyMap<string, ComponentSet>,
  index: PackageIndex,
): readonly UnwatchedEcosystem[] {
  const counts = new Map<string, ReadonlyMap<string, number>>();
  for (const [digest, set] of sets) counts.set(digest, countUnwatched(set, index));
  const found = new Map<string, { components: number; readonly assets: Set<string> }>();
  for (const asset of assets) {
    for (const digest of asset.componentSets) {
      for (const [ecosystem, components] of counts.get(digest) ?? []) {
        const entry = found.get(ecosystem) ?? { components: 0, assets: new Set<string>() };
        entry.components += components;
        entry.assets.add(asset.name);
        found.set(ecosystem, entry);
      }
    }
  }
  return [...found]
    .map(([ecosystem, entry]) => {
      return { ecosystem, components: entry.components, assets: [...entry.assets].sort(compareText) };
    })
    .sort((left, right) => compareText(left.ecosystem, right.ecosystem));
}

function countUnwatched(set: ComponentSet, index: PackageIndex): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ecosystem, name } of set.components) {
    const isWatched =
      ecosystem === 'generic' ? index.packages.has(packageKey(ecosystem, name)) : index.ecosystems.has(ecosystem);
    if (!isWatched) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
  }
  return counts;
}
