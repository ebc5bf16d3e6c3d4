import { hasSlot, type Reach } from './cohort.ts';
import { findEmergency } from './emergency.ts';
import type { Ground } from './ground.ts';
import type { Job } from './job.ts';
import type { Stage } from './matcher.ts';
import type { Placement, Problem } from './problem.ts';
import { type Hold, type Releases, releaseOf } from './release.ts';
import type { Calendar, Slot, SlotList, VisitShape } from './service.ts';

/** What one placement is decided with. */
export interface PlaceContext extends Ground {
  readonly problem: Problem;
  readonly releases: Releases;
  /** The slots that a job could use if nothing else were planned. */
  readonly listOf: (job: Job) => SlotList;
}

/** Has the matcher all that binds a job? Then it is placed exactly, and may be moved for others until it is settled. */
export function isExact({ checksOf }: PlaceContext, job: Job): boolean {
  return checksOf(job).length === 0;
}

/** Before the earliest due that can be met at all; `undefined` when there is none, or no room. */
export function placeBefore(context: PlaceContext, job: Job, how: 'insert' | 'pin'): Placement | undefined {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return undefined;
  const list = context.listOf(job);
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
  const slot = from && take(context, job, { list: context.listOf(job), from, until: undefined }, 'pin');
  return slot ? routine(job, slot, holds) : { status: 'unplaced', job, holds };
}

/** In the first gap that work with a deadline leaves; only where there is none, others move within their time. */
export function placeInGap(context: PlaceContext, job: Job): Placement {
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const slot = take(context, job, { list: context.listOf(job), from, until: undefined }, 'settle-free');
  return slot === undefined ? placeEarliest(context, job) : routine(job, slot, holds);
}

/** `immediate`: a window before the due, else an emergency visit, unless a window opens as early as that. */
export function placeUrgent(context: PlaceContext, job: Job): Placement {
  const [due] = job.dues;
  const holds = context.releases.holdsOf(job);
  const from = releaseOf(holds);
  if (from === undefined) return { status: 'unplaced', job, holds };
  const list = context.listOf(job);
  const how = isExact(context, job) ? 'insert' : 'pin';
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
  const list = context.listOf(job);
  const slot = list.slots.find(({ window, start }) => start === visit.start && window.name === visit.window);
  if (slot === undefined) return undefined;
  const usual = releaseOf(context.releases.holdsOf(job)) ?? from;
  const reach: Reach = { list, from: usual, until: due, turns: context.turnsOf(job) };
  const isTaken = isExact(context, job)
    ? context.matcher.take(job.number, reach, slot, stageOf(context, job))
    : take(context, job, { list, from: slot.start, until: slot.end }, 'pin') === slot;
  return isTaken ? routine(job, slot, holds) : undefined;
}

function take(
  context: PlaceContext,
  job: Job,
  stretch: Omit<Reach, 'turns'>,
  how: 'insert' | 'pin' | 'settle-free',
): Slot | undefined {
  const { matcher, checksOf, turnsOf } = context;
  const reach: Reach = { list: stretch.list, from: stretch.from, until: stretch.until, turns: turnsOf(job) };
  if (how === 'insert') return matcher.insert(job.number, reach, stageOf(context, job));
  const checks = checksOf(job);
  const accepts = (slot: Slot): boolean => checks.every((constraint) => constraint.allows(slot));
  return how === 'pin' ? matcher.pin(job.number, reach, accepts) : matcher.settleFree(job.number, reach, accepts);
}

/** Later rings build on where the visits of earlier ones come to lie. */
function stageOf({ problem: { rollouts } }: PlaceContext, { asset }: Job): Stage {
  return rollouts.ringOf.size > 0 && rollouts.ringOf.has(asset.name) ? 'staged' : 'last';
}

function routine(job: Job, slot: Slot, holds: readonly Hold[]): Placement {
  return { status: 'placed', job, kind: 'routine', slot, time: slot, holds };
}

/** Exact jobs move until they are settled; this is where the job has come to lie. */
export function slotNow(context: PlaceContext, placement: Placement | undefined): Placement | undefined {
  if (placement?.status !== 'placed' || placement.kind === 'emergency') return placement;
  const slot = context.matcher.slotOf(placement.job.number) ?? placement.slot;
  return slot === undefined || slot === placement.slot ? placement : routine(placement.job, slot, placement.holds);
}

/** Lists that were asked for, by the number of the job; a job and a calendar always give the same one. */
const lists = new WeakMap<Calendar, (SlotList | undefined)[]>();

/** The slots that a job could use if nothing else were planned. */
export function slotListOf(problem: Problem, job: Job): SlotList {
  return listsOf(problem)(job);
}

/** The same for those who ask for many jobs. */
export function listsOf(problem: Problem): (job: Job) => SlotList {
  const { calendar } = problem;
  const known = lists.get(calendar) ?? Array.from<SlotList | undefined>({ length: problem.jobCount });
  lists.set(calendar, known);
  return (job) => {
    const list = known[job.number];
    if (list !== undefined) return list;
    const made = calendar.slotsOf(calendar.serviceOf(job.asset, job.priorities), shapeOf(problem, job));
    known[job.number] = made;
    return made;
  };
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
