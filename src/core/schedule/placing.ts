import type { Constraint } from './constraint.ts';
import { findEmergency } from './emergency.ts';
import type { Job } from './job.ts';
import { hasSlot, type Matcher, type Reach } from './matcher.ts';
import type { Placement, Problem } from './problem.ts';
import { type Hold, type Releases, releaseOf } from './release.ts';
import type { Calendar, Slot, SlotList, VisitShape } from './service.ts';

/** What one placement is decided with. */
export interface PlaceContext {
  readonly problem: Problem;
  readonly matcher: Matcher;
  readonly releases: Releases;
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  readonly numberOf: (job: Job) => number;
}

/** Before the earliest due that can be met at all; `undefined` when there is none, or no room. */
export function placeBefore(context: PlaceContext, job: Job, how: 'insert' | 'pin'): Placement | undefined {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return undefined;
  const list = slotListOf(context.problem, job);
  for (const until of job.dues) {
    if (!hasSlot({ list, from, until })) continue;
    const slot = take(context, job, { list, from, until }, how);
    if (slot !== undefined) return routine(job, slot, holds);
    if (how === 'insert') return undefined;
  }
  return undefined;
}

/** As early as may be, without taking the place of one that is on time. */
export function placeEarliest(context: PlaceContext, job: Job): Placement {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  const slot = from && take(context, job, { list: slotListOf(context.problem, job), from, until: undefined }, 'pin');
  return slot ? routine(job, slot, holds) : { status: 'unplaced', job, holds };
}

/** In the first gap that work with a deadline leaves; only where there is none, others move within their time. */
export function placeInGap(context: PlaceContext, job: Job): Placement {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const reach: Reach = { list: slotListOf(context.problem, job), from, until: undefined };
  const slot = take(context, job, reach, 'settle-free');
  return slot === undefined ? placeEarliest(context, job) : routine(job, slot, holds);
}

/** `immediate`: a window before the due, else an emergency visit, unless a window opens as early as that. */
export function placeUrgent(context: PlaceContext, job: Job): Placement {
  const [due] = job.dues;
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const list = slotListOf(context.problem, job);
  const how = context.constraintsOf(job).length === 0 ? 'insert' : 'pin';
  if (due !== undefined && !job.isOverdue) {
    const slot = take(context, job, { list, from, until: due }, how);
    if (slot !== undefined) return routine(job, slot, holds);
  }
  const time = findEmergency(context.problem, job, { from, constraints: context.constraintsOf(job) });
  if (time === undefined) return placeEarliest(context, job);
  const slot = take(context, job, { list, from, until: time.end }, 'pin');
  if (slot !== undefined) return routine(job, slot, holds);
  return { status: 'placed', job, kind: 'emergency', slot: undefined, time, holds };
}

/** A proposed visit stays where it is, unless that is over, late or no longer allowed. */
export function keepProposed(context: PlaceContext, job: Job): Placement | undefined {
  const visit = context.problem.proposed.get(job);
  if (visit === undefined || visit.start < context.problem.asOf) return undefined;
  // Its lead time has run since it was proposed.
  const holds = context.releases.holdsOf(job).filter(({ kind }) => kind !== 'lead-time');
  const [from, due] = [releaseOf(holds), job.dues[0]];
  const isInTime = !job.isOverdue && visit.end <= (due ?? Number.POSITIVE_INFINITY);
  if (from === undefined || visit.start < from || !isInTime) return undefined;
  const constraints = context.constraintsOf(job);
  if (!constraints.every((constraint) => constraint.allows(visit))) return undefined;
  if (visit.kind === 'emergency') {
    const time = findEmergency(context.problem, job, { from: visit.start, constraints });
    if (time?.start !== visit.start) return undefined;
    return { status: 'placed', job, kind: 'emergency', slot: undefined, time, holds };
  }
  const list = slotListOf(context.problem, job);
  const slot = list.slots.find(({ window, start }) => start === visit.start && window.name === visit.window);
  if (slot === undefined) return undefined;
  const reach: Reach = { list, from: releaseOf(context.releases.holdsOf(job)) ?? from, until: due };
  const isTaken =
    constraints.length === 0
      ? context.matcher.take(context.numberOf(job), reach, slot)
      : take(context, job, { list, from: slot.start, until: slot.end }, 'pin') === slot;
  return isTaken ? routine(job, slot, holds) : undefined;
}

function take(context: PlaceContext, job: Job, reach: Reach, how: 'insert' | 'pin' | 'settle-free'): Slot | undefined {
  const number = context.numberOf(job);
  if (how === 'insert') return context.matcher.insert(number, reach);
  const constraints = context.constraintsOf(job);
  const accepts = (slot: Slot): boolean => constraints.every((constraint) => constraint.allows(slot));
  return how === 'pin'
    ? context.matcher.pin(number, reach, accepts)
    : context.matcher.settleFree(number, reach, accepts);
}

function routine(job: Job, slot: Slot, holds: readonly Hold[]): Placement {
  return { status: 'placed', job, kind: 'routine', slot, time: slot, holds };
}

/** Exact jobs move until their ring is settled; this is where the job stands now. */
export function slotNow(context: PlaceContext, placement: Placement | undefined): Placement | undefined {
  if (placement?.status !== 'placed' || placement.kind === 'emergency') return placement;
  const slot = context.matcher.slotOf(context.numberOf(placement.job)) ?? placement.slot;
  return slot === undefined || slot === placement.slot ? placement : routine(placement.job, slot, placement.holds);
}

/** Lists that were asked for; a job and a calendar always give the same one. */
const lists = new WeakMap<Calendar, Map<Job, SlotList>>();

/** The slots that a job could use if nothing else were planned. */
export function slotListOf(problem: Problem, job: Job): SlotList {
  const { calendar } = problem;
  const known = lists.get(calendar) ?? new Map<Job, SlotList>();
  const list = known.get(job);
  if (list !== undefined) return list;
  const made = calendar.slotsOf(calendar.serviceOf(job.asset, job.priorities), shapeOf(problem, job));
  lists.set(calendar, known.set(job, made));
  return made;
}

/** What a job asks of a slot. */
export function shapeOf({ clusterOf }: Problem, { asset }: Job): VisitShape {
  const cluster = clusterOf.get(asset.name);
  return {
    ownMs: asset.visitDurationMs,
    soakMs: cluster?.soakMs ?? 0,
    maxOfflineMs: cluster?.maxOfflineMs,
  };
}
