import type { Instant } from '../../model/time.ts';
import type { CellBook } from './cells.ts';
import type { Slot } from './service.ts';
import { type Skips, skip } from './skips.ts';

/** A reach as indices of its list: slots from `first` on that end by `until`. */
export interface Range {
  readonly slots: readonly Slot[];
  readonly skips: Skips;
  readonly first: number;
  readonly until: Instant;
}

/** Moves in order from last to first: `job` goes to `slot`, which `before` then needs to have left. */
export interface Path {
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

interface Found {
  readonly path: Path;
  readonly root: number;
}

/** Looks for room breadth first, so that the fewest visits move. Each wave is come to once a search. */
export function createSearch(
  book: CellBook,
  cellCount: number,
  reaches: readonly (Range | undefined)[],
): (cells: readonly number[]) => Found | undefined {
  const seenIn = new Int32Array(cellCount);
  let round = 0;

  /** May the search still come to this wave? It then has. */
  function enter(cell: number): boolean {
    if (book.isDead(cell) || seenIn[cell] === round) return false;
    seenIn[cell] = round;
    return true;
  }

  /** Queues the waves that a job could go to, apart from those of its list that were queued already. */
  function spread(job: number, range: Range, { root, path }: SearchNode, queue: SearchNode[]): void {
    const { slots, skips, first, until } = range;
    const left = follow(range, round);
    for (let index = skip(left, first); index < slots.length; index = skip(left, index + 1)) {
      const slot = slots[index];
      if (slot === undefined || slot.start >= until) break;
      const { firstCell: cell } = slot;
      if (book.isDead(cell)) skips.alive[index] = index + 1;
      else if (slot.end > until) continue;
      left[index] = index + 1;
      if (enter(cell)) queue.push({ cell, root, path: { job, slot, before: path } });
    }
  }

  /** Lets one of the visits in a wave out to a free slot; else queues where they could go. */
  function explore(node: SearchNode, queue: SearchNode[]): Found | undefined {
    for (const job of book.movable(node.cell)) {
      const range = reaches[job];
      if (range === undefined || isFollowed(range, round)) continue;
      const open = firstOpen(range, book);
      if (open !== undefined) return { path: { job, slot: open, before: node.path }, root: node.root };
      spread(job, range, node, queue);
    }
    return undefined;
  }

  return (cells) => {
    round += 1;
    const queue: SearchNode[] = [];
    for (const cell of cells) if (enter(cell)) queue.push({ cell, root: cell, path: undefined });
    for (const node of queue) {
      const found = explore(node, queue);
      if (found !== undefined) return found;
    }
    book.bury(queue.map(({ cell }) => cell));
    return undefined;
  };
}

/** Has this search been everywhere in the range? */
function isFollowed({ skips: { trail }, first, until }: Range, round: number): boolean {
  return trail.round === round && first >= trail.first && until <= trail.until;
}

/** Notes that the search goes through a range now, and answers what leads past where it has been. */
function follow({ skips: { alive, trail }, first, until }: Range, round: number): Int32Array {
  const isNew = trail.round !== round;
  if (isNew) trail.left.set(alive);
  if (isNew || (first <= trail.first && until >= trail.until)) {
    trail.round = round;
    trail.first = first;
    trail.until = until;
  }
  return trail.left;
}

/** The first slot with room that is accepted. Full waves stay full, so they are skipped for good. */
export function firstOpen(
  { slots, skips: { open }, first, until }: Range,
  book: CellBook,
  accepts?: (slot: Slot) => boolean,
): Slot | undefined {
  for (let index = skip(open, first); index < slots.length; index = skip(open, index + 1)) {
    const slot = slots[index];
    if (slot === undefined || slot.start >= until) return undefined;
    if (!book.hasRoom(slot)) open[index] = index + 1;
    else if (slot.end <= until && (accepts === undefined || accepts(slot))) return slot;
  }
  return undefined;
}

/** Slots of a range that a search may still lead through. */
export function reachable({ slots, skips: { alive }, first, until }: Range, book: CellBook): readonly Slot[] {
  const found: Slot[] = [];
  for (let index = skip(alive, first); index < slots.length; index = skip(alive, index + 1)) {
    const slot = slots[index];
    if (slot === undefined || slot.start >= until) break;
    if (book.isDead(slot.firstCell)) alive[index] = index + 1;
    else if (slot.end <= until) found.push(slot);
  }
  return found;
}

/** Slots of a range that are free or could be made free, as far as is known. */
export function* usable({ slots, skips: { usable: next }, first, until }: Range, book: CellBook): Generator<Slot> {
  for (let index = skip(next, first); index < slots.length; index = skip(next, index + 1)) {
    const slot = slots[index];
    if (slot === undefined || slot.start >= until) return;
    const full = book.hasRoom(slot) ? undefined : book.fullCells(slot)[0];
    if (full !== undefined && book.isDead(full)) next[index] = index + 1;
    else if (slot.end <= until) yield slot;
  }
}
