import type { Instant } from '../../model/time.ts';
import { slotsWithin } from './cohort.ts';
import { findEmergency } from './emergency.ts';
import { openGround } from './ground.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { slotListOf } from './placing.ts';
import { countOnTime, isOnTime, type Placement, type Problem } from './problem.ts';
import type { Slot, SlotList } from './service.ts';

/**
 * How many visits any schedule could have on time at most: what is left are windows, freezes, lead times, the capacity of
 * waves and limits that come down to turns; all other budgets, rings, roles and soaks are waived, and a visit takes room
 * in one wave only. That is a matching of visits to waves, and inserting them one by one finds the largest.
 */
export function upperBoundOf(problem: Problem, placements: readonly Placement[]): number {
  const onTime = countOnTime(placements);
  if (!placements.some((placement) => couldBeOnTime(problem, placement))) return onTime;
  const singlesOf = createSingles();
  const ground = openGround(problem, (job) => singlesOf(slotListOf(problem, job)));
  const fits = ({ job }: Placement): boolean => {
    if (job.isOverdue) return false;
    if (fitsOutside(problem, job)) return true;
    const reach = { view: ground.viewOf(job), from: earliestOf(problem, job), until: job.dues[0] };
    return ground.matcher.insert(job.number, reach) !== undefined;
  };
  // What is on time goes first, as it lies: that needs the fewest moves.
  const first = placements.filter(isOnTime).sort((a, b) => a.time.start - b.time.start);
  const others = placements.filter((placement) => !isOnTime(placement));
  return [...first, ...others].filter(fits).length;
}

/** Only what is not on time and not overdue, and has some slot or time before its due. */
function couldBeOnTime(problem: Problem, placement: Placement): boolean {
  if (placement.job.isOverdue || isOnTime(placement)) return false;
  const { job } = placement;
  const slots = slotsWithin({ list: slotListOf(problem, job), from: earliestOf(problem, job), until: job.dues[0] });
  return slots.next().done !== true || fitsOutside(problem, job);
}

/** Immediate work may run outside every window, where there is room for all. */
function fitsOutside(problem: Problem, job: Job): boolean {
  const [due] = job.dues;
  if (job.priority !== 'immediate' || due === undefined) return false;
  const time = findEmergency(problem, job, { from: earliestOf(problem, job), constraints: [] });
  return time !== undefined && time.end <= due;
}

/** The lead time of a proposed visit has run since it was proposed. */
function earliestOf({ asOf, proposed }: Problem, job: Job): Instant {
  return proposed.has(job) ? asOf : ((asOf + job.leadMs) as Instant);
}

/** Lists with slots that take room in their first wave only. */
function createSingles(): (list: SlotList) => SlotList {
  const known = new Map<SlotList, SlotList>();
  const single = (slot: Slot): Slot =>
    slot.lastCell === slot.firstCell ? slot : { ...slot, lastCell: slot.firstCell };
  return (list) => remember(known, list, () => ({ slots: list.slots.map(single) }));
}
