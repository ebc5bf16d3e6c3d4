import type { Reason } from '../../model/requirement.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import type { RefusedSlot } from '../../model/visit.ts';
import { durationText } from '../time.ts';
import { constraintText, holdText } from './cut.ts';
import { overlap } from './freeze.ts';
import type { Job } from './job.ts';
import { slotsWithin } from './matcher.ts';
import { shapeOf, slotListOf } from './placing.ts';
import type { Placement, Problem, Solution } from './problem.ts';
import { type Slot, type SlotList, visitMsIn, withoutFreezes } from './service.ts';
import type { WindowPlan } from './window.ts';

/** How many refused windows are told; the earliest. */
const refusedLimit = 12;

/**
 * The windows of an asset that open before the place its visit was given, and why each was refused: the answer to
 * "why not earlier".
 */
export function refusedSlots(
  problem: Problem,
  solution: Solution,
  placement: Placement,
  zone: TimeZone,
): readonly RefusedSlot[] {
  const { asOf, horizonEnd, calendar } = problem;
  const limit = placement.status === 'placed' ? placement.time.start : (placement.job.dues[0] ?? horizonEnd);
  const { windows } = calendar.serviceOf(placement.job.asset, []);
  const own = placement.status === 'placed' ? placement.slot?.occurrence : undefined;
  const earlier = windows
    .flatMap((window) => firstOccurrences(window, asOf, limit).map((occurrence) => ({ window, occurrence })))
    .filter(({ occurrence }) => occurrence !== own);
  return earlier
    .sort((a, b) => a.occurrence.start - b.occurrence.start || (a.window.name < b.window.name ? -1 : 1))
    .slice(0, refusedLimit)
    .flatMap(({ window, occurrence }): readonly RefusedSlot[] => {
      const reason = whyRefused(problem, solution, placement, { window, occurrence, limit, zone });
      return reason === undefined ? [] : [{ window: window.name, start: occurrence.start, reason }];
    });
}

function firstOccurrences(window: WindowPlan, asOf: Instant, limit: Instant): readonly Interval[] {
  const found: Interval[] = [];
  for (const occurrence of window.occurrences) {
    if (occurrence.start >= limit || found.length === refusedLimit) break;
    if (occurrence.end > asOf) found.push(occurrence);
  }
  return found;
}

interface Candidate {
  readonly window: WindowPlan;
  readonly occurrence: Interval;
  readonly limit: Instant;
  readonly zone: TimeZone;
}

/** `undefined` when none of its waves begins in time to be refused. */
function whyRefused(
  problem: Problem,
  solution: Solution,
  { job, holds }: Placement,
  candidate: Candidate,
): Reason | undefined {
  const { window, occurrence, limit, zone } = candidate;
  const shape = shapeOf(problem, job);
  const unserved = job.priorities.filter((priority) => !window.priorities.has(priority));
  if (unserved.length > 0) return { code: 'window-priorities', text: `serves no ${unserved.join(' or ')} work` };
  const neededMs = visitMsIn(window, shape);
  if (neededMs > window.visitMs) {
    return {
      code: 'visit-too-long',
      text: `a visit of ${durationText(neededMs)} does not fit a wave of ${durationText(window.visitMs)}`,
    };
  }
  const service = problem.calendar.serviceOf(job.asset, job.priorities);
  const from = Math.max(occurrence.start, problem.asOf) as Instant;
  const here = (list: SlotList): readonly Slot[] =>
    [...slotsWithin({ list, from, until: occurrence.end })].filter(
      (slot) => slot.occurrence === occurrence && slot.start < limit,
    );
  const possible = here(problem.calendar.slotsOf(withoutFreezes(service), shape));
  if (possible.length === 0) return undefined;
  const thawed = here(slotListOf(problem, job));
  if (thawed.length === 0) {
    const freeze = service.freezes.find(({ intervals }) => intervals.some((interval) => overlap(interval, occurrence)));
    return { code: 'freeze', text: `freeze ${freeze?.name ?? ''}: ${freeze?.reason ?? ''}` };
  }
  const hold = holds.find(({ until }) => until === undefined || thawed.every(({ start }) => start < until));
  if (hold !== undefined) return { code: hold.kind, text: holdText(hold, zone) };
  return whyTaken(problem, solution, job, thawed);
}

function whyTaken({ calendar }: Problem, { used, constraintsOf }: Solution, job: Job, slots: readonly Slot[]): Reason {
  const cells = [...new Set(slots.flatMap(({ firstCell, lastCell }) => [firstCell, lastCell]))];
  const room = cells.reduce((sum, cell) => sum + (calendar.capacity[cell] ?? 0), 0);
  const taken = cells.reduce((sum, cell) => sum + used(cell), 0);
  const forbidding = constraintsOf(job).find((constraint) => slots.every((slot) => !constraint.allows(slot)));
  if (taken < room && forbidding !== undefined) return { code: forbidding.kind, text: constraintText(forbidding) };
  return { code: 'full', text: `full: ${taken} of ${room} visits` };
}
