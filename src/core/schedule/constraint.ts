import type { Asset } from '../../model/asset.ts';
import type { Instant, Interval } from '../../model/time.ts';
import type { ClusterMember, ClusterSpec } from './cluster.ts';
import { createLoad, type Load } from './load.ts';
import type { RingPlan } from './ring-plan.ts';

/** Something that must hold at every instant of a visit, beside the capacity of its window. */
export interface Constraint {
  readonly kind: 'budget' | 'signing-key' | 'ring-limit' | 'same-asset';
  /** Who sets the limit: a cluster, a ring or an asset. */
  readonly name: string;
  /** May the asset be away from `start` to `end`? */
  readonly allows: (visit: Interval) => boolean;
  /** The asset is away from `start` to `end`. */
  readonly take: (visit: Interval) => void;
  /** When what stands in the way of a visit is over, in order: the instants worth trying. */
  readonly retryAt: (visit: Interval) => readonly Instant[];
  /** The limit in words. */
  readonly text: string;
}

/** All limits of a schedule under construction; each asset asks for those that bind it. */
export interface Constraints {
  readonly of: (asset: Asset) => readonly Constraint[];
}

/** What the limits are made from. `repeated` are names of assets that several visits want. */
export interface Limits {
  readonly clusters: readonly ClusterSpec[];
  readonly ringOf: ReadonlyMap<string, RingPlan>;
  readonly repeated: ReadonlySet<string>;
}

/**
 * Turns limits into constraints that share their loads. A budget counts a member from the start of its visit to the end
 * of its soak, so it holds at every instant of both.
 */
export function createConstraints({ clusters, ringOf, repeated }: Limits): Constraints {
  const byAsset = new Map<string, Constraint[]>();
  const add = (asset: string, constraint: Constraint): void => {
    const known = byAsset.get(asset);
    if (known === undefined) byAsset.set(asset, [constraint]);
    else known.push(constraint);
  };
  for (const cluster of clusters) {
    for (const [asset, constraint] of clusterConstraints(cluster)) add(asset, constraint);
  }
  for (const [asset, constraint] of ringConstraints(ringOf)) add(asset, constraint);
  for (const asset of repeated) {
    add(asset, limited({ kind: 'same-asset', name: asset, text: 'one visit at a time' }, createLoad(), 1, 0));
  }
  return { of: (asset) => byAsset.get(asset.name) ?? [] };
}

type Label = Pick<Constraint, 'kind' | 'name' | 'text'>;

function limited(label: Label, load: Load, limit: number, soakMs: number): Constraint {
  return {
    ...label,
    allows: (visit) => load.peak(withSoak(visit, soakMs)) + 1 <= limit,
    take: (visit) => load.add(withSoak(visit, soakMs), 1),
    retryAt: (visit) => load.endsWithin(withSoak(visit, soakMs)),
  };
}

function* ringConstraints(ringOf: ReadonlyMap<string, RingPlan>): Generator<readonly [string, Constraint]> {
  const shared = new Map<RingPlan, Constraint>();
  for (const [asset, ring] of ringOf) {
    if (ring.maxConcurrent === undefined) continue;
    const text = `${ring.maxConcurrent} at a time`;
    const constraint =
      shared.get(ring) ?? limited({ kind: 'ring-limit', name: ring.name, text }, createLoad(), ring.maxConcurrent, 0);
    shared.set(ring, constraint);
    yield [asset, constraint];
  }
}

function* clusterConstraints(cluster: ClusterSpec): Generator<readonly [string, Constraint]> {
  const load = createLoad();
  const down = new Map(
    cluster.members.filter(({ isDown }) => isDown).map((member) => [member, Number.POSITIVE_INFINITY]),
  );
  const keys = new Map<string, Constraint>();
  for (const [asset, member] of cluster.memberOf) {
    yield [asset, budgetOf(cluster, member, load, down)];
    if (member.signingKey === undefined) continue;
    // Two members with one key: as long as one is being visited, the other must not be started or stopped.
    const text = `signing key ${member.signingKey} is active on one member`;
    const label: Label = { kind: 'signing-key', name: cluster.name, text };
    const constraint = keys.get(member.signingKey) ?? limited(label, createLoad(), 1, cluster.soakMs);
    keys.set(member.signingKey, constraint);
    yield [asset, constraint];
  }
}

/**
 * A member that is down uses the budget until its own visit and soak are over; that visit costs nothing, because the
 * member is away already. `down` says until when, for each of them.
 */
function budgetOf(
  cluster: ClusterSpec,
  member: ClusterMember,
  load: Load,
  down: Map<ClusterMember, number>,
): Constraint {
  const { budget, soakMs } = cluster;
  const isFree = (visit: Interval): boolean => (down.get(member) ?? 0) > visit.start;
  const costOfDown = (visit: Interval): number =>
    [...down].reduce((sum, [other, until]) => (other !== member && until > visit.start ? sum + other.cost : sum), 0);
  return {
    kind: 'budget',
    name: cluster.name,
    text: `${budget.text} unavailable`,
    allows: (visit) => {
      if (isFree(visit)) return true;
      return budget.allows(load.peak(withSoak(visit, soakMs)) + costOfDown(visit) + member.cost);
    },
    take(visit) {
      const away = withSoak(visit, soakMs);
      if (isFree(visit)) down.set(member, Math.min(down.get(member) ?? away.end, away.end));
      else load.add(away, member.cost);
    },
    retryAt(visit) {
      const mended = [...down.values()].filter((until) => Number.isFinite(until) && until > visit.start) as Instant[];
      return [...load.endsWithin(withSoak(visit, soakMs)), ...mended].sort((a, b) => a - b);
    },
  };
}

function withSoak({ start, end }: Interval, soakMs: number): Interval {
  return { start, end: (end + soakMs) as Instant };
}
