import type { Instant } from '../../model/time.ts';
import { cohortOf, slotsWithin } from './cohort.ts';
import { earliestStarts } from './earliest.ts';
import { findEmergency } from './emergency.ts';
import { openWaves } from './ground.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { listsOf, slotListOf } from './offers.ts';
import { sortedByKeys } from './order.ts';
import { isOnTime, type Placement, type Problem, type Solution } from './problem.ts';
import type { Slot, SlotList } from './slot-list.ts';

/**
 * How many visits any schedule could have on time at most, of those that place all that they can: what is left are windows,
 * freezes, lead times, the capacity of waves, the least time that earlier rings take, and limits that come down to turns;
 * all other budgets, roles and soaks are waived, and a visit takes room in one wave only. That is a matching of visits to
 * waves, and inserting them one by one finds the largest.
 */
export function upperBoundOf(
  problem: Problem,
  { placements, onTime }: Pick<Solution, 'placements' | 'onTime'>,
): number {
  const starts = earliestStarts(problem, placements);
  if (!placements.some((placement) => couldBeOnTime(problem, starts, placement))) return onTime;
  const singlesOf = createSingles();
  const listOf = listsOf(problem);
  const { matcher, viewOf } = openWaves(problem, (job) => singlesOf(listOf(job)));
  const fits = ({ job }: Placement): boolean => {
    if (problem.isOverdue[job.number] === 1) return false;
    const from = startOf(starts, job);
    if (fitsOutside(problem, from, job)) return true;
    const cohort = cohortOf({ view: viewOf(job), from, until: job.bundle.dues[0] }, 'last');
    return matcher.insert(job.number, cohort) !== undefined;
  };
  // What is on time goes first, as it lies: that needs the fewest moves.
  return onTimeFirst(problem, placements).filter(fits).length;
}

/** What is on time by start, then the others. */
function onTimeFirst(problem: Problem, placements: readonly Placement[]): readonly Placement[] {
  const last = Number.MAX_SAFE_INTEGER;
  const keys = Float64Array.from(placements, (one) => (isOnTime(problem, one) ? one.time.start : last));
  const places = new Int32Array(placements.length).map((_, place) => place);
  const sorted: Placement[] = [];
  for (const place of sortedByKeys(keys, places)) {
    const placement = placements[place];
    if (placement !== undefined) sorted.push(placement);
  }
  return sorted;
}

/** Only what is not on time and not overdue, and has some slot or time before its due. */
function couldBeOnTime(problem: Problem, starts: Float64Array, placement: Placement): boolean {
  if (problem.isOverdue[placement.job.number] === 1 || isOnTime(problem, placement)) return false;
  const { job } = placement;
  const from = startOf(starts, job);
  const slots = slotsWithin({ list: slotListOf(problem, job), from, until: job.bundle.dues[0] });
  return slots.next().done !== true || fitsOutside(problem, from, job);
}

/** Immediate work may run outside every window, where there is room for all. */
function fitsOutside(problem: Problem, from: Instant, job: Job): boolean {
  const { dues, priority } = job.bundle;
  const [due] = dues;
  if (priority !== 'immediate' || due === undefined || !Number.isFinite(from)) return false;
  const time = findEmergency(problem, job, { from, constraints: [] });
  return time !== undefined && time.end <= due;
}

function startOf(starts: Float64Array, { number }: Job): Instant {
  return (starts[number] ?? 0) as Instant;
}

/** Lists with slots that take room in their first wave only. */
function createSingles(): (list: SlotList) => SlotList {
  const known = new Map<SlotList, SlotList>();
  const single = (slot: Slot): Slot =>
    slot.lastCell === slot.firstCell ? slot : { ...slot, lastCell: slot.firstCell };
  return (list) => remember(known, list, () => ({ ...list, slots: list.slots.map(single) }));
}
