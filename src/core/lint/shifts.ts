import type { Duration, Instant, Interval } from '../../model/time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const quarterMs = hourMs / 4;
const sampleMs = 6 * hourMs;

/** A stretch of time in which something moves every instant by the same length. */
export interface Shift extends Interval {
  readonly byMs: number;
}

/**
 * Cuts a stretch of time where a calendar rule changes how far it moves an instant. Wall clocks, working days and clock
 * changes turn on quarters of an hour in every zone, so that in between one instant speaks for all.
 */
export function shiftsOf(move: (at: Instant) => Instant, { start, end }: Interval): readonly Shift[] {
  const shifts: Shift[] = [];
  const add = (from: number, byMs: number): void => {
    const last = shifts.at(-1);
    if (last?.byMs === byMs) return;
    if (last !== undefined) shifts[shifts.length - 1] = { ...last, end: from as Instant };
    shifts.push({ start: from as Instant, end, byMs });
  };
  const shiftAt = (at: number): number => move(at as Instant) - at;
  add(start, shiftAt(start));
  for (let at = Math.floor(start / sampleMs) * sampleMs; at < end; at += sampleMs) {
    if (at > start) add(at, shiftAt(at));
    const [first, last] = [Math.max(at, start), Math.min(at + sampleMs - quarterMs, end - 1)];
    if (last <= first || shiftAt(first) === shiftAt(last)) continue;
    for (let quarter = at + quarterMs; quarter <= last; quarter += quarterMs) {
      if (quarter > start) add(quarter, shiftAt(quarter));
    }
  }
  return shifts;
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
