import { formatInstant, formatZoned, parseDate } from '../../core/time.ts';
import type { Instant, TimeZone } from '../../model/time.ts';

/** A day of a zone's calendar: days since 1970-01-01. */
export type DayNumber = number;

const dayMs = 86_400_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** An instant as the wall clock of a zone shows it. */
export interface LocalTime {
  readonly day: DayNumber;
  /** `22:00` */
  readonly time: string;
  /** `+02:00` */
  readonly offset: string;
}

export function localTime(at: Instant, zone: TimeZone): LocalTime {
  const text = formatZoned(at, zone);
  return { day: dayNumber(text.slice(0, 10)), time: text.slice(11, 16), offset: text.slice(17) };
}

/** The days that a stretch of time touches, first and last; its end is not part of it. */
export function daysOf(start: Instant, end: Instant, zone: TimeZone): { first: DayNumber; last: DayNumber } {
  const last = (end > start ? end - 1 : end) as Instant;
  return { first: localTime(start, zone).day, last: localTime(last, zone).day };
}

/** The day that `yyyy-mm-dd` names. */
export const dayNumber = (date: string): DayNumber => (parseDate(date) ?? 0) / dayMs;

/** A day's parts. `weekday` is 0 for Monday to 6 for Sunday. */
export function partsOf(day: DayNumber): { year: string; month: number; day: number; weekday: number } {
  const text = formatInstant((day * dayMs) as Instant);
  return {
    year: text.slice(0, 4),
    month: Number(text.slice(5, 7)),
    day: Number(text.slice(8, 10)),
    weekday: (((day + 3) % 7) + 7) % 7,
  };
}

/** `Sat 12 Jul 2025` */
export function dayText(day: DayNumber): string {
  const parts = partsOf(day);
  return `${weekdays[parts.weekday] ?? ''} ${parts.day} ${months[parts.month - 1] ?? ''} ${parts.year}`;
}

/** `July 2025` */
export function monthText(day: DayNumber): string {
  const { month, year } = partsOf(day);
  return `${monthNames[month - 1] ?? ''} ${year}`;
}

/** The head of a grid, Monday first. */
export const weekdayNames: readonly string[] = weekdays;
