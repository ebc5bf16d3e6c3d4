import type { Asset, Component, ComponentSet } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Observation, ObservationFragment } from '../../model/feed.ts';
import type { Instant } from '../../model/time.ts';
import { componentSet, packageKey } from './components.ts';

/** What machines report, read: observation lines, and package lists by the path observations name. */
export interface Observed {
  readonly fragments: readonly ObservationFragment[];
  readonly packageLists: ReadonlyMap<string, readonly Component[]>;
}

/**
 * Joins observations to the assets they speak of. The newest `lastSeen` of a source holds; sources add up.
 * An observation of something that no Inventory names is reported, never dropped silently.
 */
export function joinObservations(
  assets: readonly Asset[],
  observed: Observed,
  sets: ReadonlyMap<string, ComponentSet>,
): Outcome<{ assets: readonly Asset[]; sets: ReadonlyMap<string, ComponentSet> }> {
  const diagnostics: Diagnostic[] = [];
  const named = new Map(observed.fragments.flatMap((fragment) => [...fragment.sets]));
  const allSets = new Map(sets);
  const joined = new Map(assets.map((asset) => [asset.name, asset] as const));
  for (const observation of newestPerSource(observed.fragments)) {
    const asset = joined.get(observation.asset);
    if (asset === undefined) {
      diagnostics.push(
        diagnostic('link/observed-unknown-asset', { asset: observation.asset }, { at: lineOf(observation) }),
      );
      continue;
    }
    const components = componentsOf(observation, named, observed.packageLists, diagnostics);
    const set =
      components.length > 0
        ? componentSet(components.map((component) => withRunning(component, observation)))
        : undefined;
    if (set) allSets.set(set.digest, set);
    joined.set(asset.name, observedAsset(asset, observation, set));
  }
  return { value: { assets: assets.map((asset) => joined.get(asset.name) ?? asset), sets: allSets }, diagnostics };
}

/** The last word of each source on each asset, in the order of asset, source, file and line. */
function newestPerSource(fragments: readonly ObservationFragment[]): readonly Observation[] {
  const newest = new Map<string, Observation>();
  for (const observation of fragments.flatMap((fragment) => fragment.observations)) {
    const key = `${observation.asset}\u0000${observation.source}\u0000${observation.components.kind}`;
    const known = newest.get(key);
    if (known === undefined || isNewer(observation, known)) newest.set(key, observation);
  }
  return [...newest.keys()].sort().map((key) => newest.get(key) as Observation);
}

function isNewer(left: Observation, right: Observation): boolean {
  const [ours, theirs] = [left.lastSeen ?? 0, right.lastSeen ?? 0];
  if (ours !== theirs) return ours > theirs;
  if (left.file !== right.file) return left.file > right.file;
  return left.line > right.line;
}

function componentsOf(
  observation: Observation,
  named: ReadonlyMap<string, readonly Component[]>,
  packageLists: ReadonlyMap<string, readonly Component[]>,
  diagnostics: Diagnostic[],
): readonly Component[] {
  const { components, asset } = observation;
  const at = lineOf(observation);
  switch (components.kind) {
    case 'none':
      return [];
    case 'list':
      return components.components;
    case 'set': {
      const set = named.get(components.set);
      if (set === undefined)
        diagnostics.push(diagnostic('link/missing-component-set', { set: components.set, asset }, { at }));
      return set ?? [];
    }
    case 'raw': {
      const list = packageLists.get(components.path);
      if (list === undefined)
        diagnostics.push(diagnostic('link/missing-raw-list', { path: components.path, asset }, { at }));
      return list ?? [];
    }
  }
}

function withRunning(component: Component, observation: Observation): Component {
  const running = ofPackage(observation.running, component);
  return running === undefined ? component : { ...component, running: running === component.version };
}

/** What is said of a package by `ecosystem/name`, else by `name` alone. */
function ofPackage<T>(said: ReadonlyMap<string, T>, { ecosystem, name }: Component): T | undefined {
  return said.get(`${ecosystem}/${name}`) ?? said.get(name);
}

function observedAsset(asset: Asset, observation: Observation, set: ComponentSet | undefined): Asset {
  const firstSeen = new Map(asset.firstSeen);
  for (const component of set?.components ?? []) {
    const at = ofPackage(observation.firstSeen, component);
    if (at !== undefined) firstSeen.set(packageKey(component.ecosystem, component.name), at);
  }
  const digests =
    set && !asset.componentSets.includes(set.digest) ? [...asset.componentSets, set.digest] : asset.componentSets;
  return {
    ...asset,
    componentSets: digests,
    firstSeen,
    lastSeen: later(asset.lastSeen, observation.lastSeen),
    observedIn: [...new Set([...asset.observedIn, observation.file])].sort(),
    pendingReboot: observation.pendingReboot ?? asset.pendingReboot,
    // A member that still resyncs serves nobody: it counts as away (DESIGN §2.1, Cluster).
    down: observation.down === true || observation.resyncing === true || asset.down,
  };
}

function later(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left > right ? left : right;
}

const lineOf = ({ file, line }: Observation) => ({
  file,
  range: { start: { line, column: 1 }, end: { line, column: 1 } },
});
