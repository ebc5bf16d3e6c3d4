import type { Instant, Interval } from '../../model/time.ts';
import { addDuration, parseDuration, readMoment, type ZonedCalendar } from '../time.ts';

/** The edges of a calendar as a person gives them: days, local times, instants, or lengths such as `30d`. */
export interface SpanWords {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Length from the beginning; excludes `to`. */
  readonly length: string | undefined;
}

/** A stretch of time, or which of the words cannot be meant and why. */
export type SpanReading =
  | { readonly kind: 'span'; readonly span: Interval }
  | { readonly kind: 'problem'; readonly word: keyof SpanWords; readonly problem: string };

/** What is shown when nobody says how long. */
const defaultLength = '30d';

/** Longer calendars are mistyped years. */
const longestDays = 1830;

const dayMs = 86_400_000;

/**
 * Reads the edges of a calendar. `from` starts at `asOf` unless stated, a length there counts from `asOf`; `to` and
 * `length` count from `from`. A day starts and ends as it does in the calendar's zone, and counts whole.
 */
export function readSpan(words: SpanWords, asOf: Instant, calendar: ZonedCalendar): SpanReading {
  const start = words.from === undefined ? asOf : momentOf(words.from, asOf, 'start', calendar);
  if (start === undefined) return problem('from', 'is neither a day, a time nor a length');
  if (words.to !== undefined && words.length !== undefined) {
    return problem('length', 'cannot stand beside an end');
  }
  const word = words.to === undefined ? 'length' : 'to';
  const text = words.to ?? words.length ?? defaultLength;
  const end = word === 'to' ? momentOf(text, start, 'end', calendar) : lengthFrom(text, start, calendar);
  if (end === undefined) {
    return problem(word, word === 'to' ? 'is neither a day, a time nor a length' : 'is not a length of time');
  }
  if (end <= start) return problem(word, 'ends no later than it begins');
  if (end - start > longestDays * dayMs) return problem(word, 'is longer than five years');
  return { kind: 'span', span: { start, end } };
}

const problem = (word: keyof SpanWords, text: string): SpanReading => ({ kind: 'problem', word, problem: text });

function momentOf(text: string, start: Instant, edge: 'start' | 'end', calendar: ZonedCalendar): Instant | undefined {
  return readMoment(text, calendar.zone, edge) ?? lengthFrom(text, start, calendar);
}

function lengthFrom(text: string, start: Instant, calendar: ZonedCalendar): Instant | undefined {
  const length = parseDuration(text);
  return length && addDuration(start, length, calendar);
}
