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
import { type Service, type Slot, visitMsIn } from './service.ts';
import type { SlotList } from './slot-list.ts';
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
  const outlookOf = createOutlooks(problem);
  const whyRefused = createReasons(problem, solution, zone);
  const tell = (placement: Placement, outlook: Outlook): Told => {
    const { holds } = placement;
    const { limit, own } = placeOf(placement, problem.horizonEnd);
    const { offers, isWhole, key } = aheadOf(outlook, limit, own);
    const known = isWhole ? remember(outlook.told, key, () => []) : [];
    for (const told of known) if (sameHolds(told.holds, holds)) return told;
    const answers = offers.flatMap((offer) => whyRefused(placement, offer, limit) ?? []);
    const isCommon = answers.every((answer) => answer.isCommon);
    const told: Told = { holds, refused: answers.map(({ slot }) => slot), isCommon };
    if (isCommon) known.push(told);
    return told;
  };
  const shared = new Array<ToldAt[] | undefined>(problem.calendar.capacity.length);
  return (placement) => {
    const outlook = outlookOf(placement.job);
    if (placement.status === 'unplaced' || placement.slot === undefined) return tell(placement, outlook).refused;
    const { slot, holds } = placement;
    const known = shared[slot.firstCell] ?? [];
    for (const one of known) {
      if (one.slot === slot && one.outlook === outlook && sameHolds(one.told.holds, holds)) return one.told.refused;
    }
    const told = tell(placement, outlook);
    if (told.isCommon) known.push({ slot, outlook, told });
    shared[slot.firstCell] = known;
    return told.refused;
  };
}

/** What was told of those who are held up alike. `isCommon`: to all of one outlook, whatever limits bind them. */
interface Told {
  readonly holds: readonly Hold[];
  readonly refused: readonly RefusedSlot[];
  readonly isCommon: boolean;
}

/** What was told of those who have one place. */
interface ToldAt {
  readonly slot: Slot;
  readonly outlook: Outlook;
  readonly told: Told;
}

/** The next openings that somebody might have had, and what keeps them from those aside from holds and limits. */
interface Outlook {
  readonly offers: readonly Offer[];
  /** When each opens. */
  readonly starts: Float64Array;
  /** What was told of openings that lie ahead of a place as a whole, by their key. */
  readonly told: Map<number, Told[]>;
}

/** Lots that have the same windows, slots and priorities share one. */
function createOutlooks(problem: Problem): (job: Job) => Outlook {
  const { lots, lotOf } = problem;
  const [serviceOf, listOf] = [servicesOf(problem), listsOf(problem)];
  const known = createTrie<Service | SlotList | readonly Priority[], Outlook>();
  const byLot = new Array<Outlook | undefined>(lots.length);
  const find = (job: Job): Outlook => {
    const service = serviceOf(job);
    return known.at([service, listOf(job), job.lot.priorities], () => outlookOn(problem, job, service));
  };
  return (job) => {
    const place = lotOf[job.number] ?? 0;
    const outlook = byLot[place] ?? find(job);
    byLot[place] = outlook;
    return outlook;
  };
}

function outlookOn(problem: Problem, job: Job, service: Service): Outlook {
  // One of them may be the visit's own.
  const offers = openings(service, problem.asOf)
    .slice(0, refusedLimit + 1)
    .map((opening) => makeOffer(problem, job, opening));
  return { offers, starts: Float64Array.from(offers, ({ occurrence }) => occurrence.start), told: new Map() };
}

/** The openings of which a visit is told: those ahead of its place but for its own, the earliest. */
interface Ahead {
  readonly offers: readonly Offer[];
  /** Do all their waves begin before the place? Then they are refused alike, whenever that is. */
  readonly isWhole: boolean;
  /** Says which openings of an outlook they are. */
  readonly key: number;
}

function aheadOf({ offers, starts }: Outlook, limit: Instant, own: Interval | undefined): Ahead {
  let count = 0;
  while (count < starts.length && (starts[count] ?? limit) < limit) count += 1;
  const before = offers.slice(0, count);
  const ownPlace = before.findIndex(({ occurrence }) => occurrence === own);
  const others = ownPlace < 0 ? before.slice(0, refusedLimit) : before.toSpliced(ownPlace, 1);
  const isWhole = others.every(({ lastStart }) => lastStart < limit);
  return { offers: others, isWhole, key: count * (refusedLimit + 2) + ownPlace + 1 };
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
  return { limit: placement.job.bundle.dues[0] ?? horizonEnd, own: undefined };
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

/** What an opening has for all of one outlook. */
interface Offer extends Opening {
  /** Why none of its waves suits them, whatever is planned. */
  readonly misfit: Answer | undefined;
  readonly possible: readonly Slot[];
  readonly thawed: readonly Slot[];
  /** When the last of its waves begins, frozen or not. */
  readonly lastStart: number;
  /** What is said where only the room is missing. */
  full: Answer | undefined;
  /** What was said last of the opening as a whole. Those who come one after the other mostly have the same holds. */
  told: { readonly holds: readonly Hold[]; readonly answer: Answer } | undefined;
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

function refuse({ window, occurrence }: Opening, reason: Reason, isCommon = true): Answer {
  return { slot: { window: window.name, start: occurrence.start, reason }, isCommon };
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

function makeOffer(problem: Problem, job: Job, opening: Opening): Offer {
  const { window, occurrence } = opening;
  const reason = whyUnfit(job.lot, window);
  if (reason !== undefined) {
    return { ...opening, ...untold, misfit: refuse(opening, reason) };
  }
  const service = servingOf(problem)(job);
  const from = Math.max(occurrence.start, problem.asOf) as Instant;
  const here = (list: SlotList): readonly Slot[] =>
    [...slotsWithin({ list, from, until: occurrence.end })].filter((slot) => slot.occurrence === occurrence);
  const thawed = here(slotListOf(problem, job));
  const possible = service.freezes.length === 0 ? thawed : here(thawedListsOf(problem)(job));
  const lastStart = possible[possible.length - 1]?.start ?? untold.lastStart;
  return { ...opening, ...untold, possible, thawed, lastStart };
}

const untold: Omit<Offer, keyof Opening> = {
  ...{ misfit: undefined, possible: [], thawed: [], lastStart: Number.NEGATIVE_INFINITY },
  ...{ full: undefined, told: undefined },
};

function whyUnfit(lot: Lot, window: WindowPlan): Reason | undefined {
  if (!lot.priorities.every((priority) => window.priorities.has(priority))) {
    const unserved = lot.priorities.filter((priority) => !window.priorities.has(priority));
    return { code: 'window-priorities', text: `serves no ${unserved.join(' or ')} work` };
  }
  const neededMs = visitMsIn(window, shapeOf(lot));
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
