import { type CellBook, nothing } from './cells.ts';
import type { Cohort, Range } from './cohort.ts';
import { skip } from './skips.ts';
import type { Slot } from './slot-list.ts';

/**
 * One move: somebody of a cohort leaves a cell (`nothing`: comes from outside) for a slot of its list, into the room that
 * the move before it made.
 */
export interface Move {
  readonly cohort: Cohort;
  readonly leaves: number;
  readonly index: number;
  /** The move that needs the room which this one makes. */
  readonly before: Move | undefined;
}

/** Searches for room; both answer the last of the moves that make it, or prove that none do. */
export interface Search {
  /** A place for one more of a cohort that has no free slot left. The first move is its own. */
  readonly displaceFor: (cohort: Cohort) => Move | undefined;
  /** Somebody less in a cell or turn that is full. */
  readonly makeRoom: (node: number) => Move | undefined;
}

/** A full cell or turn where room is wanted, and the move that wants it. */
interface SearchNode {
  readonly node: number;
  readonly move: Move | undefined;
}

/** Looks for room breadth first, so that the fewest visits move. Each node is come to once a search. */
export function createSearch(book: CellBook, nodeCount: number): Search {
  const seenIn = new Int32Array(nodeCount);
  let round = 0;

  /** May the search still come to this node? It then has. */
  function enter(node: number): boolean {
    if (book.isDead(node) || seenIn[node] === round) return false;
    seenIn[node] = round;
    return true;
  }

  /** Queues what stands between a cohort and its slots, apart from what was queued already. */
  function spread(cohort: Cohort, leaves: number, before: Move | undefined, queue: SearchNode[]): void {
    const { view, first, until } = cohort;
    const left = follow(cohort, round);
    for (let index = skip(left, first); index < view.slots.length; index = skip(left, index + 1)) {
      const slot = view.slots[index];
      if (slot === undefined || slot.start >= until) break;
      const node = book.obstacleOf(view, index);
      if (isClosed(book, slot, node)) view.skips.alive[index] = index + 1;
      else if (slot.end > until) continue;
      left[index] = index + 1;
      if (enter(node)) queue.push({ node, move: { cohort, leaves, index, before } });
    }
  }

  /** Lets one of those in a node out to a free slot; else queues where they could go. */
  function explore({ node, move }: SearchNode, queue: SearchNode[]): Move | undefined {
    for (const occupant of book.occupants(node)) {
      const { cohort, index } = occupant;
      if (isFollowed(cohort, round) || !book.frees(occupant, node)) continue;
      const leaves = cohort.view.slots[index]?.firstCell ?? nothing;
      const open = firstOpen(cohort, book);
      if (open !== nothing) return { cohort, leaves, index: open, before: move };
      spread(cohort, leaves, move, queue);
    }
    return undefined;
  }

  function run(queue: SearchNode[]): Move | undefined {
    for (const node of queue) {
      const found = explore(node, queue);
      if (found !== undefined) return found;
    }
    book.bury(queue.map(({ node }) => node));
    return undefined;
  }

  return {
    displaceFor(cohort) {
      round += 1;
      const queue: SearchNode[] = [];
      spread(cohort, nothing, undefined, queue);
      return run(queue);
    },
    makeRoom(node) {
      round += 1;
      return enter(node) ? run([{ node, move: undefined }]) : undefined;
    },
  };
}

/** Is a slot closed for good? Nobody leaves a dead cell or turn. */
function isClosed(book: CellBook, { firstCell }: Slot, obstacle: number): boolean {
  return book.isDead(firstCell) || (obstacle !== nothing && book.isDead(obstacle));
}

/** Has this search been everywhere in the range? */
function isFollowed({ view, first, until }: Range, round: number): boolean {
  const { trail } = view.skips;
  return trail.round === round && first >= trail.first && until <= trail.until;
}

/** Notes that the search goes through a range now, and answers what leads past where it has been. */
function follow({ view, first, until }: Range, round: number): Int32Array {
  const { alive, trail } = view.skips;
  const isNew = trail.round !== round;
  if (isNew) trail.left.set(alive);
  if (isNew || (first <= trail.first && until >= trail.until)) {
    trail.round = round;
    trail.first = first;
    trail.until = until;
  }
  return trail.left;
}

/** Index of the first slot with room that is accepted. What is full stays full, so it is skipped for good. */
export function firstOpen({ view, first, until }: Range, book: CellBook, accepts?: (slot: Slot) => boolean): number {
  const { slots, skips } = view;
  for (let index = skip(skips.open, first); index < slots.length; index = skip(skips.open, index + 1)) {
    const slot = slots[index];
    if (slot === undefined || slot.start >= until) return nothing;
    if (book.obstacleOf(view, index) !== nothing) skips.open[index] = index + 1;
    else if (slot.end <= until && (accepts === undefined || accepts(slot))) return index;
  }
  return nothing;
}

/** Index of the first slot of a range, from some index on, that is free or could be made free, as far as is known. */
export function firstUsable({ view, until }: Range, book: CellBook, from: number): number {
  const { slots, skips } = view;
  for (let index = skip(skips.usable, from); index < slots.length; index = skip(skips.usable, index + 1)) {
    const slot = slots[index];
    if (slot === undefined || slot.start >= until) return nothing;
    const obstacle = book.obstacleOf(view, index);
    if (obstacle !== nothing && book.isDead(obstacle)) skips.usable[index] = index + 1;
    else if (slot.end <= until) return index;
  }
  return nothing;
}
