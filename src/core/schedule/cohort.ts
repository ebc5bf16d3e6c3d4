import type { Instant } from '../../model/time.ts';
import { remember } from './group.ts';
import { createSkips, type Skips } from './skips.ts';
import { countUntil, type Slot, type SlotList } from './slot-list.ts';

/** Where a job may go: the slots of a list that start no earlier than `from` and end no later than `until`. */
export interface Reach {
  readonly view: View;
  readonly from: Instant;
  /** `undefined`: as late as the list goes. */
  readonly until: Instant | undefined;
}

/**
 * The turns of one limit: whoever it binds takes one of them whole, and each has room for so many. A turn lies in one
 * wave; `nodeOf` tells its number by that of its cell.
 */
export interface Turns {
  readonly nodeOf: ReadonlyMap<number, number>;
}

/** A list as all who look through it share it. */
export interface View extends SlotList {
  /** Turn of each slot, where turns bind beside the waves. */
  readonly turns: Int32Array | undefined;
  readonly skips: Skips;
  /** The last question for the first slot from an instant: those who come one after the other mostly ask the same. */
  readonly asked: { from: number; first: number };
  readonly cohorts: Map<number, Cohort>;
}

/** A stretch of a list. */
export interface Range {
  readonly view: View;
  /** Index of the first slot. */
  readonly first: number;
  /** The slots end by then. */
  readonly until: Instant;
}

/** `staged`: others build on where a job comes to lie, so it is settled before those are placed. */
export type Stage = 'staged' | 'last';

/** Jobs that are alike as far as their places go, so that it does not matter which of them has which. */
export interface Cohort extends Range {
  readonly stage: Stage;
  /** Those that have a place which may still change, in the order in which they got it. */
  readonly jobs: number[];
}

/** Prepares lists for those who look through them; equal questions share one answer. */
export function createViews(): (list: SlotList, turns: Turns | undefined) => View {
  const free = new Map<SlotList, View>();
  const bound = new Map<Turns, Map<SlotList, View>>();
  return (list, turns) => {
    const views = turns === undefined ? free : remember(bound, turns, () => new Map<SlotList, View>());
    return remember(views, list, () => viewOf(list, turns));
  };
}

function viewOf({ slots, ends, soonest }: SlotList, turns: Turns | undefined): View {
  return {
    slots,
    ends,
    soonest,
    turns: turns && nodesOf(slots, turns),
    skips: createSkips(slots.length),
    asked: { from: Number.NaN, first: 0 },
    cohorts: new Map(),
  };
}

function nodesOf(slots: readonly Slot[], { nodeOf }: Turns): Int32Array {
  const nodes = new Int32Array(slots.length);
  for (const [index, { firstCell }] of slots.entries()) nodes[index] = nodeOf.get(firstCell) ?? -1;
  return nodes;
}

/** The stretch of its list that a job may use. */
export function rangeOf({ view, from, until }: Reach): Range {
  return { view, first: indexFrom(view, from), until: until ?? lastInstant };
}

/** The jobs that are alike; equal questions share one answer. */
export function cohortOf({ view, from, until }: Reach, stage: Stage): Cohort {
  const { ends, cohorts } = view;
  const first = indexFrom(view, from);
  // Between two ends of slots all deadlines are alike.
  const ended = countUntil(ends, until ?? lastInstant);
  const key = (first * (ends.length + 1) + ended) * 2 + (stage === 'staged' ? 1 : 0);
  return remember(cohorts, key, () => {
    const last = (ended === 0 ? 0 : ends[ended - 1]) as Instant;
    return { view, first, until: last, stage, jobs: [] };
  });
}

/** A stretch of a list, for those who only look. */
export interface Stretch {
  readonly list: SlotList;
  readonly from: Instant;
  readonly until: Instant | undefined;
}

/** When the first slot that starts no earlier than `from` ends, free or not; infinite where there is none. */
export function soonestEnd(view: View, from: Instant): number {
  return view.soonest[indexFrom(view, from)] ?? Number.POSITIVE_INFINITY;
}

/** Every slot of a stretch, free or not, in order. */
export function* slotsWithin({ list, from, until = lastInstant }: Stretch): Generator<Slot> {
  for (let index = firstFrom(list, from); index < list.slots.length; index += 1) {
    const slot = list.slots[index];
    if (slot === undefined || slot.start >= until) return;
    if (slot.end <= until) yield slot;
  }
}

const lastInstant = Number.POSITIVE_INFINITY as Instant;

function indexFrom(view: View, from: Instant): number {
  const { asked } = view;
  if (asked.from !== from) {
    asked.from = from;
    asked.first = firstFrom(view, from);
  }
  return asked.first;
}

function firstFrom({ slots }: SlotList, from: Instant): number {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.start ?? Number.POSITIVE_INFINITY) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
