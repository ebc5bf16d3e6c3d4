import { normaliseName } from '../ecosystems/names.ts';
import type { Asset, Component, ComponentSet } from '../model/asset.ts';
import type { Estate } from '../model/estate.ts';
import type { ComponentAssessment, ComponentFinding, FindingStatus } from '../model/finding.ts';
import type { FindingCounts } from '../model/plan.ts';
import { componentKey } from './assess/component-key.ts';
import { type InstalledPackage, installedPackages } from './assess/installed.ts';
import { combineVersions } from './prioritise/combine.ts';
import type { InstalledComponent } from './prioritise/prepare.ts';
import { softwareIn } from './software.ts';

/** What assets carry with its judgement. Assets of one image share every answer: each image is read once. */
export interface Images {
  readonly componentsOf: (asset: Asset) => readonly Component[];
  /** How many findings its components have, by status. */
  readonly findingsOn: (asset: Asset) => FindingCounts;
  /**
   * Packages that may ask for something, one entry each, with the judgement of the version that leads it. A package of
   * which nothing is affected or unknown is left out, unless `reopens` says that a statement changes one of its findings.
   */
  readonly installedOn: (asset: Asset) => readonly InstalledComponent[];
}

/** Reads the images of an estate. */
export function imagesOf(
  estate: Estate,
  assessments: ReadonlyMap<string, ComponentAssessment>,
  reopens: (finding: ComponentFinding) => boolean,
): Images {
  const { components, numbersIn } = softwareIn(estate.componentSets);
  const assessed = components.map((component) => assessments.get(componentKey(component)));
  const known = new Map(components.map((component, number) => [component, assessed[number]] as const));
  const assessmentOf = (component: Component): ComponentAssessment | undefined => known.get(component);
  const setsOf = (asset: Asset): readonly ComponentSet[] =>
    asset.componentSets.flatMap((digest) => estate.componentSets.get(digest) ?? []);
  const isLoud = assessed.map((assessment) => assessment?.findings.some(asksIn(reopens)) === true);
  const countsOf = assessed.map(countsIn);
  const relatedTo = familiesOf(components);
  const named = (numbers: readonly number[]): readonly Component[] =>
    numbers.flatMap((number) => components[number] ?? []);
  const read = (installed: InstalledPackage): readonly InstalledComponent[] => {
    const assessment = assessmentOf(installed.lead);
    if (assessment === undefined) return [];
    const others = installed.counted.flatMap((one) => (one === installed.lead ? [] : (assessmentOf(one) ?? [])));
    const combined = combineVersions(assessment, others);
    return [{ component: installed.lead, assessment: combined, pendingReboot: installed.pendingReboot !== undefined }];
  };
  return {
    componentsOf: oncePerImage((asset) => {
      const [first, ...others] = setsOf(asset).map((set) => set.components);
      return others.length === 0 ? (first ?? []) : [first ?? [], ...others].flat();
    }),
    findingsOn: oncePerImage((asset) => {
      const counts = { affected: 0, fixed: 0, notAffected: 0, unknown: 0 };
      for (const set of setsOf(asset)) for (const number of numbersIn(set)) add(counts, countsOf[number]);
      return counts;
    }),
    installedOn: oncePerImage((asset) => {
      const numbers = setsOf(asset).map(numbersIn);
      const loud = chosen(numbers, (number) => isLoud[number] === true);
      const family = chosen(numbers, relatedTo(loud));
      return installedPackages(named(family), assessmentOf, named(loud)).flatMap(read);
    }),
  };
}

function asksIn(reopens: (finding: ComponentFinding) => boolean): (finding: ComponentFinding) => boolean {
  return (finding) => (finding.status !== 'fixed' && finding.status !== 'not-affected') || reopens(finding);
}

/** What is under investigation counts as affected until somebody knows better. */
const countedAs: Readonly<Record<FindingStatus, keyof FindingCounts>> = {
  affected: 'affected',
  'under-investigation': 'affected',
  fixed: 'fixed',
  'not-affected': 'notAffected',
  unknown: 'unknown',
};

type Counting = { -readonly [Status in keyof FindingCounts]: number };

function countsIn(assessment: ComponentAssessment | undefined): FindingCounts {
  const counts: Counting = { affected: 0, fixed: 0, notAffected: 0, unknown: 0 };
  for (const { status } of assessment?.findings ?? []) counts[countedAs[status]] += 1;
  return counts;
}

function add(sum: Counting, counts: FindingCounts | undefined): void {
  if (counts === undefined) return;
  sum.affected += counts.affected;
  sum.fixed += counts.fixed;
  sum.notAffected += counts.notAffected;
  sum.unknown += counts.unknown;
}

/** The numbers of some sets that a test takes. Plain loops: this asks for every component of every image. */
function chosen(sets: readonly Int32Array[], takes: (number: number) => boolean): readonly number[] {
  const taken: number[] = [];
  for (const set of sets) for (const number of set) if (takes(number)) taken.push(number);
  return taken;
}

/**
 * Tells which components may be of one family with some: equal in name, or in the name of their source.
 * `installedPackages` sorts out which are; reading every name of every image for it would cost more than all the rest.
 */
function familiesOf(components: readonly Component[]): (some: readonly number[]) => (number: number) => boolean {
  const names = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = names.get(name) ?? names.size;
    names.set(name, number);
    return number;
  };
  const own = Int32Array.from(components, ({ ecosystem, name }) => numberOf(normaliseName(ecosystem, name)));
  const source = Int32Array.from(components, (one) => (one.source === undefined ? -1 : numberOf(one.source.name)));
  const mark = (wanted: Uint8Array, name = -1): void => {
    if (name >= 0) wanted[name] = 1;
  };
  return (some) => {
    // Marks and no set: this is asked for every component of every image.
    const wanted = new Uint8Array(names.size);
    for (const number of some) {
      mark(wanted, own[number]);
      mark(wanted, source[number]);
    }
    return (number) => wanted[own[number] ?? -1] === 1 || wanted[source[number] ?? -1] === 1;
  };
}

/** Asks once for all assets that carry the same component sets. */
export function oncePerImage<T>(answer: (asset: Asset) => T): (asset: Asset) => T {
  const known = new Map<string, T>();
  return (asset) => {
    const [first = ''] = asset.componentSets;
    const key = asset.componentSets.length > 1 ? asset.componentSets.join(' ') : first;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = answer(asset);
    known.set(key, now);
    return now;
  };
}
