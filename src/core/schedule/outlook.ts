import type { Priority, Reason } from '../../model/requirement.ts';
import type { Instant, Interval } from '../../model/time.ts';
import type { RefusedSlot } from '../../model/visit.ts';
import { durationText } from '../time.ts';
import { createTrie } from '../trie.ts';
import { slotsWithin } from './cohort.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
import { listsOf, servicesOf, servingOf, shapeOf, slotListOf, thawedListsOf } from './offers.ts';
import type { Problem } from './problem.ts';
import type { Hold } from './release.ts';
import { type Service, visitMsIn } from './service.ts';
import type { Slot, SlotList } from './slot-list.ts';
import type { WindowPlan } from './window.ts';

/** How many refused windows are told; the earliest. */
const refusedLimit = 12;

/** The next openings that somebody might have had, and what keeps them from those aside from holds and limits. */
export interface Outlook {
  readonly offers: readonly Offer[];
  /** When each opens. */
  readonly starts: Float64Array;
  /** When the last wave of each begins, frozen or not. */
  readonly lastStarts: Float64Array;
  /** What was told of openings that lie ahead of a place as a whole, by how many and which of them holds it. */
  readonly told: (Told[] | undefined)[];
}

/** The list to keep what is told of some openings in. */
export function toldOf({ told }: Outlook, { count, own }: Ahead): Told[] {
  const key = count * (refusedLimit + 2) + own + 1;
  const known = told[key] ?? [];
  told[key] = known;
  return known;
}

/** Lots that have the same windows, slots and priorities share one. */
export function createOutlooks(problem: Problem): (job: Job) => Outlook {
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
  return {
    offers,
    starts: Float64Array.from(offers, ({ occurrence }) => occurrence.start),
    lastStarts: Float64Array.from(offers, ({ lastStart }) => lastStart),
    told: [],
  };
}

/** The openings of an outlook that begin before a place. */
interface Ahead {
  readonly count: number;
  /** Which of them holds the place; negative: none. */
  readonly own: number;
  /** Do all waves of the others begin before the place? Then they are refused alike, whenever that is. */
  readonly isWhole: boolean;
}

/** What lies ahead of a place, which begins at `limit` in an occurrence, if it has one. */
export function aheadOf(
  { offers, starts, lastStarts }: Outlook,
  limit: Instant,
  occurrence: Interval | undefined,
): Ahead {
  let [count, own, isWhole] = [0, -1, true];
  for (; count < starts.length && (starts[count] ?? limit) < limit; count += 1) {
    if (starts[count] === occurrence?.start && offers[count]?.occurrence === occurrence) own = count;
    else if ((lastStarts[count] ?? limit) >= limit) isWhole = false;
  }
  return { count, own, isWhole };
}

/** Those of which a visit is told: all but its own, the earliest. */
export function othersIn({ offers }: Outlook, { count, own }: Ahead): readonly Offer[] {
  return offers.filter((_, place) => place < count && place !== own).slice(0, refusedLimit);
}

/** What was told of those who are held up alike. `isCommon`: to all of one outlook, whatever limits bind them. */
export interface Told {
  readonly holds: readonly Hold[];
  readonly refused: readonly RefusedSlot[];
  readonly isCommon: boolean;
}

/** Why an opening was refused. `isCommon`: to all who look through the same list, whatever limits bind them. */
export interface Answer {
  readonly slot: RefusedSlot;
  readonly isCommon: boolean;
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
export interface Offer extends Opening {
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

/** An opening, refused for a reason. */
export function refuse({ window, occurrence }: Opening, reason: Reason, isCommon = true): Answer {
  return { slot: { window: window.name, start: occurrence.start, reason }, isCommon };
}

function makeOffer(problem: Problem, job: Job, opening: Opening): Offer {
  const { window, occurrence } = opening;
  const reason = whyUnfit(job.lot, window);
  if (reason !== undefined) return offerOf(opening, { misfit: refuse(opening, reason), possible: [], thawed: [] });
  const service = servingOf(problem)(job);
  const from = Math.max(occurrence.start, problem.asOf) as Instant;
  const here = (list: SlotList): readonly Slot[] =>
    [...slotsWithin({ list, from, until: occurrence.end })].filter((slot) => slot.occurrence === occurrence);
  const thawed = here(slotListOf(problem, job));
  const possible = service.freezes.length === 0 ? thawed : here(thawedListsOf(problem)(job));
  return offerOf(opening, { misfit: undefined, possible, thawed });
}

/** Field by field: large fleets have tens of thousands. */
function offerOf(
  { window, occurrence }: Opening,
  { misfit, possible, thawed }: Pick<Offer, 'misfit' | 'possible' | 'thawed'>,
): Offer {
  const lastStart = possible[possible.length - 1]?.start ?? Number.NEGATIVE_INFINITY;
  return { window, occurrence, misfit, possible, thawed, lastStart, full: undefined, told: undefined };
}

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
