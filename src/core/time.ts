import { Temporal } from 'temporal-polyfill';
import type { Duration, Instant, TimeZone } from '../model/time.ts';
import { civilText, daysFromCivil } from './civil.ts';

export { durationText, parseDuration } from './duration.ts';

// Reading and printing instants is plain arithmetic: it runs a million times on large catalogues and must not load
// time-zone data. Temporal does everything that needs a zone.

const dayMs = 86_400_000;
const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

/** 9999-12-31T23:59:59Z, the last second that RFC 3339 can write. */
const latestInstant = 253_402_300_799_000 as Instant;

/** What business days need to know. `weekend` holds day names (`saturday`, `sat`, `SA`), `holidays` days `yyyy-mm-dd`. */
export interface BusinessCalendar {
  readonly weekend: readonly string[];
  readonly holidays: readonly string[];
}

/** A calendar for date arithmetic: a zone and its working days. */
export interface ZonedCalendar extends BusinessCalendar {
  readonly zone: TimeZone;
}

/** A wall clock reading. `weekday` is 1 for Monday to 7 for Sunday (ISO 8601); the offset is in milliseconds east. */
export interface ZonedParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly offsetMs: number;
  /** `yyyy-mm-dd` */
  readonly date: string;
}

/**
 * The instants at which a wall clock shows a local time. `gap`: none does, the clock jumped over it, `earlier` and
 * `later` read it with the offset after and before the jump. `overlap`: two do.
 */
export type LocalReading =
  | { readonly kind: 'unique'; readonly instant: Instant }
  | { readonly kind: 'gap' | 'overlap'; readonly earlier: Instant; readonly later: Instant };

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 date-time (seconds may be left out, as ISO 8601 allows). Fractions are cut to milliseconds,
 * a leap second reads as the second before it.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  const midnight = match?.[1] === undefined ? undefined : parseDate(match[1]);
  if (match === null || midnight === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  const [offsetHour, offsetMinute] = [Number(match[7] ?? 0), Number(match[8] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const offsetMs = (offsetHour * 60 + offsetMinute) * 60_000 * (match[6] === '-' ? -1 : 1);
  const fractionMs = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const timeMs = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + fractionMs;
  return instant(midnight + timeMs - offsetMs);
}

/** Reads a day `yyyy-mm-dd` that exists in the calendar; its 00:00 UTC. */
export function parseDate(text: string): Instant | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const days = daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
  // A month or day out of range lands on another day; only a day that prints as it was read exists.
  return civilText(days) === text ? instant(days * dayMs) : undefined;
}

/** Prints an instant in UTC: `2026-11-22T11:00:00Z`, with milliseconds only when there are any. */
export function formatInstant(at: Instant): string {
  const days = Math.floor(at / dayMs);
  const ms = at - days * dayMs;
  const fraction = ms % 1000 === 0 ? '' : `.${digits(ms % 1000, 3)}`;
  return `${civilText(days)}T${clockText(ms)}:${digits(Math.floor(ms / 1000) % 60, 2)}${fraction}Z`;
}

/** Prints an instant as the wall clock of a zone shows it, to the minute: `2026-11-22 12:00 +01:00`. */
export function formatZoned(at: Instant, zone: TimeZone): string {
  const offsetMs = offsetAt(at, zone);
  const local = formatInstant(instant(at + offsetMs));
  const sign = offsetMs < 0 ? '-' : '+';
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${sign}${clockText(Math.abs(offsetMs))}`;
}

const knownZones = new Map<string, boolean>([['UTC', true]]);

/** Is this the name of an IANA time zone? Offsets such as `+01:00` are not: they know no summer. */
export function isTimeZone(text: string): boolean {
  const known = knownZones.get(text);
  if (known !== undefined) return known;
  const is = /^[A-Za-z]/.test(text) && isUsableZone(text);
  knownZones.set(text, is);
  return is;
}

/**
 * `start` plus a length. Exact parts are elapsed time; days, weeks, months and years are calendar
 * arithmetic in the zone that keeps the wall clock (Temporal `compatible`, months clamp); in mixed forms the date part
 * goes first. Business days do not count the start day and keep the wall clock too. What leads beyond the year 9999
 * ends there, so that no length a person can write breaks a plan.
 */
export function addDuration(start: Instant, duration: Duration, calendar: ZonedCalendar): Instant {
  const { years, months, weeks, days, businessDays, milliseconds } = duration;
  const roughDays = years * 366 + months * 31 + weeks * 7 + days + businessDays * 7 + milliseconds / dayMs;
  if (!(start + roughDays * dayMs < latestInstant)) return latestInstant;
  if (years + months + weeks + days + businessDays === 0) return instant(start + milliseconds);
  if (businessDays > 0) return instant(addBusinessDays(start, businessDays, calendar));
  if (years + months === 0) {
    const plain = addPlainDays(start, weeks * 7 + days, calendar.zone);
    if (plain !== undefined) return instant(plain + milliseconds);
  }
  const moved = atZone(start, calendar.zone).add({ years, months, weeks, days });
  return instant(moved.epochMilliseconds + milliseconds);
}

/**
 * Reads a day, a wall clock time or an instant that ends (or starts) something. A day stands for its end (beginning);
 * what has no offset is read in `zone`, in a gap with the offset before it, in an overlap as the first reading.
 */
export function readMoment(text: string, zone: TimeZone, edge: 'start' | 'end'): Instant | undefined {
  if (parseDate(text) !== undefined) return edge === 'end' ? endOfDay(text, zone) : startOfDay(text, zone);
  const exact = parseInstant(text);
  if (exact !== undefined || parseInstant(`${text}Z`) === undefined) return exact;
  return instant(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds);
}

/** The instant at which a day `yyyy-mm-dd` begins in a zone; not always 00:00. */
export function startOfDay(date: string, zone: TimeZone): Instant {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/** The instant at which a day `yyyy-mm-dd` is over in a zone, which is when the next one begins. */
export function endOfDay(date: string, zone: TimeZone): Instant {
  return instant(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}

/** What the wall clock of a zone shows at an instant. */
export function zonedParts(at: Instant, zone: TimeZone): ZonedParts {
  const { year, month, day, hour, minute, second, dayOfWeek, offsetNanoseconds } = atZone(at, zone);
  const offsetMs = Math.trunc(offsetNanoseconds / 1_000_000);
  const date = civilText(Math.floor((at + offsetMs) / dayMs));
  return { year, month, day, hour, minute, second, weekday: dayOfWeek, offsetMs, date };
}

/** The day `yyyy-mm-dd` that it is in a zone at an instant. */
export function localDate(at: Instant, zone: TimeZone): string {
  return civilText(Math.floor((at + offsetAt(at, zone)) / dayMs));
}

/** The instants at which the wall clock of a zone shows `2026-03-29T02:30` (seconds optional). */
export function localToInstants(local: string, zone: TimeZone): LocalReading {
  const asUtc = parseInstant(`${local}Z`);
  const steady = asUtc === undefined ? undefined : steadyAround(asUtc, zone);
  if (asUtc !== undefined && steady !== undefined) return { kind: 'unique', instant: instant(asUtc - steady) };
  const plain = Temporal.PlainDateTime.from(local);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'unique', instant: instant(earlier.epochMilliseconds) };
  }
  const kind = earlier.toPlainDateTime().equals(plain) ? 'overlap' : 'gap';
  return { kind, earlier: instant(earlier.epochMilliseconds), later: instant(later.epochMilliseconds) };
}

/** Whole days on, the wall clock kept; `undefined` where a clock change may be near, which is for Temporal to judge. */
function addPlainDays(start: Instant, days: number, zone: TimeZone): number | undefined {
  const before = steadyOffset(Math.floor(start / dayMs), zone);
  if (before === undefined) return undefined;
  const local = start + before + days * dayMs;
  const after = steadyAround(local, zone);
  return after === undefined ? undefined : local - after;
}

/** The offset that a wall-clock reading, taken as if it were UTC, surely has; `undefined` near a clock change. */
function steadyAround(local: number, zone: TimeZone): number | undefined {
  // What the wall clock shows happens within a day of the same reading in UTC.
  const day = Math.floor(local / dayMs);
  const offset = steadyOffset(day, zone);
  return offset === steadyOffset(day - 1, zone) && offset === steadyOffset(day + 1, zone) ? offset : undefined;
}

/** Milliseconds that the wall clock of a zone is ahead of UTC at an instant. */
function offsetAt(at: Instant, zone: TimeZone): number {
  return steadyOffset(Math.floor(at / dayMs), zone) ?? zonedParts(at, zone).offsetMs;
}

/** Offsets in milliseconds at 00:00 UTC of a day, by zone. Temporal needs some 20 µs for each, and fleets share days. */
const midnightOffsets = new Map<TimeZone, Map<number, number>>();

/** The offset of a zone all through a UTC day; `undefined` on a day on which it changes. */
function steadyOffset(day: number, zone: TimeZone): number | undefined {
  if (zone === 'UTC') return 0;
  const offset = midnightOffset(day, zone);
  return offset === midnightOffset(day + 1, zone) ? offset : undefined;
}

function midnightOffset(day: number, zone: TimeZone): number {
  const known = midnightOffsets.get(zone) ?? new Map<number, number>();
  midnightOffsets.set(zone, known);
  const offset = known.get(day) ?? Math.trunc(atZone(instant(day * dayMs), zone).offsetNanoseconds / 1_000_000);
  known.set(day, offset);
  return offset;
}

function addBusinessDays(start: Instant, count: number, calendar: ZonedCalendar): number {
  const weekend = new Set(calendar.weekend.map((name) => name.slice(0, 2).toLowerCase()));
  // A week without a working day would never end: then every day counts.
  const restless = weekdays.every((name) => weekend.has(name));
  const holidays = new Set(calendar.holidays);
  const offset = offsetAt(start, calendar.zone);
  const local = start + offset;
  let day = Math.floor(local / dayMs);
  for (let left = count; left > 0; ) {
    day += 1;
    // 1970-01-01 was a Thursday, the fourth of the week.
    const isWeekend = !restless && weekend.has(weekdays[(((day + 3) % 7) + 7) % 7] ?? '');
    if (!(isWeekend || holidays.has(civilText(day)))) left -= 1;
  }
  const ends = day * dayMs + (local - Math.floor(local / dayMs) * dayMs);
  const after = steadyAround(ends, calendar.zone);
  if (after !== undefined) return ends - after;
  const plainTime = atZone(start, calendar.zone).toPlainTime();
  return Temporal.PlainDate.from(civilText(day)).toZonedDateTime({ timeZone: calendar.zone, plainTime })
    .epochMilliseconds;
}

function atZone(at: Instant, zone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function isUsableZone(zone: string): boolean {
  try {
    atZone(instant(0), zone);
    return true;
  } catch {
    return false;
  }
}

function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

function clockText(ms: number): string {
  return `${digits(Math.floor(ms / 3_600_000), 2)}:${digits(Math.floor(ms / 60_000) % 60, 2)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
