import type { FindingFacts } from '../../model/finding.ts';
import type { ClockEvent, ClockStart } from '../../model/policy.ts';
import type { Assumption } from '../../model/requirement.ts';
import type { Duration, Instant, TimeZone } from '../../model/time.ts';
import {
  addDuration,
  endOfDay,
  formatInstant,
  parseDate,
  parseDuration,
  startOfDay,
  type ZonedCalendar,
} from '../time.ts';

/** When an event happened, and what was taken for granted to say so. `at: undefined`: it has not happened. */
export interface ClockReading {
  readonly at: Instant | undefined;
  /** The day `yyyy-mm-dd` at whose beginning it happened, where no more is known: `at` reads it in UTC. */
  readonly day?: string | undefined;
  readonly assumptions: readonly Assumption[];
}

/** The events that can start a clock. */
export type Clocks = Readonly<Record<ClockEvent, ClockReading>>;

/** What the clocks of one finding on one asset are read from. */
export interface ClockSubject {
  readonly facts: FindingFacts;
  /** Release of the target, from its Patch. */
  readonly releasedAt: Instant | undefined;
  /** Since when the asset carries the package. */
  readonly firstSeen: Instant | undefined;
  readonly evaluatedAt: Instant | undefined;
  readonly catalogMaxAge: Duration;
  /** The Workspace's zone and working days, for `catalogMaxAge`. */
  readonly calendar: ZonedCalendar;
  readonly asOf: Instant;
}

/**
 * Reads all clocks of a finding.
 * `released`: the target's release, else the advisory's publication, else its last change, else its import.
 * `detected`: the later of first seen on the asset and the earlier of (imported, published + catalogue's maximum age),
 * so that stopping the sync does not stop the clock; what no index knows was imported when published; what has no date
 * at all is detected now. A package that is first seen only later than now is there already: then nothing says since when.
 */
export function clocksOf(subject: ClockSubject): Clocks {
  return {
    released: released(subject),
    detected: detected(subject),
    evaluated: { at: subject.evaluatedAt, assumptions: nothing },
    'kev-added': kevAdded(subject),
  };
}

/**
 * When a clock starts, in the zone of its policy: a day begins where the policy is. Of several events those that have
 * happened count: an event that has not can only be later, so leaving it out never loosens a deadline. `undefined`: none
 * has happened.
 */
export function startOf(clockStart: ClockStart, clocks: Clocks, zone: TimeZone): ClockReading {
  if (clockStart.kind === 'at') return inZone(clocks[clockStart.event], zone);
  const pick = clockStart.kind === 'earliest' ? Math.min : Math.max;
  // Plain loops: every rule that may speak of a finding asks.
  let at: number | undefined;
  let assumptions = nothing;
  for (const event of clockStart.events) {
    const reading = inZone(clocks[event], zone);
    if (reading.at !== undefined) at = at === undefined ? reading.at : pick(at, reading.at);
    assumptions = joined(assumptions, reading.assumptions);
  }
  return { at: at as Instant | undefined, assumptions };
}

const nothing: readonly Assumption[] = [];
const joins = new WeakMap<readonly Assumption[], WeakMap<readonly Assumption[], readonly Assumption[]>>();

/** One list behind another. Clocks take few things for granted, so that obligations share these lists. */
function joined(first: readonly Assumption[], second: readonly Assumption[]): readonly Assumption[] {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const known = joins.get(first) ?? new WeakMap<readonly Assumption[], readonly Assumption[]>();
  joins.set(first, known);
  const list = known.get(second) ?? [...first, ...second];
  known.set(second, list);
  return list;
}

function inZone(reading: ClockReading, zone: TimeZone): ClockReading {
  if (reading.day === undefined || zone === 'UTC') return reading;
  return { at: beginning(reading.day, zone), assumptions: reading.assumptions };
}

const beginnings = new Map<string, Instant>();

/** A catalogue names few days, and each is asked for once a finding. */
function beginning(day: string, zone: TimeZone): Instant {
  const key = `${day} ${zone}`;
  const at = beginnings.get(key) ?? startOfDay(day, zone);
  beginnings.set(key, at);
  return at;
}

/** A clock in the policy's words: `released`, `latest(released, detected)`. */
export function clockText(clockStart: ClockStart): string {
  const text = clockTexts.get(clockStart) ?? wordsOf(clockStart);
  clockTexts.set(clockStart, text);
  return text;
}

/** Tables hold few clocks, and each is named once an obligation. */
const clockTexts = new WeakMap<ClockStart, string>();

function wordsOf(clockStart: ClockStart): string {
  return clockStart.kind === 'at' ? clockStart.event : `${clockStart.kind}(${clockStart.events.join(', ')})`;
}

/**
 * The due instant of a time limit as written: a duration from the start, the end of the KEV due day in the policy's
 * zone, or none at all for `next-upgrade` and `none`. `undefined` also when the clock has not started.
 */
export function dueOf(
  within: string,
  start: Instant | undefined,
  kevDueDate: string | undefined,
  calendar: ZonedCalendar,
): Instant | undefined {
  if (within === 'kev-due-date') {
    const isDay = kevDueDate !== undefined && parseDate(kevDueDate) !== undefined;
    return isDay ? endOfDay(kevDueDate, calendar.zone) : undefined;
  }
  const duration = lengthOf(within);
  return duration === undefined || start === undefined ? undefined : addDuration(start, duration, calendar);
}

const lengths = new Map<string, Duration | undefined>();

/** Policies hold few time limits, and each is asked for once a finding. */
function lengthOf(within: string): Duration | undefined {
  if (!lengths.has(within)) lengths.set(within, parseDuration(within));
  return lengths.get(within);
}

function kevAdded({ facts: { kevAddedAt } }: ClockSubject): ClockReading {
  const { value } = kevAddedAt;
  return { at: value, day: value === undefined ? undefined : formatInstant(value).slice(0, 10), assumptions: nothing };
}

function released({ facts, releasedAt }: ClockSubject): ClockReading {
  if (releasedAt !== undefined) return { at: releasedAt, assumptions: nothing };
  const { published, modified, importedAt } = facts;
  if (published.value !== undefined) return { at: published.value, assumptions: releasedWhen.published };
  if (modified.value !== undefined) return { at: modified.value, assumptions: releasedWhen.changed };
  if (importedAt.value !== undefined) return { at: importedAt.value, assumptions: releasedWhen.imported };
  return { at: undefined, assumptions: nothing };
}

const takenAsReleased = (verb: string): readonly Assumption[] => [
  { code: 'release-date-unknown', detail: `target taken as released when the advisory was ${verb}` },
];
const releasedWhen = {
  published: takenAsReleased('published'),
  changed: takenAsReleased('last changed'),
  imported: takenAsReleased('imported'),
};

function detected(subject: ClockSubject): ClockReading {
  const noticed = noticedAt(subject);
  const isBelieved = subject.firstSeen !== undefined && subject.firstSeen <= subject.asOf;
  if (isBelieved) return { ...noticed, at: latest(noticed.at, subject.firstSeen) };
  return { at: noticed.at, assumptions: joined(unseen, noticed.assumptions) };
}

const unseen: readonly Assumption[] = [
  {
    code: 'first-seen-unknown',
    detail: 'package taken as present since before its advisory, nothing records when it was first seen',
  },
];

/** When the estate could know of an advisory: at its import, and no later than the catalogue may lag behind it. */
function noticedAt({ facts, catalogMaxAge, calendar, asOf }: ClockSubject): ClockReading {
  const imported = facts.importedAt.value;
  const published = facts.published.value ?? facts.modified.value;
  if (published === undefined) {
    return imported === undefined ? { at: asOf, assumptions: importedNow } : { at: imported, assumptions: nothing };
  }
  if (imported === undefined) return { at: published, assumptions: importedWhenPublished };
  return { at: earliest(imported, addDuration(published, catalogMaxAge, calendar)), assumptions: nothing };
}

const takenAsImported = (detail: string): readonly Assumption[] => [{ code: 'import-date-unknown', detail }];
const importedNow = takenAsImported('advisory without any date taken as imported now');
const importedWhenPublished = takenAsImported('advisory taken as imported when published');

function latest(left: Instant | undefined, right: Instant): Instant {
  return left === undefined || right > left ? right : left;
}

function earliest(left: Instant, right: Instant): Instant {
  return right < left ? right : left;
}
