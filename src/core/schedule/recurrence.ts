import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import { civilText } from '../civil.ts';
import { type LocalReading, localToInstants, parseDate } from '../time.ts';
import { type DayNumber, daysOf, firstDayOf, unitOf } from './period.ts';
import type { RecurrenceRule } from './rule.ts';

/** Something that comes back: a wall-clock start in a zone, with or without a rule. */
export interface Series {
  /** `yyyy-mm-ddThh:mm[:ss]`; an occurrence only when the rule matches it. */
  readonly start: string;
  readonly zone: TimeZone;
  /** `undefined`: it happens once. */
  readonly rule: RecurrenceRule | undefined;
  /** Days by which every date that the rule chooses is moved. */
  readonly offsetDays: number;
}

/** One start, with the wall-clock reading it came from. */
export interface Occurrence {
  readonly start: Instant;
  readonly localStart: string;
}

/** Starts within a stretch of time. `skipped` and `doubled` are wall-clock times that a clock change hits, in it too. */
export interface Expansion {
  readonly occurrences: readonly Occurrence[];
  readonly skipped: readonly string[];
  readonly doubled: readonly string[];
}

const dayMs = 86_400_000;
/** No zone is further from UTC than this, and a skipped day moves a reading by one more. */
const zoneSlackDays = 3;

/**
 * Every start of a series that lies in a stretch of time, `end` not included.
 *
 * Dates are chosen on the calendar alone and each is then read on the zone's clock, so that no zone rule can disturb
 * the counting: a local time that does not exist is skipped and does not count towards COUNT (RFC 5545 §3.3.10), one
 * that exists twice is its first reading. A malformed `start` gives nothing.
 */
export function expandSeries(series: Series, span: Interval): Expansion {
  const found = { occurrences: [] as Occurrence[], skipped: [] as string[], doubled: [] as string[] };
  for (const { localStart, at, kind } of realStarts(series, span)) {
    if (at < span.start || at >= span.end) continue;
    if (kind === 'gap') found.skipped.push(localStart);
    else found.occurrences.push({ start: at, localStart });
    if (kind === 'overlap') found.doubled.push(localStart);
  }
  return found;
}

interface Reading {
  readonly localStart: string;
  readonly at: Instant;
  readonly kind: LocalReading['kind'];
}

/** Starts as the zone's clock shows them, up to COUNT or UNTIL; those in a gap are told, and do not count. */
function* realStarts(series: Series, span: Interval): Generator<Reading> {
  let left = series.rule?.count ?? Number.POSITIVE_INFINITY;
  for (const { localStart, chosen } of localStarts(series, span)) {
    const reading = localToInstants(localStart, series.zone);
    const at = reading.kind === 'unique' ? reading.instant : reading.earlier;
    if (left === 0 || isPastEnd(series.rule, at, chosen)) return;
    if (reading.kind !== 'gap') left -= 1;
    yield { localStart, at, kind: reading.kind };
  }
}

/** Wall-clock starts in order; `chosen` is the reading of the date that the rule chose, before `offsetDays`. */
function* localStarts(
  series: Series,
  span: Interval,
): Generator<{ readonly localStart: string; readonly chosen: string }> {
  const start = readStart(series.start);
  if (start === undefined) return;
  for (const day of chosenDays(series, start.day, span)) {
    const localStart = `${civilText(day + series.offsetDays)}T${start.time}`;
    yield { localStart, chosen: `${civilText(day)}T${start.time}` };
  }
}

/** The days that the rule chooses, before `offsetDays`, as far as they can matter to the span. */
function* chosenDays(series: Series, first: DayNumber, span: Interval): Generator<DayNumber> {
  const { rule, offsetDays } = series;
  const last = Math.floor(span.end / dayMs) + zoneSlackDays - offsetDays;
  if (rule === undefined) {
    yield first;
    return;
  }
  const earliest = Math.floor(span.start / dayMs) - zoneSlackDays - offsetDays;
  const firstUnit = unitOf(rule, first);
  // COUNT makes every earlier occurrence matter; without it the years before the span are jumped over.
  const from = rule.count === undefined ? Math.max(first, earliest) : first;
  const jump = Math.floor((unitOf(rule, from) - firstUnit) / rule.interval) * rule.interval;
  for (let unit = firstUnit + jump; firstDayOf(rule, unit) <= last; unit += rule.interval) {
    for (const day of daysOf(rule, unit, first)) {
      if (day >= from && day <= last) yield day;
    }
  }
}

/** UNTIL names the date that the rule chooses; an instant is compared with the start as it really is. */
function isPastEnd(rule: RecurrenceRule | undefined, at: Instant, chosen: string): boolean {
  const until = rule?.until;
  if (until === undefined) return false;
  return until.kind === 'instant' ? at > until.at : chosen > until.local;
}

function readStart(text: string): { readonly day: DayNumber; readonly time: string } | undefined {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/.exec(text) ?? [];
  const midnight = date === undefined ? undefined : parseDate(date);
  if (midnight === undefined || time === undefined) return undefined;
  return { day: midnight / dayMs, time: time.length === 5 ? `${time}:00` : time };
}
