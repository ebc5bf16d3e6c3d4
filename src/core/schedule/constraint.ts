import type { Instant, Interval } from '../../model/time.ts';
import type { ClusterMember, ClusterSpec } from './cluster.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { createLoad, type Load } from './load.ts';
import type { RingPlan } from './ring-plan.ts';

/** Something that must hold at every instant of a visit, beside the capacity of its window. */
export interface Constraint {
  readonly kind: 'budget' | 'diversity' | 'signing-key' | 'ring-limit' | 'same-asset';
  /** Who sets the limit: a cluster, a ring or an asset. */
  readonly name: string;
  /** May the asset be away from `start` to `end`? */
  readonly allows: (visit: Interval) => boolean;
  /** The asset is away from `start` to `end`. */
  readonly take: (visit: Interval) => void;
  /** When what stands in the way of a visit is over, in order: the instants worth trying. */
  readonly retryAt: (visit: Interval) => readonly Instant[];
  /** What all whom it binds share. */
  readonly limit: Limit;
  /** The limit in words. */
  readonly text: string;
}

/** A limit as a number, for those who place many visits under it at once. */
export interface Limit {
  /**
   * How many more visits, each lying in this stretch as a whole, it allows, whoever's they are. `undefined`: that is not a
   * matter of their number.
   */
  readonly roomFor: (visit: Interval) => number | undefined;
  /** Time behind a visit for which its asset still counts as away, exact milliseconds. */
  readonly soakMs: number;
}

/** All limits of a schedule under construction; each visit asks for those that bind its asset. */
export interface Constraints {
  readonly of: (job: Job) => readonly Constraint[];
}

/** What the limits are made from. `repeated` are names of assets that several visits want. */
export interface Limits {
  readonly clusters: readonly ClusterSpec[];
  readonly repeated: ReadonlySet<string>;
}

/**
 * Turns limits into constraints that share their loads. A budget counts a member from the start of its visit to the end
 * of its soak, so it holds at every instant of both.
 */
export function createConstraints({ clusters, repeated }: Limits): Constraints {
  const byMember = new Map<string, Constraint[]>();
  const keyLoads = new Map<string, Load>();
  for (const cluster of clusters) {
    for (const [asset, constraint] of clusterConstraints(cluster, keyLoads))
      remember(byMember, asset, () => []).push(constraint);
  }
  const byRing = new Map<RingPlan, readonly Constraint[]>();
  const byAsset = new Map<string, readonly Constraint[]>();
  return {
    of({ asset: { name }, lot: { cluster, ring } }) {
      const ofMember = cluster === undefined ? unbound : (byMember.get(name) ?? unbound);
      const limit = ring?.maxConcurrent;
      const ofRing =
        ring === undefined || limit === undefined
          ? unbound
          : remember(byRing, ring, () => [ringConstraint(ring.name, limit)]);
      const isRepeated = repeated.size > 0 && repeated.has(name);
      if (!isRepeated && ofRing.length === 0) return ofMember;
      if (!isRepeated && ofMember.length === 0) return ofRing;
      return remember(byAsset, name, () => [...ofMember, ...ofRing, ...(isRepeated ? [oneAtATime(name)] : [])]);
    },
  };
}

const unbound: readonly Constraint[] = [];

type Label = Pick<Constraint, 'kind' | 'name' | 'text'>;

function limited(label: Label, load: Load, limit: number, soakMs: number): Constraint {
  return {
    ...label,
    allows: (visit) => load.peak(withSoak(visit, soakMs)) + 1 <= limit,
    take: (visit) => load.add(withSoak(visit, soakMs), 1),
    retryAt: (visit) => load.endsWithin(withSoak(visit, soakMs)),
    limit: { roomFor: (visit) => Math.max(0, limit - load.peak(withSoak(visit, soakMs))), soakMs },
  };
}

function ringConstraint(name: string, limit: number): Constraint {
  return limited({ kind: 'ring-limit', name, text: `${limit} at a time` }, createLoad(), limit, 0);
}

function oneAtATime(name: string): Constraint {
  return limited({ kind: 'same-asset', name, text: 'one visit at a time' }, createLoad(), 1, 0);
}

/** `keyLoads`: who holds a signing key, which may be members of several clusters. */
function* clusterConstraints(
  cluster: ClusterSpec,
  keyLoads: Map<string, Load>,
): Generator<readonly [string, Constraint]> {
  yield* budgetConstraints(cluster, 'budget');
  for (const part of diverseParts(cluster)) yield* budgetConstraints(part, 'diversity');
  const keys = new Map<string, Constraint>();
  for (const [asset, member] of cluster.memberOf) {
    if (member.signingKey === undefined) continue;
    // Two members with one key: as long as one is being visited, the other must not be started or stopped.
    const text = `signing key ${member.signingKey} is active on one member`;
    const label: Label = { kind: 'signing-key', name: cluster.name, text };
    const load = remember(keyLoads, member.signingKey, createLoad);
    yield [asset, remember(keys, member.signingKey, () => limited(label, load, 1, cluster.soakMs))];
  }
}

/** A budget over members, with what is away of them. */
function* budgetConstraints(
  cluster: ClusterSpec,
  kind: 'budget' | 'diversity',
): Generator<readonly [string, Constraint]> {
  const down = new Map(
    cluster.members.flatMap((member): readonly (readonly [ClusterMember, number])[] => {
      const until = member.isDown ? Number.POSITIVE_INFINITY : member.awayUntil;
      return until === undefined ? [] : [[member, until]];
    }),
  );
  const away: Away = { load: createLoad(), down };
  const limit = budgetLimit(cluster, away);
  for (const [asset, member] of cluster.memberOf) {
    const constraint = budgetOf(cluster, member, away, limit);
    yield [asset, kind === 'budget' ? constraint : { ...constraint, kind, text: cluster.budget.text }];
  }
}

/** What keeps one implementation from carrying too much is a budget of all who run another. */
function diverseParts(cluster: ClusterSpec): readonly ClusterSpec[] {
  return cluster.diversity.map(({ others, maxAway, text }) => {
    const members = cluster.members
      .filter(({ name }) => others.has(name))
      .map((member) => ({ ...member, cost: member.weight }));
    return {
      ...cluster,
      members,
      memberOf: new Map(members.flatMap((member) => (member.asset ? [[member.asset.name, member] as const] : []))),
      budget: { allows: (unavailable) => unavailable <= maxAway, countsMembers: false, text },
    };
  });
}

/** Who of a cluster is away: members under maintenance, and those that are down or soak since before, until when. */
interface Away {
  readonly load: Load;
  readonly down: Map<ClusterMember, number>;
}

/**
 * A member that is down, or that soaks since before, uses the budget until its own visit and soak are over; that visit
 * costs nothing as long as the member is away already.
 */
function budgetOf(cluster: ClusterSpec, member: ClusterMember, { load, down }: Away, limit: Limit): Constraint {
  const { budget, soakMs } = cluster;
  const isFree = (visit: Interval): boolean => (down.get(member) ?? 0) > visit.start;
  const costOfDown = (visit: Interval): number =>
    [...down].reduce((sum, [other, until]) => (other !== member && until > visit.start ? sum + other.cost : sum), 0);
  /** What a visit adds to the time that the member is away anyway. */
  const added = (visit: Interval): Interval => {
    const { start, end } = withSoak(visit, soakMs);
    return { start: Math.max(start, down.get(member) ?? start) as Instant, end };
  };
  return {
    kind: 'budget',
    name: cluster.name,
    text: `${budget.text} unavailable`,
    allows: (visit) => {
      const away = added(visit);
      return away.end <= away.start || budget.allows(load.peak(away) + costOfDown(away) + member.cost);
    },
    take(visit) {
      const away = withSoak(visit, soakMs);
      if (!isFree(visit)) return load.add(away, member.cost);
      const until = down.get(member) ?? away.end;
      down.set(member, Number.isFinite(until) ? Math.max(until, away.end) : away.end);
    },
    retryAt(visit) {
      const mended = [...down.values()].filter((until) => Number.isFinite(until) && until > visit.start) as Instant[];
      return [...load.endsWithin(withSoak(visit, soakMs)), ...mended].sort((a, b) => a - b);
    },
    limit,
  };
}

/** The budget as a number. Who is down is mended for nothing, so it then matters whose visit it is. */
function budgetLimit(cluster: ClusterSpec, { load, down }: Away): Limit {
  const { soakMs } = cluster;
  const known = new Map<number, number | undefined>();
  return {
    roomFor(visit) {
      if (down.size > 0) return undefined;
      const away = load.peak(withSoak(visit, soakMs));
      if (!known.has(away)) known.set(away, membersBeside(cluster, away));
      return known.get(away);
    },
    soakMs,
  };
}

/**
 * How many members may be away beside a weight that is: those many whichever they are, and no more whichever they are.
 * `undefined` where that depends on who.
 */
function membersBeside({ members, budget }: ClusterSpec, away: number): number | undefined {
  const costs = members.flatMap(({ asset, cost }) => (asset === undefined ? [] : [cost])).sort((a, b) => a - b);
  const sum = (list: readonly number[]): number => list.reduce((total, cost) => total + cost, away);
  let count = 0;
  while (count < costs.length && budget.allows(sum(costs.slice(-count - 1)))) count += 1;
  return count < costs.length && budget.allows(sum(costs.slice(0, count + 1))) ? undefined : count;
}

function withSoak({ start, end }: Interval, soakMs: number): Interval {
  return { start, end: (end + soakMs) as Instant };
}
