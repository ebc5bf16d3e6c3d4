import type { Reason } from '../../model/requirement.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import type { RefusedSlot } from '../../model/visit.ts';
import { counted } from '../counted.ts';
import type { Constraint } from './constraint.ts';
import { constraintText, holdText } from './cut.ts';
import { overlap } from './freeze.ts';
import type { Job } from './job.ts';
import { servingOf } from './offers.ts';
import {
  type Answer,
  aheadOf,
  createOutlooks,
  type Offer,
  type Outlook,
  othersIn,
  refuse,
  type Told,
  toldOf,
} from './outlook.ts';
import type { Placement, Problem, Solution } from './problem.ts';
import { sameHolds } from './release.ts';
import type { Slot } from './slot-list.ts';
import { unreadFreezeReason } from './unread.ts';

/** Tells why a visit is not earlier. */
export type Refusals = (placement: Placement) => readonly RefusedSlot[];

/**
 * The windows of an asset that open before the place its visit was given, and why each was refused: the answer to
 * "why not earlier". Visits that are refused alike share their answers.
 */
export function createRefusals(problem: Problem, solution: Solution, zone: TimeZone): Refusals {
  const outlookOf = createOutlooks(problem);
  const whyRefused = createReasons(problem, solution, zone);
  const tell = (placement: Placement, outlook: Outlook): Told => {
    const { holds } = placement;
    const { limit, own } = placeOf(placement, problem.horizonEnd);
    const ahead = aheadOf(outlook, limit, own);
    const known = ahead.isWhole ? toldOf(outlook, ahead) : [];
    for (const told of known) if (sameHolds(told.holds, holds)) return told;
    const answers = othersIn(outlook, ahead).flatMap((offer) => whyRefused(placement, offer, limit) ?? []);
    const isCommon = answers.every((answer) => answer.isCommon);
    const told: Told = { holds, refused: answers.map(({ slot }) => slot), isCommon };
    if (isCommon) known.push(told);
    return told;
  };
  const shared = new Array<ToldAt | undefined>(problem.calendar.capacity.length);
  return (placement) => {
    const outlook = outlookOf(placement.job);
    if (placement.status === 'unplaced' || placement.slot === undefined) return tell(placement, outlook).refused;
    const { slot, holds } = placement;
    const newest = shared[slot.firstCell];
    for (let one = newest; one !== undefined; one = one.before) {
      if (one.slot === slot && one.outlook === outlook && sameHolds(one.holds, holds)) return one.refused;
    }
    const { refused, isCommon } = tell(placement, outlook);
    if (isCommon) shared[slot.firstCell] = { slot, outlook, holds, refused, before: newest };
    return refused;
  };
}

/** What was told of those who have one place, one after the other: few differ, and all that is compared lies in one object. */
interface ToldAt extends Pick<Told, 'holds' | 'refused'> {
  readonly slot: Slot;
  readonly outlook: Outlook;
  readonly before: ToldAt | undefined;
}

/** The opening that a visit was given, and the instant before which others count as earlier. */
function placeOf(
  placement: Placement,
  horizonEnd: Instant,
): { readonly limit: Instant; readonly own: Interval | undefined } {
  if (placement.status === 'placed') return { limit: placement.time.start, own: placement.slot?.occurrence };
  return { limit: placement.job.bundle.dues[0] ?? horizonEnd, own: undefined };
}

function createReasons(
  problem: Problem,
  solution: Solution,
  zone: TimeZone,
): (placement: Placement, offer: Offer, limit: Instant) => Answer | undefined {
  /** Waves from `limit` on are no earlier than what the visit was given; `undefined` when none begins in time to be refused. */
  const find = ({ job, holds }: Placement, offer: Offer, limit: Instant): Answer | undefined => {
    if (before(offer.possible, limit).length === 0) return undefined;
    const thawed = before(offer.thawed, limit);
    if (thawed.length === 0) return refuse(offer, whyFrozen(problem, job, offer.occurrence));
    const hold = holds.find(({ until }) => isHeld(thawed, until));
    if (hold !== undefined) return refuse(offer, { code: hold.kind, text: holdText(hold, zone) });
    const isWhole = thawed === offer.thawed;
    if (isWhole && offer.full !== undefined) return offer.full;
    const { reason, isFull } = whyTaken(problem, solution, job, thawed);
    const taken = refuse(offer, reason, isFull || solution.constraintsOf(job).length === 0);
    if (isWhole && isFull) offer.full = taken;
    return taken;
  };
  return (placement, offer, limit) => {
    if (offer.misfit !== undefined) return offer.misfit;
    const { told, lastStart } = offer;
    const isWhole = lastStart < limit;
    if (isWhole && told !== undefined && told.holds === placement.holds) return told.answer;
    const answer = find(placement, offer, limit);
    // Where there is room left, others may be refused by limits that do not bind this one.
    const isSame = answer?.isCommon === true && (answer === offer.full || answer.slot.reason.code !== 'full');
    if (isWhole && isSame) offer.told = { holds: placement.holds, answer };
    return answer;
  };
}

function whyTaken(
  problem: Problem,
  solution: Solution,
  job: Job,
  slots: readonly Slot[],
): { readonly reason: Reason; readonly isFull: boolean } {
  const { taken, room } = roomOf(problem, solution, slots);
  const isFull = taken >= room;
  const forbidding = isFull ? undefined : forbiddingOf(solution.constraintsOf(job), slots);
  if (forbidding !== undefined) {
    return { reason: { code: forbidding.kind, text: constraintText(forbidding) }, isFull };
  }
  return { reason: { code: 'full', text: `full: ${taken} of ${counted(room, 'visit')}` }, isFull };
}

/** Slots are in order, so the last one is held longest. */
function isHeld(slots: readonly Slot[], until: Instant | undefined): boolean {
  return until === undefined || (slots[slots.length - 1]?.start ?? Number.NEGATIVE_INFINITY) < until;
}

function forbiddingOf(constraints: readonly Constraint[], slots: readonly Slot[]): Constraint | undefined {
  return constraints.find((constraint) => !slots.some((slot) => constraint.allows(slot)));
}

/** Most openings lie before the limit as a whole. */
function before(slots: readonly Slot[], limit: Instant): readonly Slot[] {
  const last = slots[slots.length - 1];
  return last === undefined || last.start < limit ? slots : slots.filter(({ start }) => start < limit);
}

function whyFrozen(problem: Problem, job: Job, occurrence: Interval): Reason {
  const { freezes } = servingOf(problem)(job);
  const freeze = freezes.find(({ intervals }) => intervals.some((interval) => overlap(interval, occurrence)));
  const unread = freeze && unreadFreezeReason([freeze]);
  return unread ?? { code: 'freeze', text: `freeze ${freeze?.name ?? ''}: ${freeze?.reason ?? ''}` };
}

function roomOf(
  { calendar }: Problem,
  { used }: Solution,
  slots: readonly Slot[],
): { readonly taken: number; readonly room: number } {
  const cells = [...new Set(slots.flatMap(({ firstCell, lastCell }) => [firstCell, lastCell]))];
  return {
    taken: cells.reduce((sum, cell) => sum + used(cell), 0),
    room: cells.reduce((sum, cell) => sum + (calendar.capacity[cell] ?? 0), 0),
  };
}
