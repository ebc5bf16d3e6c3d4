import type { Instant } from '../../model/time.ts';
import { type Cohort, cohortOf, type Reach, type Stage, soonestEnd } from './cohort.ts';
import { findEmergency } from './emergency.ts';
import type { Ground } from './ground.ts';
import type { Job } from './job.ts';
import type { Placement, Problem } from './problem.ts';
import { type Hold, type Releases, releaseOf } from './release.ts';
import type { Slot } from './slot-list.ts';

/** What one placement is decided with. */
export interface PlaceContext extends Ground {
  readonly problem: Problem;
  readonly releases: Releases;
}

/** Has the matcher all that binds a job? Then it is placed exactly, and may be moved for others until it is settled. */
export function isExact({ checksOf }: PlaceContext, job: Job): boolean {
  return checksOf(job).length === 0;
}

/** What lies before the earliest due that an exact job can meet at all; `undefined` when it can meet none. */
export function placesBefore(context: PlaceContext, job: Job, holds: readonly Hold[]): Cohort | undefined {
  const reach = reachBefore(context, job, holds);
  return reach && cohortOf(reach, stageOf(job));
}

/** Before the earliest due that can be met; `undefined` when there is none, or no room. */
export function pinBefore(context: PlaceContext, job: Job): Placement | undefined {
  const holds = context.releases.holdsOf(job);
  const first = reachBefore(context, job, holds);
  if (first === undefined) return undefined;
  for (const until of job.bundle.dues) {
    if (until < (first.until ?? until)) continue;
    const slot = take(context, job, { ...first, until }, 'pin');
    if (slot !== undefined) return routine(job, slot, holds);
  }
  return undefined;
}

/** What lies before the earliest due that leaves a slot. */
function reachBefore(context: PlaceContext, job: Job, holds: readonly Hold[]): Reach | undefined {
  const from = releaseOf(holds);
  if (from === undefined) return undefined;
  const view = context.viewOf(job);
  const until = dueToMeet(context.problem, job, soonestEnd(view, from));
  return until === undefined ? undefined : { view, from, until };
}

/** The earliest due of a job that is no earlier than the first end that it could have. Most jobs have one due or none. */
function dueToMeet({ due }: Problem, job: Job, soonest: number): Instant | undefined {
  const first = due[job.number] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(first)) return undefined;
  return soonest <= first ? (first as Instant) : job.bundle.dues.find((until) => soonest <= until);
}

/** As early as may be, without taking the place of one that is on time. */
export function placeEarliest(context: PlaceContext, job: Job): Placement {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  const slot = from && take(context, job, { view: context.viewOf(job), from, until: undefined }, 'pin');
  return slot ? routine(job, slot, holds) : { status: 'unplaced', job, holds };
}

/** In the first gap that work with a deadline leaves; only where there is none, others move within their time. */
export function placeInGap(context: PlaceContext, job: Job): Placement {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const slot = take(context, job, { view: context.viewOf(job), from, until: undefined }, 'settle-free');
  return slot === undefined ? placeEarliest(context, job) : routine(job, slot, holds);
}

/** `immediate`: a window before the due, else an emergency visit, unless a window opens as early as that. */
export function placeUrgent(context: PlaceContext, job: Job): Placement {
  const {
    dues: [due],
    isOverdue,
  } = job.bundle;
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const view = context.viewOf(job);
  const how = isExact(context, job) ? 'insert' : 'pin';
  if (due !== undefined && !isOverdue) {
    const slot = take(context, job, { view, from, until: due }, how);
    if (slot !== undefined) return routine(job, slot, holds);
  }
  const time = findEmergency(context.problem, job, { from, constraints: context.constraintsOf(job) });
  if (time === undefined) return placeEarliest(context, job);
  const slot = take(context, job, { view, from, until: time.end }, 'pin');
  if (slot !== undefined) return routine(job, slot, holds);
  return { status: 'placed', job, kind: 'emergency', slot: undefined, time, holds };
}

/** A proposed visit stays where it is, unless that is over, late or no longer allowed. */
export function keepProposed(context: PlaceContext, job: Job): Placement | undefined {
  const visit = context.problem.proposed.get(job);
  if (visit === undefined || visit.start < context.problem.asOf) return undefined;
  // Its lead time has run since it was proposed.
  const holds = context.releases.holdsOf(job).filter(({ kind }) => kind !== 'lead-time');
  const [from, due] = [releaseOf(holds), job.bundle.dues[0]];
  const isInTime = !job.bundle.isOverdue && visit.end <= (due ?? Number.POSITIVE_INFINITY);
  if (from === undefined || visit.start < from || !isInTime) return undefined;
  const constraints = context.constraintsOf(job);
  if (!constraints.every((constraint) => constraint.allows(visit))) return undefined;
  if (visit.kind === 'emergency') {
    const time = findEmergency(context.problem, job, { from: visit.start, constraints });
    if (time?.start !== visit.start) return undefined;
    return { status: 'placed', job, kind: 'emergency', slot: undefined, time, holds };
  }
  const view = context.viewOf(job);
  const slot = view.slots.find(({ window, start }) => start === visit.start && window.name === visit.window);
  if (slot === undefined) return undefined;
  const usual = releaseOf(context.releases.holdsOf(job)) ?? from;
  const reach: Reach = { view, from: usual, until: due };
  const isTaken = isExact(context, job)
    ? context.matcher.take(job.number, reach, slot, stageOf(job))
    : take(context, job, { view, from: slot.start, until: slot.end }, 'pin') === slot;
  return isTaken ? routine(job, slot, holds) : undefined;
}

function take(
  { matcher, checksOf }: PlaceContext,
  job: Job,
  reach: Reach,
  how: 'insert' | 'pin' | 'settle-free',
): Slot | undefined {
  if (how === 'insert') return matcher.insert(job.number, cohortOf(reach, stageOf(job)));
  const checks = checksOf(job);
  const accepts = (slot: Slot): boolean => checks.every((constraint) => constraint.allows(slot));
  return how === 'pin' ? matcher.pin(job.number, reach, accepts) : matcher.settleFree(job.number, reach, accepts);
}

/** Later rings build on where the visits of earlier ones come to lie. */
function stageOf({ lot }: Job): Stage {
  return lot.ring === undefined ? 'last' : 'staged';
}

/** In a slot of a window. */
export function routine(job: Job, slot: Slot, holds: readonly Hold[]): Placement {
  return { status: 'placed', job, kind: 'routine', slot, time: slot, holds };
}

/** Exact jobs move until they are settled; this is where the job has come to lie. */
export function slotNow(context: PlaceContext, placement: Placement | undefined): Placement | undefined {
  if (placement?.status !== 'placed' || placement.kind === 'emergency') return placement;
  const slot = context.matcher.slotOf(placement.job.number) ?? placement.slot;
  return slot === undefined || slot === placement.slot ? placement : routine(placement.job, slot, placement.holds);
}
