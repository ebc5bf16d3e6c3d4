import type { SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { ClusterSpec } from './cluster.ts';
import type { Content } from './content.ts';
import { remember } from './group.ts';
import { contentOf, type Job } from './job.ts';
import type { Lot } from './lot.ts';
import { rankOf } from './rank.ts';
import { createRingNotes, type RingNotes } from './ring-notes.ts';
import type { RingPlan } from './ring-plan.ts';
import type { RolloutPlans } from './rollout.ts';

/** Why a visit must not start yet. */
export interface Hold {
  readonly kind: 'lead-time' | 'ring' | 'ring-failed' | 'paused' | 'order';
  /** The ring, rollout or cluster; empty for a lead time. */
  readonly name: string;
  /** In somebody's words; only of a pause and of a ring that failed. */
  readonly why?: string;
  /** `undefined`: nobody can say until when. */
  readonly until: Instant | undefined;
}

/** Keeps what has been placed and says when others may start. */
export interface Releases {
  /** Holds of a visit; it starts no earlier than the latest `until`. */
  readonly holdsOf: (job: Job) => readonly Hold[];
  /** This visit has its place and is over by then. */
  readonly note: (job: Job, end: Instant) => void;
  /** This much is known of a ring: what it rolls out is not over before then. */
  readonly noteRing: (ring: RingPlan, requirement: SharedRequirement, end: Instant) => void;
  /** This visit found no place; what must follow it has none either. */
  readonly noteUnplaced: (job: Job) => void;
}

/**
 * Ring after ring, role after role.
 *
 * A ring is a stage for what it rolls out: a visit waits for the visits of earlier rings that carry the same package and
 * for the soak behind them; where earlier rings have nothing of it, they pass. A ring that is on record as proven lets it
 * go on, one that is on record as failed holds it up until it is mended. Roles of a cluster follow its order,
 * whatever the packages; urgent work does not wait for another member's routine.
 */
export function createReleases(asOf: Instant, rollouts: RolloutPlans): Releases {
  const roles = new Map<
    ClusterSpec,
    { readonly rank: number; readonly isUrgent: boolean; readonly readyAt: Instant | undefined }[]
  >();

  function orderHolds(job: Job): readonly Hold[] {
    const { cluster } = job.lot;
    const rank = rankOf(job);
    if (cluster === undefined || rank === 0) return [];
    const before = (roles.get(cluster) ?? []).filter(
      (other) => other.rank < rank && (other.isUrgent || !isUrgent(job)),
    );
    return before.map(({ readyAt }) => ({ kind: 'order', name: cluster.name, until: readyAt }));
  }

  function noteRole(job: Job, end: Instant | undefined): void {
    const { cluster } = job.lot;
    if (cluster === undefined) return;
    const readyAt = end === undefined ? undefined : ((end + cluster.soakMs) as Instant);
    remember(roles, cluster, () => []).push({ rank: rankOf(job), isUrgent: isUrgent(job), readyAt });
  }

  const rings = createRings(asOf, rollouts);

  return {
    holdsOf(job) {
      const ordered = job.lot.cluster === undefined ? [] : orderHolds(job);
      const holds = rings.holdsOf(job);
      return ordered.length === 0 ? holds : [...holds, ...ordered];
    },
    note(job, end) {
      noteRole(job, end);
      rings.note(job, end);
    },
    noteRing: rings.noteRing,
    noteUnplaced: (job) => noteRole(job, undefined),
  };
}

/** Work that was only split off what is immediate waits as any other. */
const isUrgent = ({ bundle }: Job): boolean => bundle.priority === 'immediate';

/** What holds jobs up aside from the order of roles: lead times, pauses and earlier rings. Alike jobs share one list. */
function createRings(asOf: Instant, rollouts: RolloutPlans): Pick<Releases, 'holdsOf' | 'note' | 'noteRing'> {
  const ends = createRingNotes<Instant>();
  const calmEnds = createRingNotes<Instant>();
  const ringHold = createRingHolds();
  const leads = new Map<number, readonly [Hold]>();
  const leadHold = (leadMs: number): readonly [Hold] =>
    remember(leads, leadMs, () => [{ kind: 'lead-time', name: '', until: (asOf + leadMs) as Instant }]);
  const pauses = new Map<RingPlan, readonly Hold[]>();
  const pauseOf = (ring: RingPlan): readonly Hold[] => remember(pauses, ring, () => pauseHolds(ring, asOf));
  const shared = createSharing();
  const staged = new Map<Lot, Map<Content, StagedHolds>>();
  const latest = new Map<RingPlan, Map<Content, Instant>>();
  const latestCalm = new Map<RingPlan, Map<Content, Instant>>();
  /** How often something was learnt of all rings of one index. */
  const learnt: number[] = [];

  function noteIn(notes: RingNotes<Instant>, ring: RingPlan, requirement: SharedRequirement, end: Instant): void {
    if ((notes.get(ring, requirement) ?? Number.NEGATIVE_INFINITY) >= end) return;
    notes.set(ring, requirement, end);
    learnt[ring.index] = (learnt[ring.index] ?? 0) + 1;
  }

  function stagedHolds(job: Job, ring: RingPlan): readonly Hold[] {
    const byContent = remember(staged, job.lot, () => new Map<Content, StagedHolds>());
    const before = byContent.get(contentOf(job));
    const known = knownBefore(learnt, ring);
    if (before?.known === known) return before.holds;
    const earlier = ringHolds(job, ring, { rollouts, ends, calmEnds, ringHold });
    const holds = shared(ring, [...leadHold(job.lot.leadMs), ...pauseOf(ring), ...earlier]);
    byContent.set(contentOf(job), { known, holds });
    return holds;
  }

  return {
    holdsOf: (job) => (job.lot.ring === undefined ? leadHold(job.lot.leadMs) : stagedHolds(job, job.lot.ring)),
    note(job, end) {
      const {
        lot: { ring },
        bundle: { requirements, dues, isOverdue },
      } = job;
      if (ring === undefined) return;
      const isDated = dues.length > 0 || isOverdue;
      const notes = isDated ? ends : calmEnds;
      const ofRing = remember(isDated ? latest : latestCalm, ring, () => new Map<Content, Instant>());
      if ((ofRing.get(contentOf(job)) ?? Number.NEGATIVE_INFINITY) >= end) return;
      ofRing.set(contentOf(job), end);
      for (const requirement of requirements) noteIn(notes, ring, requirement, end);
    },
    noteRing: (ring, requirement, end) => noteIn(ends, ring, requirement, end),
  };
}

/** How much is known of the rings before one: as long as that is the same, what they hold up is. */
function knownBefore(learnt: readonly number[], { index }: RingPlan): number {
  let known = 0;
  for (let before = 0; before < index; before += 1) known += learnt[before] ?? 0;
  return known;
}

/** What holds up a lot in its ring, and how much was known of the rings before. */
interface StagedHolds {
  readonly known: number;
  readonly holds: readonly Hold[];
}

/** The rings, and when what each rolls out will be done there. */
interface RingScope {
  readonly rollouts: RolloutPlans;
  readonly ends: RingNotes<Instant>;
  /** Of work without a due, which holds up all but immediate work. */
  readonly calmEnds: RingNotes<Instant>;
  readonly ringHold: RingHold;
}

function ringHolds(job: Job, ring: RingPlan, scope: RingScope): readonly Hold[] {
  const holds: Hold[] = [];
  for (const before of scope.rollouts.rings.get(ring.rollout) ?? []) {
    if (before.index >= ring.index) break;
    const hold = holdBy(before, job, scope);
    if (hold !== undefined) holds.push(hold);
  }
  return holds;
}

/** How an earlier ring holds up a visit: by what is on record there, and by what is still to be done. */
function holdBy(before: RingPlan, job: Job, { rollouts, ends, calmEnds, ringHold }: RingScope): Hold | undefined {
  const { requirements, priority } = job.bundle;
  let done = Number.NEGATIVE_INFINITY;
  for (const requirement of requirements) {
    const { status, endedAt, text } = rollouts.verdictOf(before, requirement);
    if (status === 'failed') return { kind: 'ring-failed', name: before.name, why: text, until: undefined };
    // What is proven as the rollout asks need not wait for the rest of the ring.
    const isProven = status === 'passed' && before.promote.isStated;
    const planned = isProven ? undefined : ends.get(before, requirement);
    const calm = isProven || priority === 'immediate' ? undefined : calmEnds.get(before, requirement);
    done = Math.max(done, endedAt ?? done, planned ?? done, calm ?? done);
  }
  return Number.isFinite(done) ? ringHold(before, (done + before.soakMs(priority)) as Instant) : undefined;
}

function pauseHolds({ paused, rollout }: RingPlan, asOf: Instant): readonly Hold[] {
  const isPaused = paused !== undefined && (paused.until ?? Number.POSITIVE_INFINITY) > asOf;
  return isPaused ? [{ kind: 'paused', name: rollout, why: paused.reason, until: paused.until }] : [];
}

/** Visits of a ring come one after the other with the same holds; they share one list of them. */
function createSharing(): (ring: RingPlan | undefined, holds: readonly Hold[]) => readonly Hold[] {
  const last = new Map<RingPlan | undefined, readonly Hold[]>();
  return (ring, holds) => {
    const known = last.get(ring);
    if (known !== undefined && sameHolds(known, holds)) return known;
    last.set(ring, holds);
    return holds;
  };
}

/** Are these the very same holds? */
export function sameHolds(a: readonly Hold[], b: readonly Hold[]): boolean {
  return a === b || (a.length === b.length && a.every((hold, index) => hold === b[index]));
}

/** A ring keeps many visits until the same instant; they share that. */
type RingHold = (ring: RingPlan, until: Instant) => Hold;

function createRingHolds(): RingHold {
  const known = new Map<RingPlan, Map<Instant, Hold>>();
  return (ring, until) => {
    const byEnd = remember(known, ring, () => new Map<Instant, Hold>());
    return remember(byEnd, until, () => ({ kind: 'ring', name: ring.name, until }));
  };
}

/** When the last hold ends; `undefined` when one of them has no end. */
export function releaseOf(holds: readonly Hold[]): Instant | undefined {
  let release = 0;
  for (const { until } of holds) {
    if (until === undefined) return undefined;
    release = Math.max(release, until);
  }
  return release as Instant;
}
