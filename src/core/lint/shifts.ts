import type { Duration, Instant, Interval } from '../../model/time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const quarterMs = hourMs / 4;
/** What changes changes back no sooner: a clock change moves what lies a day before it, and a weekend lasts. */
const sampleMs = 12 * hourMs;

/** A stretch of time in which something moves every instant by the same length. */
export interface Shift extends Interval {
  readonly byMs: number;
}

/**
 * Cuts a stretch of time where a calendar rule changes how far it moves an instant. Wall clocks, working days and clock
 * changes turn on quarters of an hour in every zone, so that in between one instant speaks for all.
 */
export function shiftsOf(move: (at: Instant) => Instant, { start, end }: Interval): readonly Shift[] {
  const known = new Map<number, number>();
  const shiftAt = (at: number): number => {
    const shift = known.get(at) ?? move(at as Instant) - at;
    known.set(at, shift);
    return shift;
  };
  const starts: number[] = [start];
  /** Notes where the shift changes between two quarters of an hour, the first of them aside. */
  const refine = (from: number, to: number): void => {
    if (shiftAt(from) === shiftAt(to)) return;
    if (to - from <= quarterMs) {
      starts.push(to);
      return;
    }
    const middle = Math.floor((from + to) / 2 / quarterMs) * quarterMs;
    refine(from, Math.max(middle, from));
    refine(Math.max(middle, from), to);
  };
  let before = start as number;
  for (let at = (Math.floor(start / sampleMs) + 1) * sampleMs; at < end; at += sampleMs) {
    refine(before, at);
    before = at;
  }
  refine(before, Math.max(before, Math.floor((end - 1) / quarterMs) * quarterMs));
  return starts.map((from, index) => ({
    start: from as Instant,
    end: (starts[index + 1] ?? end) as Instant,
    byMs: shiftAt(from),
  }));
}

/** A length that no calendar makes longer; holidays aside, which only time itself can count. */
export function mostMs({ years, months, weeks, days, businessDays, milliseconds }: Duration): number {
  if (businessDays > 0) return Number.POSITIVE_INFINITY;
  const whole = years * 366 + months * 31 + weeks * 7 + days;
  return (whole === 0 ? 0 : (whole + 1) * dayMs) + milliseconds;
}

/** A length that no calendar makes shorter. */
export function leastMs({ years, months, weeks, days, businessDays, milliseconds }: Duration): number {
  const whole = years * 365 + months * 28 + weeks * 7 + days + businessDays;
  return (whole === 0 ? 0 : (whole - 1) * dayMs) + milliseconds;
}
