import type { Duration, Instant, Interval } from '../../model/time.ts';
import { addDuration, type BusinessCalendar } from '../time.ts';
import type { Movement } from './promise.ts';
import { shiftsOf } from './shifts.ts';

/** Makes movements by lengths added one after the other in a zone; equal ones are worked out once. */
export type Movements = (lengths: readonly (Duration | undefined)[], zone: string) => Movement;

/** Movements of whatever lies in a stretch of time. */
export function createMovements(span: Interval, working: BusinessCalendar): Movements {
  const known = new Map<string, Movement>();
  return (lengths, zone) => {
    const given = lengths.filter((length) => length !== undefined);
    const key = [zone, ...given.map(({ text }) => text)].join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const calendar = { ...working, zone };
    const move = (at: Instant): Instant => given.reduce((moved, length) => addDuration(moved, length, calendar), at);
    const isExact = given.every(
      ({ years, months, weeks, days, businessDays }) => years + months + weeks + days + businessDays === 0,
    );
    const shifts = isExact ? [{ ...span, byMs: move(span.start) - span.start }] : shiftsOf(move, span);
    const movement: Movement = { move, shifts };
    known.set(key, movement);
    return movement;
  };
}
