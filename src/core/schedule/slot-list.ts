import type { Instant, Interval } from '../../model/time.ts';
import type { WindowPlan } from './window.ts';

/**
 * A place for one visit. `firstCell` to `lastCell` are the waves whose capacity it takes: one, or two where the waves of
 * a soaking cluster lie across the window's own.
 */
export interface Slot {
  readonly window: WindowPlan;
  readonly occurrence: Interval;
  readonly wave: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly firstCell: number;
  readonly lastCell: number;
}

/** Slots by start, then window, with what is asked of all of them. */
export interface SlotList {
  readonly slots: readonly Slot[];
  /** Distinct ends of slots, in order: between two of them all deadlines are alike. */
  readonly ends: Float64Array;
  /** The earliest end of each slot and those behind it. */
  readonly soonest: Float64Array;
}

/** A list of slots in order. */
export function listOfSlots(slots: readonly Slot[]): SlotList {
  return { slots, ends: endsOf(slots), soonest: soonestEnds(slots) };
}

/** Distinct ends of slots, in order. */
export function endsOf(slots: readonly Slot[]): Float64Array {
  const ends = new Float64Array(slots.length);
  for (const [index, { end }] of slots.entries()) ends[index] = end;
  ends.sort();
  let count = 0;
  for (const end of ends) {
    if (count > 0 && ends[count - 1] === end) continue;
    ends[count] = end;
    count += 1;
  }
  return ends.slice(0, count);
}

function soonestEnds(slots: readonly Slot[]): Float64Array {
  const soonest = new Float64Array(slots.length);
  let end = Number.POSITIVE_INFINITY;
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    end = Math.min(end, slots[index]?.end ?? end);
    soonest[index] = end;
  }
  return soonest;
}

/** How many of some instants, in order, have passed by then. */
export function countUntil(ends: Float64Array, until: Instant): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? Number.POSITIVE_INFINITY) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}
