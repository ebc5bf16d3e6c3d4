import { comparerFor } from '../../ecosystems/registry.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Patch } from '../../model/generated/patch.ts';
import { priorities, type RequirementBook, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Activation, Visit } from '../../model/visit.ts';
import { selects } from '../estate/select.ts';
import { indexPatches, type PatchesOf, takesEffectLater, type VendorPatch } from '../prioritise/patches.ts';
import { parseInstant } from '../time.ts';
import { latenessOf } from './activation-lateness.ts';
import { placeStep } from './activation-step.ts';
import { isListedWhole, weightOf } from './activation-weight.ts';
import type { ClusterSpec } from './cluster.ts';
import type { Calendar } from './service.ts';
import { stands } from './standing.ts';

/** What activations are read from: a finished schedule, whatever became of its visits, and what it was made for. */
export interface ActivationInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  readonly clusters: readonly ClusterSpec[];
  readonly visits: readonly Visit[];
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/**
 * The second phase of releases that take effect later than they are installed. It is one step of the whole cluster, not a
 * visit of each member: a network switches at a height or by one vote, and a member without the binary stops there. So it
 * comes after the last install visit and its soak, and where its time is set, installs that end later than its deadline
 * make it late. A step that somebody takes is placed inside a window, by when what it ends is due. An asset without a
 * cluster activates by itself.
 */
export function activationsOf(input: ActivationInput): readonly Activation[] {
  const patches = [...(input.estate.resources.Patch?.values() ?? [])];
  if (!patches.some(({ document: { spec } }) => spec.activation !== undefined || spec.phases?.includes('activate'))) {
    return [];
  }
  const standing = { ...input, visits: input.visits.filter(stands) };
  return [...groupsOf(input).values()]
    .map((group) => activationOf(group, standing))
    .filter((activation) => !isOver(activation, input.asOf))
    .sort((a, b) => byText(a.patch, b.patch) || byText(subjectOf(a), subjectOf(b)));
}

/** A time that was set has come, and nobody of the estate lacks the release. */
const isOver = ({ by, at, members }: Activation, asOf: Instant): boolean =>
  by === 'time' && at !== undefined && at <= asOf && members.every(({ state }) => has.has(state));

const has: ReadonlySet<ActivationMember['state']> = new Set(['installed', 'unknown']);

const subjectOf = ({ cluster, members }: Activation): string => cluster ?? members[0]?.asset ?? '';

/** A release, and the assets that take its step together. */
interface Group {
  readonly patch: VendorPatch;
  readonly component: Component;
  readonly cluster: ClusterSpec | undefined;
  /** The asset that activates it by itself; `undefined` where a cluster does. */
  readonly alone: Asset | undefined;
}

function groupsOf(input: ActivationInput): ReadonlyMap<string, Group> {
  const { estate, clusters } = input;
  const clusterOf = new Map(clusters.flatMap((one) => [...one.memberOf.keys()].map((name) => [name, one] as const)));
  const wanted = wantedBy(input, indexPatches(estate));
  const groups = new Map<string, Group>();
  for (const [place, asset] of estate.assets.entries()) {
    for (const { patch, component } of wanted(place, asset)) {
      const cluster = clusterOf.get(asset.name);
      const key = `${patch.name}\0${cluster === undefined ? `asset ${asset.name}` : `cluster ${cluster.name}`}`;
      if (groups.has(key)) continue;
      groups.set(key, { patch, component, cluster, alone: cluster === undefined ? asset : undefined });
    }
  }
  return groups;
}

type Wanted = readonly Pick<Group, 'patch' | 'component'>[];

/** What an asset is to install, or has installed, and is not in effect by that. */
function wantedBy(
  { estate, book, asOf }: ActivationInput,
  patchesOf: PatchesOf,
): (place: number, asset: Asset) => Wanted {
  const applies = ({ appliesTo }: VendorPatch, asset: Asset): boolean =>
    appliesTo === undefined || selects(appliesTo, asset, estate.componentSets);
  return (place, asset) =>
    (book.sets[place]?.requirements ?? []).flatMap((requirement) =>
      laterPatches(requirement, patchesOf, asOf)
        .filter((patch) => applies(patch, asset))
        .map((patch) => ({ patch, component: requirement.component })),
    );
}

/** Releases that a requirement installs, late or not, or has installed, and that are not in effect by that. */
function laterPatches(
  { component, target, state }: SharedRequirement,
  patchesOf: PatchesOf,
  asOf: Instant,
): readonly VendorPatch[] {
  const isInstalled = (patch: VendorPatch): boolean =>
    state === 'pending-activation' && patch.version === component.version && takesEffectLater(patch, asOf);
  return patchesOf(component.ecosystem, component.name).filter(
    (patch) => (patch.version === target && patch.takesEffect !== undefined) || isInstalled(patch),
  );
}

function activationOf(group: Group, input: ActivationInput): Activation {
  const { patch, component, cluster } = group;
  const members = membersOf(group, input);
  const spec = input.estate.resources.Patch?.get(patch.name)?.document.spec;
  const soakMs = cluster?.soakMs ?? 0;
  const ends = members.flatMap(({ installedBy }) => installedBy ?? []);
  const lastAt = ends.length === 0 ? undefined : ((Math.max(...ends) + soakMs) as Instant);
  const isListed = cluster === undefined || isListedWhole(cluster);
  const isComplete = isListed && members.every(({ state }) => state === 'installed' || state === 'planned');
  const readyAt = isComplete ? (Math.max(input.asOf, lastAt ?? input.asOf) as Instant) : undefined;
  const set = { ...timeOf(spec?.activation), window: undefined, deadline: patch.activation?.deadline };
  const step = set.by === 'step' ? { ...set, ...stepOf(members, readyAt, { group, ...input }) } : set;
  const zone = input.estate.workspace.timeZone;
  const lateness = latenessOf(members, { ...step, readyAt, lastAt, zone, soakMs, asOf: input.asOf });
  return {
    patch: patch.name,
    ecosystem: component.ecosystem,
    package: component.name,
    version: patch.version,
    cluster: cluster?.name,
    ...step,
    members,
    readyAt,
    weight: cluster && weightOf(cluster, members),
    state: lateness.some(({ code }) => code === 'activation-late')
      ? 'late'
      : isListed && members.every(({ state }) => state === 'installed')
        ? 'ready'
        : 'waiting',
    reasons: lateness,
  };
}

/** The place of a step in the calendar, and by when it is due: the first of what it ends. */
function stepOf(
  members: readonly ActivationMember[],
  readyAt: Instant | undefined,
  { group, estate, book, calendar }: ActivationInput & { readonly group: Group },
): Pick<Activation, 'at' | 'window' | 'deadline'> {
  const names = new Set(members.map(({ asset }) => asset));
  const { ecosystem, name } = group.component;
  const places = [...estate.assets.keys()].filter((place) => names.has(estate.assets[place]?.name ?? ''));
  const ended = places
    .flatMap((place) => book.sets[place]?.requirements ?? [])
    .filter(({ component, state }) => isOf(component, ecosystem, name) && state !== 'excepted');
  const dues = ended.flatMap(({ due }) => due ?? []);
  const priority = priorities.find((one) => ended.some((requirement) => requirement.priority === one)) ?? 'defer';
  const assets = places.flatMap((place) => estate.assets[place] ?? []);
  const place = readyAt === undefined ? undefined : placeStep({ assets, priority, readyAt, calendar });
  const deadline = dues.length === 0 ? undefined : (Math.min(...dues) as Instant);
  return { at: place?.at, window: place?.window, deadline };
}

type ActivationSpec = NonNullable<Patch['spec']['activation']>;

function timeOf(activation: ActivationSpec | undefined): Pick<Activation, 'by' | 'at' | 'height'> {
  const { at, estimatedAt, height } = activation ?? {};
  const by = at !== undefined ? 'time' : height !== undefined ? 'height' : 'step';
  return { by, at: parseInstant(at ?? estimatedAt ?? ''), height };
}

type ActivationMember = Activation['members'][number];

/** Only those that run the package; who is outside the estate counts, and nobody here knows what it runs. */
function membersOf({ patch, component, cluster, alone }: Group, input: ActivationInput): readonly ActivationMember[] {
  const stateOf = (name: string, asset: Asset | undefined): ActivationMember | undefined =>
    asset === undefined ? { asset: name, state: 'unknown' } : memberState(asset, patch, component, input);
  const members = alone === undefined ? (cluster?.members ?? []) : [{ name: alone.name, asset: alone }];
  return members.map(({ name, asset }) => stateOf(name, asset)).filter((member) => member !== undefined);
}

/** `undefined`: it does not run the package. */
function memberState(
  asset: Asset,
  patch: VendorPatch,
  { ecosystem, name, scheme }: Component,
  { estate, book, visits }: ActivationInput,
): ActivationMember | undefined {
  const installed = asset.componentSets
    .flatMap((digest) => estate.componentSets.get(digest)?.components ?? [])
    .filter((one) => one.ecosystem === ecosystem && one.name === name);
  if (installed.length === 0) return undefined;
  const comparer = comparerFor(ecosystem, scheme);
  const wanted = comparer?.parse(patch.version);
  const has = installed.every(({ version }) => {
    const parsed = comparer?.parse(version);
    return comparer && parsed !== undefined && wanted !== undefined && comparer.compare(parsed, wanted) >= 0;
  });
  const place = estate.assets.indexOf(asset);
  const ids = book.idsAt(place);
  const required = (book.sets[place]?.requirements ?? []).flatMap((requirement, index) =>
    isOf(requirement.component, ecosystem, name) ? [{ requirement, id: ids[index] ?? '' }] : [],
  );
  if (has || (required.length > 0 && required.every(({ requirement }) => onRecord.has(requirement.state)))) {
    return { asset: asset.name, state: 'installed' };
  }
  const carrying = required.map(({ id }) => visits.find((visit) => visit.requirements.includes(id)));
  const end = Math.max(...carrying.map((visit) => visit?.end ?? Number.POSITIVE_INFINITY));
  if (required.length === 0 || !Number.isFinite(end)) return { asset: asset.name, state: 'missing' };
  return { asset: asset.name, state: 'planned', installedBy: end as Instant };
}

/** States in which records say that the update is installed. */
const onRecord: ReadonlySet<SharedRequirement['state']> = new Set(['pending-activation', 'unverified', 'done']);

const isOf = (component: Component, ecosystem: string, name: string): boolean =>
  component.ecosystem === ecosystem && component.name === name;

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
