import { normaliseName } from '../../ecosystems/names.ts';
import { compareText } from '../../ecosystems/parts/digits.ts';
import { comparerFor } from '../../ecosystems/registry.ts';
import type { Component } from '../../model/asset.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import { isBySource, judgedVersion } from './subjects.ts';

/** A package of one asset and which of its installed versions decide. */
export interface InstalledPackage {
  /** The version that stands for the package: what a requirement moves. */
  readonly lead: Component;
  /** Every version that counts, the lead included, ascending. */
  readonly counted: readonly Component[];
  /** Versions that are installed but not in effect, ascending. */
  readonly inactive: readonly Component[];
  /**
   * A newer version without open findings that is installed and not yet running, while the running one has some: a
   * reboot ends them. `undefined` when there is none.
   */
  readonly pendingReboot: Component | undefined;
}

/** Looks up the assessment of a component; `undefined` reads as nothing found. */
export type AssessmentOf = (component: Component) => ComponentAssessment | undefined;

/**
 * Groups the components of one asset into packages, one requirement each:
 *
 * - Copies with a `path` stand alone, one package a path.
 * - Where a version of a package is marked `running`, the running versions alone count. In ecosystems that publish by
 *   source, versions of a kernel are packages of their own (`linux-image-6.1.0-18-amd64`); components of one source
 *   that say whether they run are one family, and a package of it counts only when it runs.
 * - Where every version says that it does not run, nobody knows what does, and all count.
 * - Otherwise every installed version counts.
 *
 * The lead is the lowest version with an affected finding, else the lowest with an unknown one, else the lowest.
 * Packages come sorted by ecosystem, name and path. With `wanted`, only those that share a name with one of them.
 */
export function installedPackages(
  components: readonly Component[],
  assessmentOf: AssessmentOf,
  wanted?: readonly Component[],
): readonly InstalledPackage[] {
  const families = groupBy(wanted === undefined ? components : related(components, wanted), familyKey);
  return [...families]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([, family]) => packagesOf(family, assessmentOf));
}

/** The components that are wanted, and all that may be of one family with them. */
function related(components: readonly Component[], wanted: readonly Component[]): readonly Component[] {
  const names = new Set<string>();
  for (const component of wanted) {
    names.add(normaliseName(component.ecosystem, component.name));
    if (component.source !== undefined) names.add(component.source.name);
  }
  if (names.size === 0) return [];
  return components.filter(
    ({ ecosystem, name, source }) =>
      names.has(normaliseName(ecosystem, name)) || (source !== undefined && names.has(source.name)),
  );
}

function packagesOf(family: readonly Component[], assessmentOf: AssessmentOf): readonly InstalledPackage[] {
  const [only] = family;
  // Most families are one version, which counts whether it runs or not.
  if (only !== undefined && family.length === 1)
    return [{ lead: only, counted: family, inactive: [], pendingReboot: undefined }];
  const running = family.filter((component) => component.running === true);
  const counted = running.length > 0 ? running : family;
  const inactive = ascending(running.length > 0 ? family.filter((component) => component.running !== true) : []);
  return [...groupBy(counted, packageKey)]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([, versions]) => {
      const sorted = ascending(versions);
      const lead = sorted.find(has('affected', assessmentOf)) ?? sorted.find(has('unknown', assessmentOf)) ?? sorted[0];
      if (lead === undefined) return [];
      const isOpen = needsWork(lead, assessmentOf);
      const newer = inactive.findLast((component) => isNewer(component, lead) && !needsWork(component, assessmentOf));
      return [{ lead, counted: sorted, inactive, pendingReboot: isOpen ? newer : undefined }];
    });
}

function packageKey({ ecosystem, name, path }: Component): string {
  return `${ecosystem}\u0000${normaliseName(ecosystem, name)}\u0000${path ?? ''}`;
}

/** Only components that say whether they run are joined by source: libraries of one source are packages of their own. */
function familyKey(component: Component): string {
  const { ecosystem, source, running, path } = component;
  const isFamily = running !== undefined && path === undefined && source !== undefined && isBySource(ecosystem);
  return isFamily ? `${ecosystem}\u0000${source.name}\u0000\u0000source` : packageKey(component);
}

function has(status: 'affected' | 'unknown', assessmentOf: AssessmentOf): (component: Component) => boolean {
  return (component) => assessmentOf(component)?.findings.some((finding) => finding.status === status) ?? false;
}

function needsWork(component: Component, assessmentOf: AssessmentOf): boolean {
  return has('affected', assessmentOf)(component) || has('unknown', assessmentOf)(component);
}

function isNewer(component: Component, than: Component): boolean {
  return order(component, than) > 0;
}

/** By version; versions that cannot be ordered come first, so that they lead and are not overlooked. */
function ascending(components: readonly Component[]): readonly Component[] {
  return [...components].sort((left, right) => order(left, right) || compareText(left.version, right.version));
}

function order(left: Component, right: Component): number {
  const comparer = comparerFor(left.ecosystem, left.scheme);
  const a = comparer?.parse(judgedVersion(left));
  const b = comparer?.parse(judgedVersion(right));
  if (comparer === undefined || a === undefined || b === undefined)
    return Number(a !== undefined) - Number(b !== undefined);
  return comparer.compare(a, b);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
