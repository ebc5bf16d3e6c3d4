import type { Instant } from '../../model/time.ts';
import { type CellBook, createCellBook } from './cells.ts';
import type { Slot, SlotList } from './service.ts';

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
  const slots = new Map<number, Slot>();
  const reaches = new Map<number, Reach>();

  function place(job: number, slot: Slot): void {
    slots.set(job, slot);
    book.enter(job, slot, reaches.has(job));
  }

  /** Carries every move of a path out, from the free slot back to the wave where room was wanted. */
  function shift(path: Path): void {
    for (let step: Path | undefined = path; step !== undefined; step = step.before) {
      const old = slots.get(step.job);
      if (old !== undefined) book.leave(step.job, old);
      place(step.job, step.slot);
    }
  }

  /** Frees one place in one of the cells, or proves that it cannot be done. */
  function makeRoom(cells: readonly number[]): number | undefined {
    const found = searchRoom(cells, book, reaches);
    if (found === undefined) return undefined;
    shift(found.path);
    return found.root;
  }

  return {
    slotOf: (job) => slots.get(job),
    used: (cell) => book.used(cell),
    insert(job, reach) {
      const free = firstOpen(reach, book);
      const wanted = free === undefined ? reachable(reach, book) : [];
      const root = free === undefined ? makeRoom(wanted.map((slot) => slot.firstCell)) : undefined;
      const slot = free ?? wanted.find((candidate) => candidate.firstCell === root);
      if (slot === undefined) return undefined;
      reaches.set(job, reach);
      place(job, slot);
      return slot;
    },
    settleFree(job, reach, accepts) {
      for (const slot of slotsWithin(reach)) {
        if (!accepts(slot) || book.fullCells(slot).length > 0) continue;
        place(job, slot);
        return slot;
      }
      return undefined;
    },
    pin(job, reach, accepts) {
      for (const slot of slotsWithin(reach)) {
        if (!accepts(slot)) continue;
        const full = book.fullCells(slot);
        if (full.some((cell) => makeRoom([cell]) === undefined)) continue;
        place(job, slot);
        return slot;
      }
      return undefined;
    },
    take(job, reach, slot) {
      if (book.fullCells(slot).length > 0) return false;
      reaches.set(job, reach);
      place(job, slot);
      return true;
    },
    force: (firstCell, lastCell) => book.force(firstCell, lastCell),
    settle(job) {
      const slot = slots.get(job);
      if (slot === undefined || !reaches.delete(job)) return;
      book.leave(job, slot);
      place(job, slot);
    },
  };
}

/** Moves in order from last to first: `job` goes to `slot`, which `before` then needs to have left. */
interface Path {
  readonly job: number;
  readonly slot: Slot;
  readonly before: Path | undefined;
}

/** A wave where room is wanted: for whom in the end (`root`), and by which moves. */
interface SearchNode {
  readonly cell: number;
  readonly root: number;
  readonly path: Path | undefined;
}

/** Breadth first, so that the fewest visits move. */
function searchRoom(
  cells: readonly number[],
  book: CellBook,
  reaches: ReadonlyMap<number, Reach>,
): { readonly path: Path; readonly root: number } | undefined {
  const visited = new Set(cells.filter((cell) => !book.isDead(cell)));
  const queue: SearchNode[] = [...visited].map((cell) => ({ cell, root: cell, path: undefined }));
  function spread(job: number, slots: readonly Slot[], { root, path }: SearchNode): void {
    for (const slot of slots) {
      if (visited.has(slot.firstCell)) continue;
      visited.add(slot.firstCell);
      queue.push({ cell: slot.firstCell, root, path: { job, slot, before: path } });
    }
  }
  for (const node of queue) {
    for (const job of book.movable(node.cell)) {
      const reach = reaches.get(job);
      if (reach === undefined) continue;
      const open = firstOpen(reach, book);
      if (open !== undefined) return { path: { job, slot: open, before: node.path }, root: node.root };
      spread(job, reachable(reach, book), node);
    }
  }
  book.bury(visited);
  return undefined;
}

/** The first slot of a reach with room. Full waves stay full, so they are skipped for good. */
function firstOpen({ list, from, until = lastInstant }: Reach, book: CellBook): Slot | undefined {
  let index = skip(list.nextOpen, firstFrom(list, from));
  for (; index < list.slots.length; index = skip(list.nextOpen, index + 1)) {
    const slot = list.slots[index];
    if (slot === undefined || slot.start >= until) return undefined;
    if (book.fullCells(slot).length > 0) list.nextOpen[index] = index + 1;
    else if (slot.end <= until) return slot;
  }
  return undefined;
}

/** Slots of a reach that a search may still lead through. */
function reachable({ list, from, until = lastInstant }: Reach, book: CellBook): readonly Slot[] {
  const found: Slot[] = [];
  let index = skip(list.nextAlive, firstFrom(list, from));
  for (; index < list.slots.length; index = skip(list.nextAlive, index + 1)) {
    const slot = list.slots[index];
    if (slot === undefined || slot.start >= until) break;
    if (book.isDead(slot.firstCell)) list.nextAlive[index] = index + 1;
    else if (slot.end <= until) found.push(slot);
  }
  return found;
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

/** Follows a skip list to the first entry that points at itself, shortening the way for the next who asks. */
function skip(next: Int32Array, index: number): number {
  let at = index;
  while (next[at] !== undefined && next[at] !== at) {
    const onward = next[at] ?? at;
    next[at] = next[onward] ?? onward;
    at = next[at] ?? at;
  }
  return at;
}
