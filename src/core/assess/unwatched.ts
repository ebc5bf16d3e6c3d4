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
  const { gaps, countsIn } = unwatchedBySet(sets, coverage);
  for (const asset of assets) {
    for (const digest of asset.componentSets) {
      for (const { gap, components } of countsIn.get(digest) ?? noCounts) {
        gap.components += components;
        // Several sets of one asset come one after another.
        if (gap.assets.at(-1) !== asset.name) gap.assets.push(asset.name);
      }
    }
  }
  return gaps
    .filter((gap) => gap.assets.length > 0)
    .map(({ ecosystem, components, assets: carrying }) => {
      const packages = coverage.packages.has(ecosystem) ? newcomers(sets, coverage, ecosystem) : undefined;
      return { ecosystem, components, assets: carrying.sort(compareText), ...(packages !== undefined && { packages }) };
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

/** What assets carry of an ecosystem that is not watched, counted as they are met. */
interface Gap {
  readonly ecosystem: string;
  readonly assets: string[];
  components: number;
}

/** How many components of a set are in a gap. */
interface GapCount {
  readonly gap: Gap;
  readonly components: number;
}

const noCounts: readonly GapCount[] = [];

/** The gaps, still empty, and what of each is in which set. Sets share their components: each distinct one is asked once. */
function unwatchedBySet(
  sets: ReadonlyMap<string, ComponentSet>,
  coverage: CatalogCoverage,
): { readonly gaps: readonly Gap[]; readonly countsIn: ReadonlyMap<string, readonly GapCount[]> } {
  const { components, numbersIn } = softwareIn(sets);
  const unwatched = components.map((one) => (isWatched(one, coverage) ? undefined : one.ecosystem));
  const ecosystems = [...new Set(unwatched)].filter((one) => one !== undefined);
  const gaps = ecosystems.map((ecosystem): Gap => ({ ecosystem, components: 0, assets: [] }));
  const placeOf = new Map(ecosystems.map((ecosystem, place) => [ecosystem, place] as const));
  // Numbers, not names: this reads every component of every set.
  const places = Int32Array.from(unwatched, (one) => (one === undefined ? -1 : (placeOf.get(one) ?? -1)));
  const countIn = (set: ComponentSet): readonly GapCount[] => {
    const counts = new Int32Array(gaps.length);
    numbersIn(set).forEach((number) => {
      const place = places[number] ?? -1;
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    });
    return gaps.map((gap, place) => ({ gap, components: counts[place] ?? 0 })).filter((one) => one.components > 0);
  };
  return { gaps, countsIn: new Map(Array.from(sets, ([digest, set]) => [digest, countIn(set)] as const)) };
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
