import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Cluster, Member } from '../../model/generated/cluster.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { type Budget, type BudgetReading, readBudget } from './budget.ts';
import { readLength, type ScheduleContext, siteOf } from './context.ts';
import { type DiversityCap, type DiversityReading, readDiversity } from './diversity.ts';
import { groupBy } from './group.ts';
import { readLastWork } from './last-work.ts';

/** A member as the scheduler sees it. */
export interface ClusterMember {
  readonly name: string;
  /** `undefined`: outside the estate; it has weight and is never visited. */
  readonly asset: Asset | undefined;
  /** What its absence costs: its weight, or 1 where the budget counts members. */
  readonly cost: number;
  /** Its voting weight. */
  readonly weight: number;
  /** Place of its role in the maintenance order, from 0. */
  readonly rank: number;
  readonly signingKey: string | undefined;
  readonly isDown: boolean;
  /** Until when work that has begun and the soak behind it keep it away; `undefined`: they do not. */
  readonly awayUntil: Instant | undefined;
}

/** A cluster ready to be planned. */
export interface ClusterSpec {
  readonly name: string;
  readonly consensus: string;
  readonly members: readonly ClusterMember[];
  /** Members by asset name. */
  readonly memberOf: ReadonlyMap<string, ClusterMember>;
  /** Do some members wait for others by their roles? */
  readonly isOrdered: boolean;
  readonly budget: Budget;
  /** Voting weight of all members, as far as it is known. */
  readonly totalWeight: number;
  /** How many members of the estate may be away at once, whichever they are. */
  readonly maxUnavailable: number;
  readonly soakMs: number;
  readonly maxOfflineMs: number | undefined;
  /** Limits that keep one implementation from carrying what is up; none where nobody asks. */
  readonly diversity: readonly DiversityCap[];
}

/** Reads every Cluster of the estate, sorted by name. A budget that allows nothing is reported and then holds. */
export function readClusters(context: ScheduleContext): Outcome<readonly ClusterSpec[]> {
  const members = context.estate.assets.filter(({ cluster }) => cluster !== undefined);
  const byCluster = groupBy(members, ({ cluster }) => cluster);
  const resources = [...(context.estate.resources.Cluster?.values() ?? [])];
  const lastWork = resources.length === 0 ? new Map<string, Instant>() : readLastWork(context);
  const read = resources.map((resource) =>
    readCluster(context, resource, { assets: byCluster.get(resource.name) ?? [], lastWork }),
  );
  return {
    value: read.map((outcome) => outcome.value),
    diagnostics: read.flatMap((outcome) => outcome.diagnostics),
  };
}

interface NamedMember {
  readonly name: string;
  readonly asset: Asset | undefined;
  readonly weight: number;
  readonly role: string | undefined;
  readonly signingKey: string | undefined;
}

function readCluster(
  context: ScheduleContext,
  resource: Resource<'Cluster'>,
  { assets, lastWork }: { readonly assets: readonly Asset[]; readonly lastWork: ReadonlyMap<string, Instant> },
): Outcome<ClusterSpec> {
  const { spec } = resource.document;
  const named = namedMembers(spec.members ?? [], assets);
  const total = named.reduce((sum, member) => sum + member.weight, 0);
  const { budget, problem } = readBudget(spec, total, named.length);
  const order = spec.order ?? (spec.consensus === 'primary-replica' ? ['replica', 'primary'] : []);
  const soak = lengthOf(context, resource, 'soak');
  const maxOffline = lengthOf(context, resource, 'maxOffline');
  const awayUntil = (asset: Asset | undefined): Instant | undefined => {
    const end = asset && lastWork.get(asset.uid);
    const until = end === undefined ? context.asOf : end + (soak.value ?? 0);
    return until > context.asOf ? (until as Instant) : undefined;
  };
  const members = named.map(
    (member): ClusterMember => ({
      name: member.name,
      asset: member.asset,
      cost: budget.countsMembers ? 1 : member.weight,
      weight: member.weight,
      rank: rankOf(member.role, order),
      signingKey: member.signingKey,
      isDown: member.asset?.down ?? false,
      awayUntil: awayUntil(member.asset),
    }),
  );
  const whole = wholeWeight(spec, total);
  const diversity = readDiversity(spec, members, whole, context.estate.componentSets);
  const value: ClusterSpec = {
    name: resource.name,
    consensus: spec.consensus,
    members,
    memberOf: new Map(members.flatMap((member) => (member.asset ? [[member.asset.name, member] as const] : []))),
    isOrdered: members.some(({ rank }) => rank > 0),
    budget,
    totalWeight: whole,
    maxUnavailable: membersAwayAtOnce(members, budget),
    soakMs: soak.value ?? 0,
    maxOfflineMs: maxOffline.value,
    diversity: diversity.caps,
  };
  const site = (...path: readonly (string | number)[]) => ({ at: siteOf(context, resource, ['spec', ...path]) });
  const diagnostics: Diagnostic[] = [...soak.diagnostics, ...maxOffline.diagnostics, ...unnamed(context, resource)];
  const { name } = resource;
  diagnostics.push(...budgetProblems(context, resource, { budget, problem, members, weight: whole ?? total }));
  for (const [index, role] of (spec.order ?? []).entries()) {
    if (named.some((member) => member.role === role)) continue;
    diagnostics.push(diagnostic('schedule/unknown-role', { name, role }, site('order', index)));
  }
  diagnostics.push(...undiverse(context, resource, members, diversity));
  diagnostics.push(...sharedKeys(context, resource, named));
  return { value, diagnostics };
}

interface BudgetFindings extends BudgetReading {
  readonly members: readonly ClusterMember[];
  /** Of all members. */
  readonly weight: number;
}

function budgetProblems(
  context: ScheduleContext,
  resource: Resource<'Cluster'>,
  { budget, problem, members, weight }: BudgetFindings,
): readonly Diagnostic[] {
  const { name } = resource;
  const { spec } = resource.document;
  const at = (path: readonly string[]) => ({ at: siteOf(context, resource, ['spec', ...path]) });
  if (problem?.kind === 'unstated') {
    const lacks = spec.budget === undefined ? 'no budget' : 'a budget that needs totalWeight';
    return [diagnostic('schedule/budget-unstated', { name, lacks }, at(spec.budget ? ['budget'] : []))];
  }
  if (problem?.kind === 'unsafe') {
    const words = { name, stated: problem.stated, safe: problem.safe, consensus: spec.consensus, total: weight };
    return [diagnostic('schedule/budget-unsafe', words, at(['budget']))];
  }
  if (!isStuck(members, budget)) return [];
  const why = nobodyText(spec.consensus, members.length, budget);
  return [diagnostic('schedule/budget-zero', { name, why }, at([spec.budget ? 'budget' : 'consensus']))];
}

/** May none of those that could be visited be away? */
function isStuck(members: readonly ClusterMember[], budget: Budget): boolean {
  const visited = members.filter(({ asset }) => asset !== undefined);
  return visited.length > 0 && !visited.some(({ cost }) => budget.allows(cost));
}

/** `its 4 bft members may have 0 unavailable`. */
function nobodyText(consensus: Cluster['spec']['consensus'], members: number, { text }: Budget): string {
  const kind = consensus === 'none' ? '' : `${consensus} `;
  return `its ${members} ${kind}member${members === 1 ? '' : 's'} may have ${text} unavailable`;
}

/** Caps that no plan can keep, and members that a cap never lets go. */
function undiverse(
  context: ScheduleContext,
  resource: Resource<'Cluster'>,
  members: readonly ClusterMember[],
  { caps, dominant }: DiversityReading,
): readonly Diagnostic[] {
  const { name } = resource;
  const site = { at: siteOf(context, resource, ['spec', 'diversity', 'maxShare']) };
  const share = resource.document.spec.diversity?.maxShare ?? '';
  const exceeded = dominant.map(({ implementation, percent }) =>
    diagnostic('schedule/diversity-exceeded', { name, implementation, percent, share }, site),
  );
  const stuck = caps.flatMap(({ implementation, others, maxAway }) => {
    const held = members.filter((one) => one.asset !== undefined && others.has(one.name) && one.weight > maxAway);
    const names = held.map((one) => one.name).join(', ');
    return held.length === 0
      ? []
      : [diagnostic('schedule/diversity-stuck', { name, implementation, members: names, share }, site)];
  });
  return [...exceeded, ...stuck];
}

/** Roles of members that hold a key without signing. */
const passiveRoles: ReadonlySet<string | undefined> = new Set(['standby', 'backup', 'passive', 'replica']);

/** A key that several members may use at the same time, as far as their roles tell. */
function sharedKeys(
  context: ScheduleContext,
  resource: Resource<'Cluster'>,
  members: readonly NamedMember[],
): readonly Diagnostic[] {
  const active = members.filter(({ signingKey, role }) => signingKey !== undefined && !passiveRoles.has(role));
  return [...groupBy(active, ({ signingKey }) => signingKey ?? '')].flatMap(([key, holders]) => {
    if (holders.length < 2) return [];
    const at = siteOf(context, resource, ['spec', 'members']);
    const names = holders.map(({ name }) => name).join(', ');
    return [diagnostic('schedule/key-shared', { name: resource.name, key, members: names }, { at })];
  });
}

/** The listed members, then the assets that name the cluster themselves. A listed asset that is elsewhere is left out. */
function namedMembers(listed: readonly Member[], assets: readonly Asset[]): readonly NamedMember[] {
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const members = listed.flatMap((member): readonly NamedMember[] => {
    const asset = member.asset === undefined ? undefined : byName.get(member.asset);
    const name = asset?.name ?? member.external;
    if (name === undefined) return [];
    const { weight = 1, signingKey } = member;
    return [{ name, asset, weight, role: member.role ?? asset?.clusterRole, signingKey }];
  });
  const known = new Set(members.map((member) => member.name));
  const rest = assets.filter((asset) => !known.has(asset.name));
  return [
    ...members,
    ...rest.map((asset) => ({ name: asset.name, asset, weight: 1, role: asset.clusterRole, signingKey: undefined })),
  ];
}

/** With partial membership the members that are listed are only a part of the whole. */
function wholeWeight({ membership, totalWeight }: Cluster['spec'], listed: number): number {
  return membership === 'partial' ? Math.max(listed, totalWeight ?? 0) : listed;
}

/** Roles that the order does not name come first: replicas go before the primary even when only the primary has a role. */
function rankOf(role: string | undefined, order: readonly string[]): number {
  return role === undefined ? 0 : Math.max(0, order.indexOf(role));
}

/** The heaviest members that can be visited must fit together: then any that many do. */
function membersAwayAtOnce(members: readonly ClusterMember[], budget: Budget): number {
  const heaviestFirst = members
    .filter(({ asset }) => asset !== undefined)
    .map(({ cost }) => cost)
    .sort((a, b) => b - a);
  let away = 0;
  for (let sum = 0; away < heaviestFirst.length; away += 1) {
    sum += heaviestFirst[away] ?? 0;
    if (!budget.allows(sum)) break;
  }
  return away;
}

function lengthOf(
  context: ScheduleContext,
  resource: Resource<'Cluster'>,
  field: 'soak' | 'maxOffline',
): Outcome<number | undefined> {
  const text = resource.document.spec[field];
  if (text === undefined) return { value: undefined, diagnostics: [] };
  return readLength(context, { resource, field, text, zero: field === 'soak' ? 'allowed' : 'refused' });
}

function unnamed(context: ScheduleContext, resource: Resource<'Cluster'>): readonly Diagnostic[] {
  return (resource.document.spec.members ?? []).flatMap((member, index) => {
    if ((member.asset === undefined) !== (member.external === undefined)) return [];
    const at = siteOf(context, resource, ['spec', 'members', index]);
    return [diagnostic('schedule/member-unnamed', { name: resource.name, index: index + 1 }, { at })];
  });
}
