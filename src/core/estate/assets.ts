import type { Asset, AssetFacts, Component, ComponentSet } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { Inventory } from '../../model/generated/inventory.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { endOfDay, parseDuration, parseInstant } from '../time.ts';
import { componentSet, packageKey, readComponents } from './components.ts';

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
}

/** Builds the assets of every Inventory, sorted by name. An asset that stands twice is reported; the first is kept. */
export function inventoryAssets(
  inventories: readonly Resource<'Inventory'>[],
  context: AssetContext,
): Outcome<InventoryAssets> {
  const diagnostics: Diagnostic[] = [];
  const assets = new Map<string, Asset>();
  const uids = new Map<string, string>();
  const sets = new Map<string, ComponentSet>();
  for (const inventory of inventories) {
    for (const [index, own] of inventory.document.spec.assets.entries()) {
      const pointer: Pointer = ['spec', 'assets', index];
      const known = assets.get(own.name) ?? assets.get(uids.get(own.uid ?? own.name) ?? '');
      if (known) {
        diagnostics.push(duplicateAsset(own, known, inventory, pointer, context.locate));
        continue;
      }
      const built = buildAsset(inventory, own, pointer, context);
      diagnostics.push(...built.diagnostics);
      if (built.value.set) sets.set(built.value.set.digest, built.value.set);
      assets.set(own.name, built.value.asset);
      uids.set(built.value.asset.uid, own.name);
    }
  }
  const sorted = [...assets.keys()].sort().map((name) => assets.get(name) as Asset);
  return { value: { assets: sorted, sets }, diagnostics };
}

function buildAsset(
  inventory: Resource<'Inventory'>,
  own: AssetSpec,
  pointer: Pointer,
  context: AssetContext,
): Outcome<{ asset: Asset; set: ComponentSet | undefined }> {
  const spec: AssetSpec = {
    ...inventory.document.spec.defaults,
    ...own,
    labels: { ...inventory.document.spec.defaults?.labels, ...own.labels },
  };
  const place = (index: number): SourceLocation => ({
    file: inventory.origin.file,
    range: context.locate(inventory.origin, [...pointer, 'components', index]),
  });
  const components = readComponents(own.name, own.components ?? [], place);
  const set = components.value.length > 0 ? componentSet(components.value) : undefined;
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
    visitDurationMs: spec.visitDuration === undefined ? undefined : parseDuration(spec.visitDuration)?.milliseconds,
    supportEnds: spec.supportEnds,
    componentSets: set ? [set.digest] : [],
    firstSeen: firstSeenOf(own, components.value),
    lastSeen: own.lastSeen === undefined ? undefined : parseInstant(own.lastSeen),
    observedIn: [],
    pendingReboot: undefined,
    down: false,
    origin: inventory.origin,
    pointer,
  };
  return { value: { asset, set }, diagnostics: components.diagnostics };
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

function firstSeenOf(own: AssetSpec, components: readonly Component[]): ReadonlyMap<string, Instant> {
  const seen = new Map<string, Instant>();
  for (const spec of own.components ?? []) {
    const at = spec.firstSeen === undefined ? undefined : parseInstant(spec.firstSeen);
    const component = components.find(({ name, ecosystem }) => name === spec.name && ecosystem === spec.ecosystem);
    if (at !== undefined && component) seen.set(packageKey(component.ecosystem, component.name), at);
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
    { name: own.name },
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
