import type { Priority, Reason } from '../../model/requirement.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import type { RefusedSlot } from '../../model/visit.ts';
import { counted } from '../counted.ts';
import { durationText } from '../time.ts';
import { createTrie } from '../trie.ts';
import { slotsWithin } from './cohort.ts';
import type { Constraint } from './constraint.ts';
import { constraintText, holdText } from './cut.ts';
import { overlap } from './freeze.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
import { listsOf, servicesOf, servingOf, shapeOf, slotListOf, thawedListsOf } from './offers.ts';
import type { Placement, Problem, Solution } from './problem.ts';
import { type Hold, sameHolds } from './release.ts';
import { type Service, type Slot, type SlotList, visitMsIn } from './service.ts';
import { unreadFreezeReason } from './unread.ts';
import type { WindowPlan } from './window.ts';

/** How many refused windows are told; the earliest. */
const refusedLimit = 12;

/** Tells why a visit is not earlier. */
export type Refusals = (placement: Placement) => readonly RefusedSlot[];

/**
 * The windows of an asset that open before the place its visit was given, and why each was refused: the answer to
 * "why not earlier". Visits that are refused alike share their answers.
 */
export function createRefusals(problem: Problem, solution: Solution, zone: TimeZone): Refusals {
  const upcoming = new Map<Service, readonly Opening[]>();
  const openingsOf = (service: Service): readonly Opening[] => {
    const known = upcoming.get(service) ?? openings(service, problem.asOf);
    upcoming.set(service, known);
    return known;
  };
  const serviceOf = servicesOf(problem);
  const whyRefused = createReasons(problem, solution, zone);
  const tell = (placement: Placement): readonly Answer[] => {
    const { asOf } = problem;
    const { limit, own } = placeOf(placement, problem.horizonEnd);
    const earlier: Opening[] = [];
    for (const opening of openingsOf(serviceOf(placement.job))) {
      if (opening.occurrence.start >= limit || earlier.length === refusedLimit) break;
      if (opening.occurrence !== own) earlier.push(opening);
    }
    return earlier.flatMap(({ window, occurrence }) => {
      const from = Math.max(occurrence.start, asOf) as Instant;
      return whyRefused(placement, { window, occurrence, from, limit }) ?? [];
    });
  };
  const shared = new Map<Slot, Told[]>();
  const slotsOf = (answers: readonly Answer[]): readonly RefusedSlot[] => answers.map(({ slot }) => slot);
  const outlookOf = createOutlooks(problem);
  return (placement) => {
    const { job, holds } = placement;
    if (placement.status === 'unplaced' || placement.slot === undefined) return slotsOf(tell(placement));
    const outlook = outlookOf(job);
    const known = remember(shared, placement.slot, () => []);
    for (const told of known) if (told.outlook === outlook && sameHolds(told.holds, holds)) return told.refused;
    const answers = tell(placement);
    const refused = slotsOf(answers);
    if (answers.every(({ isCommon }) => isCommon)) known.push({ outlook, holds, refused });
    return refused;
  };
}

/** What was told of those who have one place and are refused alike. */
interface Told {
  readonly outlook: Outlook;
  readonly holds: readonly Hold[];
  readonly refused: readonly RefusedSlot[];
}

/** Stands for the windows that somebody might have had, and what keeps them from those aside from holds and limits. */
type Outlook = object;

function createOutlooks(problem: Problem): (job: Job) => Outlook {
  const [serviceOf, listOf] = [servicesOf(problem), listsOf(problem)];
  const known = createTrie<Service | SlotList | readonly Priority[], Outlook>();
  const byLot = new Map<Lot, Outlook>();
  return (job) => remember(byLot, job.lot, () => known.at([serviceOf(job), listOf(job), job.priorities], () => ({})));
}

/** Why an opening was refused. `isCommon`: to all who look through the same list, whatever limits bind them. */
interface Answer {
  readonly slot: RefusedSlot;
  readonly isCommon: boolean;
}

/** The opening that a visit was given, and the instant before which others count as earlier. */
function placeOf(
  placement: Placement,
  horizonEnd: Instant,
): { readonly limit: Instant; readonly own: Interval | undefined } {
  if (placement.status === 'placed') return { limit: placement.time.start, own: placement.slot?.occurrence };
  return { limit: placement.job.dues[0] ?? horizonEnd, own: undefined };
}

/** A window that opens. */
interface Opening {
  readonly window: WindowPlan;
  readonly occurrence: Interval;
}

/** The next openings of some windows, by start; of each window no more than are told. */
function openings({ windows }: Service, asOf: Instant): readonly Opening[] {
  const next = windows.flatMap((window) => {
    const ahead = window.occurrences.filter(({ end }) => end > asOf).slice(0, refusedLimit);
    return ahead.map((occurrence) => ({ window, occurrence }));
  });
  return next.sort((a, b) => a.occurrence.start - b.occurrence.start || (a.window.name < b.window.name ? -1 : 1));
}

interface Candidate extends Opening {
  readonly from: Instant;
  /** Waves from here on are no earlier than what the visit was given. */
  readonly limit: Instant;
}

/** What an opening has for all who look through the same list. */
interface Offer {
  readonly possible: readonly Slot[];
  readonly thawed: readonly Slot[];
  /** What is said where only the room is missing. */
  full: Answer | undefined;
}

function createReasons(
  problem: Problem,
  solution: Solution,
  zone: TimeZone,
): (placement: Placement, candidate: Candidate) => Answer | undefined {
  const offers = new Map<SlotList, Map<Interval, Offer>>();

  function offerOf(job: Job, { occurrence, from }: Candidate): Offer {
    const list = slotListOf(problem, job);
    const known = offers.get(list) ?? new Map<Interval, Offer>();
    offers.set(list, known);
    const offer = known.get(occurrence) ?? makeOffer(problem, job, { list, occurrence, from });
    known.set(occurrence, offer);
    return offer;
  }

  /** `undefined` when none of its waves begins in time to be refused. */
  return ({ job, holds }, candidate) => {
    const { window, occurrence, limit } = candidate;
    const refuse = (reason: Reason, isCommon = true): Answer => ({
      slot: { window: window.name, start: occurrence.start, reason },
      isCommon,
    });
    const misfit = whyUnfit(job, window);
    if (misfit !== undefined) return refuse(misfit);
    const offer = offerOf(job, candidate);
    if (before(offer.possible, limit).length === 0) return undefined;
    const thawed = before(offer.thawed, limit);
    if (thawed.length === 0) return refuse(whyFrozen(problem, job, occurrence));
    const hold = holds.find(({ until }) => isHeld(thawed, until));
    if (hold !== undefined) return refuse({ code: hold.kind, text: holdText(hold, zone) });
    const isWhole = thawed === offer.thawed;
    if (isWhole && offer.full !== undefined) return offer.full;
    const { reason, isFull } = whyTaken(problem, solution, job, thawed);
    const taken = refuse(reason, isFull || solution.constraintsOf(job).length === 0);
    if (isWhole && isFull) offer.full = taken;
    return taken;
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

function isHeld(slots: readonly Slot[], until: Instant | undefined): boolean {
  return until === undefined || slots.every(({ start }) => start < until);
}

function forbiddingOf(constraints: readonly Constraint[], slots: readonly Slot[]): Constraint | undefined {
  return constraints.find((constraint) => !slots.some((slot) => constraint.allows(slot)));
}

/** Most openings lie before the limit as a whole. */
function before(slots: readonly Slot[], limit: Instant): readonly Slot[] {
  const last = slots[slots.length - 1];
  return last === undefined || last.start < limit ? slots : slots.filter(({ start }) => start < limit);
}

function makeOffer(
  problem: Problem,
  job: Job,
  { list, occurrence, from }: { readonly list: SlotList; readonly occurrence: Interval; readonly from: Instant },
): Offer {
  const service = servingOf(problem)(job);
  const here = (all: SlotList): readonly Slot[] =>
    [...slotsWithin({ list: all, from, until: occurrence.end })].filter((slot) => slot.occurrence === occurrence);
  const thawed = here(list);
  if (service.freezes.length === 0) return { possible: thawed, thawed, full: undefined };
  const possible = here(thawedListsOf(problem)(job));
  return { possible, thawed, full: undefined };
}

function whyUnfit(job: Job, window: WindowPlan): Reason | undefined {
  if (!job.priorities.every((priority) => window.priorities.has(priority))) {
    const unserved = job.priorities.filter((priority) => !window.priorities.has(priority));
    return { code: 'window-priorities', text: `serves no ${unserved.join(' or ')} work` };
  }
  const neededMs = visitMsIn(window, shapeOf(job));
  if (neededMs <= window.visitMs) return undefined;
  return {
    code: 'visit-too-long',
    text: `a visit of ${durationText(neededMs)} does not fit a wave of ${durationText(window.visitMs)}`,
  };
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
