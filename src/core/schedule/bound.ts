import type { Instant } from '../../model/time.ts';
import { findEmergency } from './emergency.ts';
import type { Job } from './job.ts';
import { createMatcher, type Reach, slotsWithin } from './matcher.ts';
import { slotListOf } from './placing.ts';
import { isOnTime, type Placement, type Problem } from './problem.ts';
import type { Slot, SlotList } from './service.ts';
import { occupyWaves } from './standing.ts';

/**
 * How many visits any schedule could have on time at most: what is left are windows, freezes, lead times and the
 * capacity of waves; budgets, rings, roles and soaks are waived, and a visit takes room in one wave only. That is a
 * matching of visits to waves. The visits on time are one already, so each of the others needs one search for an
 * augmenting path, and what then has none has none in any matching (Berge).
 */
export function upperBoundOf(problem: Problem, placements: readonly Placement[]): number {
  const onTime = placements.filter(isOnTime).length;
  const wanting = [...placements.keys()].filter((number) => couldBeOnTime(problem, placements[number]));
  if (wanting.length === 0) return onTime;
  const matcher = createMatcher(problem.calendar.capacity);
  occupyWaves(problem, matcher);
  const singleOf = createSingles();
  for (const [number, placement] of placements.entries()) {
    if (!isOnTime(placement) || placement.slot === undefined || fitsOutside(problem, placement.job)) continue;
    matcher.take(number, reachOf(problem, placement.job, singleOf), singleOf.slot(placement.slot));
  }
  const more = wanting.filter((number) => {
    const job = placements[number]?.job;
    if (job === undefined) return false;
    return fitsOutside(problem, job) || matcher.insert(number, reachOf(problem, job, singleOf)) !== undefined;
  });
  return onTime + more.length;
}

/** Only what is not on time and not overdue, and has some slot or time before its due. */
function couldBeOnTime(problem: Problem, placement: Placement | undefined): boolean {
  if (placement === undefined || placement.job.isOverdue || isOnTime(placement)) return false;
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

function reachOf(problem: Problem, job: Job, singleOf: Singles): Reach {
  return { list: singleOf.list(slotListOf(problem, job)), from: earliestOf(problem, job), until: job.dues[0] };
}

/** The lead time of a proposed visit has run since it was proposed. */
function earliestOf({ asOf, proposed }: Problem, job: Job): Instant {
  return proposed.has(job) ? asOf : ((asOf + job.leadMs) as Instant);
}

interface Singles {
  readonly slot: (slot: Slot) => Slot;
  readonly list: (list: SlotList) => SlotList;
}

/** Slots that take room in their first wave only. */
function createSingles(): Singles {
  const known = new Map<SlotList, SlotList>();
  const single = (slot: Slot): Slot =>
    slot.lastCell === slot.firstCell ? slot : { ...slot, lastCell: slot.firstCell };
  return {
    slot: single,
    list(list) {
      const singles = known.get(list) ?? { slots: list.slots.map(single) };
      known.set(list, singles);
      return singles;
    },
  };
}
