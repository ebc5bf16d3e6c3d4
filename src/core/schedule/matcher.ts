import type { Instant } from '../../model/time.ts';
import { createSearch, firstOpen, type Path, type Range, reachable, usable } from './augment.ts';
import { createCellBook } from './cells.ts';
import type { Slot, SlotList } from './service.ts';
import { createSkips, type Skips } from './skips.ts';

/** Where a job may go: the slots of a list that start no earlier than `from` and end no later than `until`. */
export interface Reach {
  readonly list: SlotList;
  readonly from: Instant;
  /** `undefined`: as late as the list goes. */
  readonly until: Instant | undefined;
}

/** A job's place may be changed for another within its reach as long as it is `movable`. Jobs are numbers. */
export interface Matcher {
  readonly slotOf: (job: number) => Slot | undefined;
  readonly used: (cell: number) => number;
  /** Takes the earliest free slot of the reach, else makes room by moving others within theirs. */
  insert(job: number, reach: Reach): Slot | undefined;
  /** Takes the first slot of the reach that is free and that `accepts` allows, moving nobody; the job stays there. */
  settleFree(job: number, reach: Reach, accepts: (slot: Slot) => boolean): Slot | undefined;
  /** Takes the first slot of the reach that is free or can be made free and that `accepts` allows; the job stays there. */
  pin(job: number, reach: Reach, accepts: (slot: Slot) => boolean): Slot | undefined;
  /** Takes this slot if it has room; the job may still be moved within its reach. */
  take(job: number, reach: Reach, slot: Slot): boolean;
  /** Takes a slot without asking whether there is room: what is approved stands. */
  force(firstCell: number, lastCell: number): void;
  /** From now on the job stays where it is. */
  settle(job: number): void;
}

/**
 * Jobs into waves of limited capacity, without ever evicting one. Jobs with a place form a transversal matroid, so jobs
 * inserted one by one with augmenting paths (Kuhn) end in as many placed jobs as any plan can place, and an earlier job
 * is never given up for a later one. A failed search leaves a set of full waves whose visits have nowhere else to go;
 * no later path can lead out of it, so its waves are never searched again and all failed searches together cost one pass.
 */
export function createMatcher(capacity: Int32Array): Matcher {
  const book = createCellBook(capacity);
  const slots: (Slot | undefined)[] = [];
  const reaches: (Range | undefined)[] = [];
  const skipsOf = createSkips();
  const search = createSearch(book, capacity.length, reaches);

  const rangeOf = (reach: Reach): Range => toRange(reach, skipsOf(reach.list));

  function place(job: number, slot: Slot): void {
    slots[job] = slot;
    book.enter(job, slot, reaches[job] !== undefined);
  }

  /** Frees one place in one of the cells, from the free slot back to that cell, or proves that it cannot be done. */
  function makeRoom(cells: readonly number[]): number | undefined {
    const found = search(cells);
    for (let step: Path | undefined = found?.path; step !== undefined; step = step.before) {
      const old = slots[step.job];
      if (old !== undefined) book.leave(step.job, old);
      place(step.job, step.slot);
    }
    return found?.root;
  }

  return {
    slotOf: (job) => slots[job],
    used: (cell) => book.used(cell),
    insert(job, reach) {
      const range = rangeOf(reach);
      const free = firstOpen(range, book);
      const wanted = free === undefined ? reachable(range, book) : [];
      const root = wanted.length === 0 ? undefined : makeRoom(wanted.map((slot) => slot.firstCell));
      const slot = free ?? wanted.find((candidate) => candidate.firstCell === root);
      if (slot === undefined) return undefined;
      reaches[job] = range;
      place(job, slot);
      return slot;
    },
    settleFree(job, reach, accepts) {
      const slot = firstOpen(rangeOf(reach), book, accepts);
      if (slot !== undefined) place(job, slot);
      return slot;
    },
    pin(job, reach, accepts) {
      for (const slot of usable(rangeOf(reach), book)) {
        if (!accepts(slot)) continue;
        if (book.fullCells(slot).some((cell) => makeRoom([cell]) === undefined)) continue;
        place(job, slot);
        return slot;
      }
      return undefined;
    },
    take(job, reach, slot) {
      if (!book.hasRoom(slot)) return false;
      reaches[job] = rangeOf(reach);
      place(job, slot);
      return true;
    },
    force: (firstCell, lastCell) => book.force(firstCell, lastCell),
    settle(job) {
      const slot = slots[job];
      if (slot === undefined || reaches[job] === undefined) return;
      reaches[job] = undefined;
      book.leave(job, slot);
      place(job, slot);
    },
  };
}

function toRange({ list, from, until = lastInstant }: Reach, skips: Skips): Range {
  return { slots: list.slots, skips, first: firstFrom(list, from), until };
}

/** Does a reach hold any slot, free or not? */
export function hasSlot({ list, from, until = lastInstant }: Reach): boolean {
  for (let index = firstFrom(list, from); index < list.slots.length; index += 1) {
    const slot = list.slots[index];
    if (slot === undefined || slot.start >= until) return false;
    if (slot.end <= until) return true;
  }
  return false;
}

/** Every slot of a reach, free or not, in order. */
export function* slotsWithin({ list, from, until = lastInstant }: Reach): Generator<Slot> {
  for (let index = firstFrom(list, from); index < list.slots.length; index += 1) {
    const slot = list.slots[index];
    if (slot === undefined || slot.start >= until) return;
    if (slot.end <= until) yield slot;
  }
}

const lastInstant = Number.POSITIVE_INFINITY as Instant;

function firstFrom({ slots }: SlotList, from: Instant): number {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.start ?? Number.POSITIVE_INFINITY) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
