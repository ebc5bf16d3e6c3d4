import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate, ResourceIndex } from '../../model/estate.ts';
import type { CatalogFragment } from '../../model/feed.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { RejectedResource } from '../load/load.ts';
import { inventoryAssets } from './assets.ts';
import { buildCatalog } from './catalog.ts';
import { clusterMembership } from './clusters.ts';
import { checkConsistency } from './consistency.ts';
import { futureSightings } from './future-sightings.ts';
import { isWholeEntry, mayLack } from './gaps.ts';
import { joinObservations } from './observe.ts';
import type { Observed } from './observed-software.ts';
import { checkReferences, type KnownNames } from './references.ts';
import { checkSelectors, misaimedResources } from './selectors.ts';
import { shareComponents } from './shared-components.ts';
import { sourceAges } from './source-ages.ts';
import { namelessAssets, unreadAsset, unreadResources } from './unread.ts';
import { workspaceSettings } from './workspace.ts';
import { withKnownZones } from './zones.ts';

/** Everything that was read, before it knows of each other. */
export interface LinkInput {
  readonly resources: readonly Resource[];
  /** Documents that are wrong: names that lead to them are not unknown. */
  readonly rejected: readonly RejectedResource[];
  readonly locate: Locate;
  readonly fragments: readonly CatalogFragment[];
  readonly observed: Observed;
  /** Paths of every file that was read. */
  readonly files: ReadonlySet<string>;
  readonly commit: string | undefined;
  readonly inputsDigest: string;
  readonly asOf: Instant;
}

/**
 * Puts the estate together: names are unique, references lead somewhere, defaults are applied, observations joined.
 * A resource that is wrong is reported and the rest goes on.
 */
export function linkEstate(input: LinkInput): Outcome<Estate> {
  const { locate } = input;
  const timed = withKnownZones(input.resources, locate);
  const indexed = indexResources(timed.value, locate);
  const { resources } = indexed.value;
  const kept = [...Object.values(resources)].flatMap((byName) => [
    ...(byName as ReadonlyMap<string, Resource>).values(),
  ]);
  const sound = new Set(kept);
  const dropped = input.resources.filter((resource) => !sound.has(resource));
  const rejected = [...input.rejected, ...dropped];
  const all = <K extends Kind>(kind: K): readonly Resource<K>[] =>
    [...(resources[kind]?.values() ?? [])] as Resource<K>[];

  const workspace = workspaceSettings(all('Workspace')[0]);
  const membership = clusterMembership(all('Cluster'), all('Inventory'), input.rejected, locate);
  const context = { asOf: input.asOf, timeZone: workspace.timeZone, locate, clusterOf: membership.value };
  const inventory = inventoryAssets(all('Inventory'), context);
  const missing = [...all('Inventory').flatMap(namelessAssets), ...inventory.value.missing];
  // A wrong Inventory hides assets: whether a name or a label leads to one of them is not known, so nobody is blamed.
  const hidesAssets = missing.length > 0 || rejected.some(({ kind }) => kind === 'Inventory');
  const joined = joinObservations(inventory.value.assets, input.observed, inventory.value.sets);
  const catalog = buildCatalog(
    input.fragments,
    all('CatalogIndex'),
    input.files,
    locate,
    sourceAges(all('Workspace')[0]),
  );
  const hidesLabels = hidesAssets || joined.value.assets.some((asset) => mayLack(asset, ['labels']));
  const estate: Estate = {
    commit: input.commit,
    inputsDigest: input.inputsDigest,
    workspace,
    resources,
    unread: [
      ...unreadResources(input.rejected, dropped, hidesLabels ? [] : misaimedResources(kept, joined.value.assets)),
      ...missing,
    ],
    assets: joined.value.assets,
    componentSets: shareComponents(joined.value.sets),
    catalog: catalog.value,
  };
  return {
    value: estate,
    diagnostics: [
      ...timed.diagnostics,
      ...indexed.diagnostics,
      ...membership.diagnostics,
      ...inventory.diagnostics,
      ...futureSightings(joined.value.assets, input.asOf),
      ...joined.diagnostics.filter(({ code }) => !hidesAssets || code !== 'link/observed-unknown-asset'),
      ...catalog.diagnostics,
      ...checkReferences(kept, knownNames(estate, [...rejected, ...missing]), locate),
      ...(hidesLabels ? [] : checkSelectors(kept, estate.assets, estate.componentSets, locate)).filter(
        // What is missing of an asset may be what was asked for.
        ({ code }) => code !== 'link/selects-nothing' || estate.assets.every(isWholeEntry),
      ),
      ...checkConsistency(kept, locate),
    ],
  };
}

/** Sorts resources by kind and name; of two with one name the first in file order stays. */
function indexResources(all: readonly Resource[], locate: Locate): Outcome<{ readonly resources: ResourceIndex }> {
  const diagnostics: Diagnostic[] = [];
  const byKind = new Map<Kind, Map<string, Resource>>();
  for (const resource of all) {
    const byName = byKind.get(resource.kind) ?? new Map<string, Resource>();
    byKind.set(resource.kind, byName);
    const first = byName.get(resource.name) ?? (resource.kind === 'Workspace' ? [...byName.values()][0] : undefined);
    if (first === undefined) byName.set(resource.name, resource);
    else diagnostics.push(duplicate(resource, first, locate));
  }
  const sorted = [...byKind].map(([kind, byName]) => [
    kind,
    new Map([...byName].sort(([left], [right]) => (left < right ? -1 : 1))),
  ]);
  return { value: { resources: Object.fromEntries(sorted) as ResourceIndex }, diagnostics };
}

function duplicate(resource: Resource, first: Resource, locate: Locate): Diagnostic {
  const placeOf = ({ origin }: Resource) => ({ file: origin.file, range: locate(origin, ['metadata', 'name']) });
  const related = [{ ...placeOf(first), message: 'first defined here' }];
  return resource.kind === 'Workspace'
    ? diagnostic('link/several-workspaces', { name: resource.name }, { at: placeOf(resource), related })
    : diagnostic(
        'link/duplicate-name',
        { kind: resource.kind, name: resource.name },
        { at: placeOf(resource), related },
      );
}

function knownNames(
  { assets, resources }: Estate,
  rejected: readonly Pick<RejectedResource, 'kind' | 'name'>[],
): KnownNames {
  const people = [...(resources.Team?.values() ?? [])].flatMap((team) => team.document.spec.people ?? []);
  const named = new Map<string, ReadonlySet<string>>([
    ['Asset', new Set(assets.map((asset) => asset.name))],
    ['Person', new Set(people.map((person) => person.id))],
  ]);
  const namesOf = (kind: Kind | 'Asset' | 'Person'): ReadonlySet<string> =>
    named.get(kind) ?? new Set(resources[kind as Kind]?.keys() ?? []);
  // A wrong Inventory or Team hides the names in it: what they were is not known, so nothing is called unknown.
  const hidesAll = (kind: string): boolean =>
    rejected.some(
      (one) =>
        (kind === 'Asset' && (one.kind === 'Inventory' || one.kind === unreadAsset)) ||
        (kind === 'Person' && one.kind === 'Team'),
    );
  const isRejected = (kind: string, name: string): boolean =>
    rejected.some((one) => one.kind === kind && one.name === name);
  return {
    has: (kind, name) => namesOf(kind).has(name) || isRejected(kind, name) || hidesAll(kind),
    list: (kind) => [...namesOf(kind)],
  };
}
