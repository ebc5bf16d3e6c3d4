import type { Comparer } from '../../model/comparer.ts';
import { compareDigits, compareText, maximumVersionLength } from '../parts/digits.ts';

/** A moment in UTC as text of fixed width, and the running number behind it. */
export interface DateVersion {
  /** Seconds since a day before the year 0, zero-padded, and the fraction without trailing zeros. */
  readonly moment: string;
  readonly counter: string;
}

/**
 * Declared scheme for products that are versioned by date: `2026-03`, `2026-03-10`, `2026.3.10`, `20260310`, RFC 3339
 * with time and offset, and a running number behind a date (`2026-03-10.2`). A missing part is its beginning:
 * `2026-03` is the first of March. Days that no calendar has (`2026-02-30`) are not ordered.
 */
export const date: Comparer<DateVersion> = {
  id: 'date',
  title: 'Date, with an optional time or running number',
  specification: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  parse: parseDate,
  compare: (left, right) => compareText(left.moment, right.moment) || compareDigits(left.counter, right.counter),
};

/** Groups: year, month, day, counter. */
const separated = /^([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2})(?:[-._]([0-9]+))?)?$/;
const compact = /^([0-9]{4})([0-9]{2})([0-9]{2})(?:[-._]([0-9]+))?$/;
/** Groups: year, month, day, hour, minute, second, fraction, sign, offset hours, offset minutes. */
const timed =
  /^([0-9]{4})-?([0-9]{2})-?([0-9]{2})[tT ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:\.([0-9]+))?)?(?:[zZ]|([+-])([0-9]{2}):?([0-9]{2}))?$/;

function parseDate(version: string): DateVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const plain = separated.exec(version) ?? compact.exec(version);
  if (plain !== null) {
    const [, year, month, day, counter] = plain;
    const days = dayNumber(Number(year), Number(month), Number(day ?? '1'));
    return days === undefined ? undefined : { moment: seconds(days * 86_400), counter: counter ?? '' };
  }
  const clock = timed.exec(version);
  return clock === null ? undefined : parseTimed(clock);
}

function parseTimed(groups: readonly (string | undefined)[]): DateVersion | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = groups
    .slice(1, 7)
    .map((text) => Number(text ?? '0'));
  const offset = Number(groups[9] ?? '0') * 60 + Number(groups[10] ?? '0');
  const days = dayNumber(year, month, day);
  if (days === undefined || hour > 23 || minute > 59 || second > 60 || offset >= 1_440) return undefined;
  const minutes = days * 1_440 + hour * 60 + minute - (groups[8] === '-' ? -offset : offset);
  const fraction = (groups[7] ?? '').replace(/0+$/, '');
  return { moment: seconds(minutes * 60 + second) + fraction, counter: '' };
}

/** Seconds as text whose order is their order; the shift keeps the first year and every offset above zero. */
function seconds(count: number): string {
  return String(count + 2 * 366 * 86_400).padStart(12, '0');
}

/** Days since 1 March of the year 0 in the proleptic Gregorian calendar; `undefined` for a day that does not exist. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // Counting years from March puts the leap day last, so that month lengths follow one formula.
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
