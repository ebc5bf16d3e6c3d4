import { civilText, daysFromCivil } from '../civil.ts';
import type { RecurrenceRule } from './rule.ts';

/** A calendar day as its number of days since 1970-01-01. */
export type DayNumber = number;

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Which unit of the rule's frequency a day belongs to: the day, the week (from Monday), the month or the year, numbered
 * without gaps, so that INTERVAL is plain arithmetic.
 */
export function unitOf(rule: RecurrenceRule, day: DayNumber): number {
  const { year, month } = civil(day);
  switch (rule.frequency) {
    case 'DAILY':
      return day;
    case 'WEEKLY':
      // 1970-01-01 was a Thursday.
      return Math.floor((day + 3) / 7);
    case 'MONTHLY':
      return year * 12 + month - 1;
    case 'YEARLY':
      return year;
  }
}

/** The first day of a unit. */
export function firstDayOf(rule: RecurrenceRule, unit: number): DayNumber {
  switch (rule.frequency) {
    case 'DAILY':
      return unit;
    case 'WEEKLY':
      return unit * 7 - 3;
    case 'MONTHLY':
      return firstOfMonth(unit);
    case 'YEARLY':
      return daysFromCivil(unit, 1, 1);
  }
}

/**
 * The days of one unit that the rule chooses, in order (RFC 5545 §3.3.10, the table of expanding and limiting parts,
 * then BYSETPOS). What the rule does not say comes from the first day of the series.
 */
export function daysOf(rule: RecurrenceRule, unit: number, seriesStart: DayNumber): readonly DayNumber[] {
  const days = candidates(rule, unit, seriesStart);
  if (rule.bySetPos.length === 0) return days;
  const chosen = rule.bySetPos.map((position) => days.at(position > 0 ? position - 1 : position));
  return sorted(chosen.flatMap((day) => day ?? []));
}

function candidates(rule: RecurrenceRule, unit: number, seriesStart: DayNumber): readonly DayNumber[] {
  switch (rule.frequency) {
    case 'DAILY':
      return isMonthAllowed(rule, unit) && isMonthDayAllowed(rule, unit) && isWeekdayAllowed(rule, unit) ? [unit] : [];
    case 'WEEKLY': {
      const monday = firstDayOf(rule, unit);
      const chosen = rule.byDay.length > 0 ? rule.byDay.map((day) => day.weekday) : [weekday(seriesStart)];
      return sorted(chosen.map((day) => monday + day)).filter((day) => isMonthAllowed(rule, day));
    }
    case 'MONTHLY':
      return rule.byMonth.length === 0 || rule.byMonth.includes((unit % 12) + 1)
        ? daysOfMonth(rule, unit, seriesStart)
        : [];
    case 'YEARLY':
      return daysOfYear(rule, unit, civil(seriesStart));
  }
}

function daysOfYear(rule: RecurrenceRule, year: number, start: Civil): readonly DayNumber[] {
  const january = year * 12;
  const inMonths = (months: readonly number[]): readonly DayNumber[] =>
    months.flatMap((month) => daysOfMonth(rule, january + month - 1, daysFromCivil(start.year, 1, start.day)));
  if (rule.byMonth.length > 0) return inMonths(rule.byMonth);
  const [first, next] = [firstOfMonth(january), firstOfMonth(january + 12)];
  if (rule.byMonthDay.length > 0) {
    const everyMonth = Array.from({ length: 12 }, (_, index) => index + 1);
    const days = everyMonth.flatMap((month) => monthDays(january + month - 1, rule.byMonthDay));
    return days.filter((day) => isWeekdayAllowed(rule, day, { first, next }));
  }
  if (rule.byDay.length > 0) return weekdaysBetween(rule, first, next);
  return monthDays(january + start.month - 1, [start.day]);
}

function daysOfMonth(rule: RecurrenceRule, month: number, seriesStart: DayNumber): readonly DayNumber[] {
  const [first, next] = [firstOfMonth(month), firstOfMonth(month + 1)];
  if (rule.byMonthDay.length > 0) {
    return monthDays(month, rule.byMonthDay).filter((day) => isWeekdayAllowed(rule, day, { first, next }));
  }
  if (rule.byDay.length > 0) return weekdaysBetween(rule, first, next);
  return monthDays(month, [civil(seriesStart).day]);
}

/** Days of a month by their number, from the end if negative; a month without that day has none. */
function monthDays(month: number, numbers: readonly number[]): readonly DayNumber[] {
  const [first, next] = [firstOfMonth(month), firstOfMonth(month + 1)];
  const days = numbers.map((number) => (number > 0 ? first + number - 1 : next + number));
  return sorted(days.filter((day) => day >= first && day < next));
}

interface Stretch {
  readonly first: DayNumber;
  readonly next: DayNumber;
}

function weekdaysBetween(rule: RecurrenceRule, first: DayNumber, next: DayNumber): readonly DayNumber[] {
  const all = Array.from({ length: next - first }, (_, index) => first + index);
  return all.filter((day) => isWeekdayAllowed(rule, day, { first, next }));
}

/** Does BYDAY allow the day? Counted days (2TU) count within the stretch: a month or a year. */
function isWeekdayAllowed(rule: RecurrenceRule, day: DayNumber, within?: Stretch): boolean {
  if (rule.byDay.length === 0) return true;
  return rule.byDay.some((wanted) => {
    if (wanted.weekday !== weekday(day)) return false;
    if (wanted.ordinal === undefined || within === undefined) return true;
    const fromStart = Math.floor((day - within.first) / 7) + 1;
    const fromEnd = -Math.floor((within.next - 1 - day) / 7) - 1;
    return wanted.ordinal === fromStart || wanted.ordinal === fromEnd;
  });
}

function isMonthAllowed(rule: RecurrenceRule, day: DayNumber): boolean {
  return rule.byMonth.length === 0 || rule.byMonth.includes(civil(day).month);
}

function isMonthDayAllowed(rule: RecurrenceRule, day: DayNumber): boolean {
  if (rule.byMonthDay.length === 0) return true;
  const { year, month } = civil(day);
  return monthDays(year * 12 + month - 1, rule.byMonthDay).includes(day);
}

function firstOfMonth(month: number): DayNumber {
  return daysFromCivil(Math.floor(month / 12), (month % 12) + 1, 1);
}

function weekday(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function civil(day: DayNumber): Civil {
  const text = civilText(day);
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function sorted(days: readonly DayNumber[]): readonly DayNumber[] {
  return [...new Set(days)].sort((a, b) => a - b);
}
