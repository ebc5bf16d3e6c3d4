import type { Asset, AssetFacts, ComponentSet } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { UnreadResource } from '../../model/estate.ts';
import type { Inventory } from '../../model/generated/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Origin, Pointer } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { endOfDay, parseDuration, parseInstant } from '../time.ts';
import { componentSet, packageKey, readComponents, type StatedComponent } from './components.ts';
import { defaultsFor, withGaps } from './gaps.ts';
import { unreadAsset } from './unread.ts';

const dayMs = 24 * 60 * 60 * 1000;

type AssetSpec = Inventory['spec']['assets'][number];

/** Everything an asset is built from, except what machines report. */
export interface AssetContext {
  readonly asOf: Instant;
  readonly timeZone: string;
  readonly locate: Locate;
  /** The cluster that lists an asset as a member, by asset name. */
  readonly clusterOf: ReadonlyMap<string, string>;
}

/** The assets of all inventories with their defaults applied, and the component sets written beside them. */
export interface InventoryAssets {
  readonly assets: readonly Asset[];
  readonly sets: ReadonlyMap<string, ComponentSet>;
  /** Entries that say that they are an asset which another entry is, under another name: they are in no list. */
  readonly missing: readonly UnreadResource[];
}

/**
 * Builds the assets of every Inventory, sorted by name. An asset that stands twice is reported; the first is kept, as one
 * of which nobody knows what holds.
 */
export function inventoryAssets(
  inventories: readonly Resource<'Inventory'>[],
  context: AssetContext,
): Outcome<InventoryAssets> {
  const diagnostics: Diagnostic[] = [];
  const assets = new Map<string, Asset>();
  const uids = new Map<string, string>();
  const sets = new Map<string, ComponentSet>();
  const missing: UnreadResource[] = [];
  for (const inventory of inventories) {
    for (const [index, own] of inventory.document.spec.assets.entries()) {
      const pointer: Pointer = ['spec', 'assets', index];
      const known = assets.get(own.name) ?? assets.get(uids.get(own.uid ?? own.name) ?? '');
      if (known) {
        diagnostics.push(duplicateAsset(own, known, inventory, pointer, context.locate));
        assets.set(known.name, withRival(known, own));
        missing.push(...missingAsset(own, known, inventory.origin));
        continue;
      }
      const built = buildAsset(inventory, own, index, context);
      diagnostics.push(...built.diagnostics);
      if (built.value.set) sets.set(built.value.set.digest, built.value.set);
      assets.set(own.name, built.value.asset);
      uids.set(built.value.asset.uid, own.name);
    }
  }
  const sorted = [...assets.keys()].sort().map((name) => withoutNamesInUse(assets.get(name) as Asset, assets));
  return { value: { assets: sorted, sets, missing }, diagnostics };
}

/** Which of two entries is meant, nobody knows: neither may be taken for the whole truth about the asset. */
function withRival(asset: Asset, rival: AssetSpec): Asset {
  const key = rival.name === asset.name ? 'name' : 'uid';
  return { ...asset, gaps: { components: [], ...asset.gaps, keys: [key], isOpen: true } };
}

/** An entry under another name is somebody of whom nothing is in any list. */
function missingAsset({ name }: AssetSpec, known: Asset, origin: Origin): readonly UnreadResource[] {
  if (name === known.name) return [];
  return [{ kind: unreadAsset, name, origin, spec: {}, lost: ['uid'], label: `${name} of ${origin.file}` }];
}

/** A name that another asset has now means that one. */
function withoutNamesInUse(asset: Asset, assets: ReadonlyMap<string, Asset>): Asset {
  const formerNames = asset.formerNames.filter((name) => !assets.has(name));
  return formerNames.length === asset.formerNames.length ? asset : { ...asset, formerNames };
}

function buildAsset(
  inventory: Resource<'Inventory'>,
  own: AssetSpec,
  place: number,
  context: AssetContext,
): Outcome<{ asset: Asset; set: ComponentSet | undefined }> {
  const defaults = defaultsFor(inventory, place);
  const spec: AssetSpec = { ...defaults, ...own, labels: { ...defaults?.labels, ...own.labels } };
  const pointer: Pointer = ['spec', 'assets', place];
  const siteOf = (...path: Pointer): SourceLocation => ({
    file: inventory.origin.file,
    range: context.locate(inventory.origin, [...pointer, ...path]),
  });
  const stated = own.components ?? [];
  const components = readComponents(own.name, stated, (index) => siteOf('components', index));
  const set =
    components.value.length > 0 ? componentSet(components.value.map(({ component }) => component)) : undefined;
  const visitDuration = readVisitDuration(spec, () => siteOf('visitDuration'));
  const gaps = withGaps(inventory.gaps?.assets.get(place), {
    keys: visitDuration.diagnostics.length > 0 ? ['visitDuration'] : [],
    components: components.left,
  });
  const asset: Asset = {
    name: own.name,
    uid: own.uid ?? own.name,
    formerNames: own.formerNames ?? [],
    owner: spec.owner,
    users: spec.users ?? [],
    location: spec.location,
    function: spec.function,
    facts: factsOf(spec, context),
    cluster: spec.cluster ?? context.clusterOf.get(own.name),
    clusterRole: spec.clusterRole,
    mirrors: spec.mirrors ?? [],
    controls: spec.controls ?? [],
    visitDurationMs: visitDuration.value,
    supportEnds: spec.supportEnds,
    componentSets: set ? [set.digest] : [],
    firstSeen: firstSeenOf(components.value),
    lastSeen: own.lastSeen === undefined ? undefined : parseInstant(own.lastSeen),
    missingSince: undefined,
    observedIn: [],
    pendingReboot: undefined,
    down: false,
    partlyRead: (gaps?.components.length ?? 0) > 0,
    gaps,
    origin: inventory.origin,
    pointer,
  };
  const mirrorsItself = asset.mirrors.includes(asset.name)
    ? [diagnostic('link/self-mirror', { name: asset.name }, { at: siteOf('mirrors') })]
    : [];
  return {
    value: { asset, set },
    diagnostics: [...components.diagnostics, ...visitDuration.diagnostics, ...mirrorsItself],
  };
}

/** Elapsed time, as of windows: a day is 24 hours; months, years and business days have no exact length. */
function readVisitDuration(
  { name, visitDuration: text }: AssetSpec,
  at: () => SourceLocation,
): Outcome<number | undefined> {
  const length = text === undefined ? undefined : parseDuration(text);
  if (text === undefined || length === undefined) return { value: undefined, diagnostics: [] };
  const { years, months, weeks, days, businessDays, milliseconds } = length;
  const isExact = years + months + businessDays === 0;
  const value = (weeks * 7 + days) * dayMs + milliseconds;
  if (isExact && value > 0) return { value, diagnostics: [] };
  const problem = isExact ? 'must be longer than nothing' : 'has no exact length';
  const args = { kind: 'asset', name, field: 'visitDuration', text, problem };
  return { value: undefined, diagnostics: [diagnostic('schedule/length-invalid', args, { at: at() })] };
}

function factsOf(spec: AssetSpec, context: AssetContext): AssetFacts {
  return {
    type: spec.type,
    environment: spec.environment,
    criticality: spec.criticality,
    dataClassification: spec.dataClassification,
    exposure: spec.exposure,
    supportEnded:
      spec.supportEnds === undefined ? undefined : endOfDay(spec.supportEnds, context.timeZone) <= context.asOf,
    humanImpact: spec.humanImpact,
    impactLevel: spec.impactLevel,
    labels: spec.labels ?? {},
  };
}

/** Of two copies of a package the earlier counts. */
function firstSeenOf(components: readonly StatedComponent[]): ReadonlyMap<string, Instant> {
  const seen = new Map<string, Instant>();
  for (const { component, firstSeen } of components) {
    const key = packageKey(component.ecosystem, component.name);
    const known = seen.get(key);
    if (firstSeen !== undefined && (known === undefined || firstSeen < known)) seen.set(key, firstSeen);
  }
  return seen;
}

function duplicateAsset(
  own: AssetSpec,
  known: Asset,
  inventory: Resource<'Inventory'>,
  pointer: Pointer,
  locate: Locate,
): Diagnostic {
  return diagnostic(
    'link/duplicate-asset',
    {
      name: own.name,
      how: own.name === known.name ? 'is defined twice' : `has the uid of ${known.name}: ${known.uid}`,
    },
    {
      at: { file: inventory.origin.file, range: locate(inventory.origin, [...pointer, 'name']) },
      related: [
        {
          file: known.origin.file,
          range: locate(known.origin, [...known.pointer, 'name']),
          message: 'first defined here',
        },
      ],
    },
  );
}
