import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { ClusterSpec } from './cluster.ts';
import type { Job } from './job.ts';
import type { RingPlan, RolloutPlans } from './rollout.ts';

/** Why a visit must not start yet. */
export interface Hold {
  readonly kind: 'lead-time' | 'ring' | 'paused' | 'order';
  /** The ring, rollout or cluster; empty for a lead time. */
  readonly name: string;
  /** `undefined`: nobody can say until when. */
  readonly until: Instant | undefined;
}

/** A visit that has its place, as far as later ones depend on it. */
export interface PlacedWork {
  readonly asset: string;
  readonly requirements: readonly Requirement[];
  readonly tier: Job['tier'];
  readonly end: Instant;
}

/** Keeps what has been placed and says when others may start. */
export interface Releases {
  /** Holds of a visit; it starts no earlier than the latest `until`. */
  readonly holdsOf: (job: Job) => readonly Hold[];
  readonly note: (work: PlacedWork) => void;
  /** This visit found no place; what must follow it has none either. */
  readonly noteUnplaced: (job: Job) => void;
}

/**
 * Ring after ring, role after role (DESIGN §2.1, §3.8).
 *
 * A ring is a stage for what it rolls out: a visit waits for the visits of earlier rings that carry the same package and
 * for the soak behind them; where earlier rings have nothing of it, they pass. Roles of a cluster follow its order,
 * whatever the packages; urgent work does not wait for another member's routine.
 */
export function createReleases(asOf: Instant, rollouts: RolloutPlans, clusters: readonly ClusterSpec[]): Releases {
  const ends = new Map<string, Instant>();
  const roles = new Map<
    string,
    { readonly rank: number; readonly tier: Job['tier']; readonly readyAt: Instant | undefined }[]
  >();
  const clusterOf = new Map(
    clusters.flatMap((cluster) => [...cluster.memberOf.keys()].map((name) => [name, cluster] as const)),
  );

  function ringHold(job: Job, ring: RingPlan): readonly Hold[] {
    const earlier = (rollouts.rings.get(ring.rollout) ?? []).slice(0, ring.index);
    return earlier.flatMap((before) => {
      const done = job.requirements.flatMap((requirement) => ends.get(packageKey(before, requirement)) ?? []);
      if (done.length === 0) return [];
      const until = (Math.max(...done) + before.soakMs(job.priority)) as Instant;
      return [{ kind: 'ring' as const, name: before.name, until }];
    });
  }

  function orderHolds(job: Job): readonly Hold[] {
    const cluster = clusterOf.get(job.asset.name);
    const rank = cluster?.memberOf.get(job.asset.name)?.rank ?? 0;
    if (cluster === undefined || rank === 0) return [];
    const before = (roles.get(cluster.name) ?? []).filter(
      (other) => other.rank < rank && (other.tier === 'urgent' || job.tier === 'routine'),
    );
    return before.map(({ readyAt }) => ({ kind: 'order', name: cluster.name, until: readyAt }));
  }

  function noteRole(asset: string, tier: Job['tier'], end: Instant | undefined): void {
    const cluster = clusterOf.get(asset);
    const rank = cluster?.memberOf.get(asset)?.rank;
    if (cluster === undefined || rank === undefined) return;
    const readyAt = end === undefined ? undefined : ((end + cluster.soakMs) as Instant);
    const known = roles.get(cluster.name) ?? [];
    known.push({ rank, tier, readyAt });
    roles.set(cluster.name, known);
  }

  const leads = new Map<number, readonly [Hold]>();
  function leadHold(leadMs: number): readonly [Hold] {
    const known = leads.get(leadMs) ?? [{ kind: 'lead-time', name: '', until: (asOf + leadMs) as Instant }];
    leads.set(leadMs, known);
    return known;
  }

  return {
    holdsOf(job) {
      const ring = rollouts.ringOf.get(job.asset.name);
      const lead = leadHold(job.leadMs);
      if (ring === undefined && !clusterOf.has(job.asset.name)) return lead;
      const { paused } = ring ?? {};
      const isPaused = paused !== undefined && (paused.until ?? Number.POSITIVE_INFINITY) > asOf;
      const pause: readonly Hold[] = isPaused
        ? [{ kind: 'paused', name: ring?.rollout ?? '', until: paused.until }]
        : [];
      return [...lead, ...pause, ...(ring === undefined ? [] : ringHold(job, ring)), ...orderHolds(job)];
    },
    note({ asset, requirements, tier, end }) {
      noteRole(asset, tier, end);
      const ring = rollouts.ringOf.get(asset);
      if (ring === undefined) return;
      for (const requirement of requirements) {
        const key = packageKey(ring, requirement);
        ends.set(key, Math.max(end, ends.get(key) ?? end) as Instant);
      }
    },
    noteUnplaced: (job) => noteRole(job.asset.name, job.tier, undefined),
  };
}

/** What a ring proves: this package, in this ring. */
export function packageKey(ring: RingPlan, { component }: Requirement): string {
  return `${ring.rollout}\0${ring.index}\0${component.ecosystem}\0${component.name}`;
}

/** When the last hold ends; `undefined` when one of them has no end. */
export function releaseOf(holds: readonly Hold[]): Instant | undefined {
  if (holds.some(({ until }) => until === undefined)) return undefined;
  return Math.max(0, ...holds.map(({ until }) => until ?? 0)) as Instant;
}
