import type { Asset, Component, ComponentSet } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Observation } from '../../model/feed.ts';
import type { Instant } from '../../model/time.ts';
import { assetFinder } from './asset-names.ts';
import { componentSet, packageKey } from './components.ts';
import { byPlace, type KnownSoftware, type Observed, placeOf, softwareOf, statedSets } from './observed-software.ts';
import { repetitions } from './repeated-components.ts';
import { type AssetReport, reportOf } from './reports.ts';
import { ofPackage, runningComponents, withRunning } from './running.ts';

/** Assets, and the component sets that they carry, by digest. */
export interface ObservedAssets {
  readonly assets: readonly Asset[];
  readonly sets: ReadonlyMap<string, ComponentSet>;
}

/**
 * Joins observations to the assets they speak of, by name, uid or former name. What they say of a package takes the
 * place of what the Inventory says of it. An observation of something that no Inventory names is reported, never dropped
 * silently; an asset whose software cannot be read whole is marked.
 */
export function joinObservations(
  assets: readonly Asset[],
  observed: Observed,
  sets: ReadonlyMap<string, ComponentSet>,
): Outcome<ObservedAssets> {
  const stated = statedSets(observed.fragments);
  const { byAsset, unknown } = sortByAsset(assets, observed);
  const diagnostics: Diagnostic[] = [...stated.diagnostics, ...unknown];
  const joined = new Map(sets);
  const once = repetitions();
  const value = assets.map((asset) => {
    const observations = byAsset.get(asset.name);
    if (observations === undefined) return asset;
    const outcome = observedAsset(asset, reportOf(observations), {
      observed,
      stated: stated.value,
      sets: joined,
      once,
    });
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  });
  return { value: { assets: value, sets: joined }, diagnostics };
}

function sortByAsset(
  assets: readonly Asset[],
  { fragments }: Observed,
): { readonly byAsset: ReadonlyMap<string, readonly Observation[]>; readonly unknown: readonly Diagnostic[] } {
  const assetOf = assetFinder(assets);
  const byAsset = new Map<string, Observation[]>();
  const unknown = new Map<string, Diagnostic>();
  for (const observation of fragments.flatMap((fragment) => fragment.observations).sort(byPlace)) {
    const asset = assetOf(observation.asset);
    const known = asset && byAsset.get(asset.name);
    if (known !== undefined) known.push(observation);
    else if (asset !== undefined) byAsset.set(asset.name, [observation]);
    else if (!unknown.has(observation.asset)) unknown.set(observation.asset, unknownAsset(observation));
  }
  return { byAsset, unknown: [...unknown.values()] };
}

const unknownAsset = (observation: Observation): Diagnostic =>
  diagnostic('link/observed-unknown-asset', { asset: observation.asset }, { at: placeOf(observation) });

interface Joining {
  readonly observed: Observed;
  readonly stated: ReadonlyMap<string, KnownSoftware>;
  /** Every set that an asset carries; grows. */
  readonly sets: Map<string, ComponentSet>;
  /** Lists so that what several of them name counts once. */
  readonly once: ReturnType<typeof repetitions>;
}

function observedAsset(asset: Asset, report: AssetReport, joining: Joining): Outcome<Asset> {
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const lists = report.software.map((line) => ({ line, ...keep(softwareOf(line, joining.stated, joining.observed)) }));
  // Assets of one image share the list itself, so that its set is built once.
  const reported = joining.once(
    lists.map(({ line, components }) =>
      line.running.size === 0 ? components : components.map((component) => withRunning(component, line)),
    ),
  );
  const stated = statedBeside(asset, reported, joining);
  const installed = report.running.length === 0 ? [] : [...stated, ...reported].flat();
  const running = report.running.flatMap((line) => keep(runningComponents(line, installed)));
  const digests = [...stated, ...reported, running].flatMap((components) => keepSet(components, joining));
  const value: Asset = {
    ...asset,
    componentSets: [...new Set(digests)],
    firstSeen: firstSeenOf(asset, lists),
    lastSeen: later(asset.lastSeen, report.lastSeen),
    missingSince: report.missingSince,
    observedIn: report.files,
    pendingReboot: report.pendingReboot ?? asset.pendingReboot,
    down: report.down || asset.down,
    partlyRead: asset.partlyRead || lists.some(({ partlyRead }) => partlyRead),
  };
  return { value, diagnostics };
}

/** What the Inventory says of packages that no observation names: firmware, say, that no agent sees. */
function statedBeside(
  asset: Asset,
  reported: readonly (readonly Component[])[],
  { sets }: Joining,
): readonly (readonly Component[])[] {
  if (asset.componentSets.length === 0) return [];
  const observed = new Set(reported.flat().map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  return asset.componentSets.map((digest) =>
    (sets.get(digest)?.components ?? []).filter(({ ecosystem, name }) => !observed.has(packageKey(ecosystem, name))),
  );
}

const setsByList = new WeakMap<readonly Component[], ComponentSet>();

function keepSet(components: readonly Component[], { sets }: Joining): readonly string[] {
  if (components.length === 0) return [];
  const set = setsByList.get(components) ?? componentSet(components);
  setsByList.set(components, set);
  sets.set(set.digest, sets.get(set.digest) ?? set);
  return [set.digest];
}

/** The earliest that anybody says: a package stays the same through all its versions. */
function firstSeenOf(
  asset: Asset,
  lists: readonly { readonly line: Observation; readonly components: readonly Component[] }[],
): ReadonlyMap<string, Instant> {
  const seen = new Map(asset.firstSeen);
  for (const { line, components } of lists) {
    if (line.firstSeen.size === 0) continue;
    for (const component of components) {
      const at = ofPackage(line.firstSeen, component);
      const key = packageKey(component.ecosystem, component.name);
      const known = seen.get(key);
      if (at !== undefined && (known === undefined || at < known)) seen.set(key, at);
    }
  }
  return seen;
}

function later(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left > right ? left : right;
}
