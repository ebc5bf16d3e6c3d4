import { normaliseName } from '../../ecosystems/names.ts';
import { compareText } from '../../ecosystems/parts/digits.ts';
import type { CatalogCoverage } from '../../model/advisory.ts';
import type { Asset, Component, ComponentSet } from '../../model/asset.ts';
import type { UnwatchedEcosystem } from '../../model/plan.ts';
import { softwareIn } from '../software.ts';
import type { PackageIndex } from './package-index.ts';

/**
 * Ecosystems, with their whole suffix, of which assets carry components and the catalogue would hold no advisory if
 * there were one: nothing is known about them, which is never clean. Where only some packages are meant, because they
 * came after the catalogue was last synced, they are named. Counts every component of every asset; sorted by name.
 */
export function unwatchedEcosystems(
  assets: readonly Asset[],
  sets: ReadonlyMap<string, ComponentSet>,
  { coverage }: PackageIndex,
): readonly UnwatchedEcosystem[] {
  const counts = unwatchedBySet(sets, coverage);
  const found = new Map<string, { components: number; readonly assets: string[] }>();
  for (const asset of assets) {
    for (const digest of asset.componentSets) {
      for (const [ecosystem, components] of counts.get(digest) ?? []) {
        const entry = found.get(ecosystem) ?? { components: 0, assets: [] };
        entry.components += components;
        // Several sets of one asset come one after another.
        if (entry.assets.at(-1) !== asset.name) entry.assets.push(asset.name);
        found.set(ecosystem, entry);
      }
    }
  }
  return [...found]
    .map(([ecosystem, entry]) => {
      const packages = coverage.packages.has(ecosystem) ? newcomers(sets, coverage, ecosystem) : undefined;
      return {
        ...{ ecosystem, components: entry.components, assets: entry.assets.sort(compareText) },
        ...(packages !== undefined && { packages }),
      };
    })
    .sort((left, right) => compareText(left.ecosystem, right.ecosystem));
}

/** Tells of a component whether it is one of those that nothing watches. */
export function unwatchedAmong(found: readonly UnwatchedEcosystem[]): (component: Component) => boolean {
  const byEcosystem = new Map(found.map(({ ecosystem, packages }) => [ecosystem, packages && new Set(packages)]));
  return ({ ecosystem, name }) => {
    if (!byEcosystem.has(ecosystem)) return false;
    const packages = byEcosystem.get(ecosystem);
    return packages === undefined || packages.has(normaliseName(ecosystem, name));
  };
}

/** Counts those that an asset carries: each distinct component is asked once. */
export function unwatchedOn(
  found: readonly UnwatchedEcosystem[],
  sets: ReadonlyMap<string, ComponentSet>,
): (asset: Asset) => number {
  const isUnwatched = unwatchedAmong(found);
  const { components, numbersIn } = softwareIn(sets);
  const marks = Uint8Array.from(components, (one) => (isUnwatched(one) ? 1 : 0));
  const countIn = (set: ComponentSet): number => {
    let count = 0;
    for (const number of numbersIn(set)) count += marks[number] ?? 0;
    return count;
  };
  return ({ componentSets }) => {
    let count = 0;
    for (const digest of componentSets) {
      const set = sets.get(digest);
      if (set !== undefined) count += countIn(set);
    }
    return count;
  };
}

function isWatched({ ecosystem, name }: Component, { whole, packages }: CatalogCoverage): boolean {
  return whole.has(ecosystem) || packages.get(ecosystem)?.has(normaliseName(ecosystem, name)) === true;
}

/** How many components of each set are unwatched, by ecosystem. Sets share their components: each distinct one is asked once. */
function unwatchedBySet(
  sets: ReadonlyMap<string, ComponentSet>,
  coverage: CatalogCoverage,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const { components, numbersIn } = softwareIn(sets);
  const unwatched = components.map((one) => (isWatched(one, coverage) ? undefined : one.ecosystem));
  const ecosystems = [...new Set(unwatched)].filter((one) => one !== undefined);
  const placeOf = new Map(ecosystems.map((ecosystem, place) => [ecosystem, place] as const));
  // Numbers, not names: this reads every component of every set.
  const places = Int32Array.from(unwatched, (one) => (one === undefined ? -1 : (placeOf.get(one) ?? -1)));
  const countIn = (set: ComponentSet): ReadonlyMap<string, number> => {
    const counts = new Int32Array(ecosystems.length);
    for (const number of numbersIn(set)) {
      const place = places[number] ?? -1;
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
    return new Map(ecosystems.map((one, place) => [one, counts[place] ?? 0] as const).filter(([, count]) => count > 0));
  };
  return new Map(Array.from(sets, ([digest, set]) => [digest, countIn(set)] as const));
}

function newcomers(
  sets: ReadonlyMap<string, ComponentSet>,
  coverage: CatalogCoverage,
  ecosystem: string,
): readonly string[] {
  const names = new Set<string>();
  for (const { components } of sets.values()) {
    for (const component of components) {
      if (component.ecosystem === ecosystem && !isWatched(component, coverage))
        names.add(normaliseName(ecosystem, component.name));
    }
  }
  return [...names].sort(compareText);
}
