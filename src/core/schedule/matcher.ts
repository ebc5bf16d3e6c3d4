import type { Interval } from '../../model/time.ts';
import type { CellSpan } from './across.ts';
import { createSearch, firstOpen, firstUsable, type Move } from './augment.ts';
import { type CellBook, createCellBook, type NodePlan, nothing, type Occupant } from './cells.ts';
import { type Cohort, type Range, type Reach, rangeOf, type Stage } from './cohort.ts';
import type { Slot } from './slot-list.ts';

/** A job's place may be changed for another within its reach until it is settled. Jobs are numbers. */
export interface Matcher {
  /** Where a job lies for good; `undefined` as long as that may change. */
  readonly slotOf: (job: number) => Slot | undefined;
  readonly used: (cell: number) => number;
  /** How many jobs were inserted or taken. */
  readonly inserted: () => number;
  /** Takes the earliest free slot of a cohort, else makes room by moving others within theirs. */
  insert(job: number, cohort: Cohort): Slot | undefined;
  /** Takes the first slot of the reach that is free and that `accepts` allows, moving nobody; the job stays there. */
  settleFree(job: number, reach: Reach, accepts: (slot: Slot) => boolean): Slot | undefined;
  /** Takes the first slot of the reach that is free or can be made free and that `accepts` allows; the job stays there. */
  pin(job: number, reach: Reach, accepts: (slot: Slot) => boolean): Slot | undefined;
  /** Takes this slot of the list if it has room; the job may still be moved within its reach. */
  take(job: number, reach: Reach, slot: Slot, stage: Stage): boolean;
  /** Takes a slot without asking whether there is room: what is approved stands. */
  force(cells: CellSpan, visit: Interval): void;
  /** From now on jobs stay where they are, all or those whom later stages build on. */
  settle(which: 'all' | 'staged'): void;
}

/**
 * Jobs into waves of limited capacity, without ever evicting one. Jobs with a place form a transversal matroid (with turns,
 * a gammoid), so jobs inserted one by one with augmenting paths (Kuhn) end in as many placed jobs as any plan can place,
 * and an earlier job is never given up for a later one. A failed search leaves a set of full waves whose visits have
 * nowhere else to go; no later path can lead out of it, so its waves are never searched again and all failed searches
 * together cost one pass. Jobs that are alike are counted, not told apart, until they are settled.
 */
export function createMatcher(plan: NodePlan, jobCount: number): Matcher {
  const book = createCellBook(plan);
  const search = createSearch(book, plan.capacity.length);
  const slots = new Array<Slot | undefined>(jobCount);
  let inserted = 0;

  function occupy(job: number, { view }: Range, index: number): Slot | undefined {
    book.occupy(view, index);
    slots[job] = view.slots[index];
    return slots[job];
  }

  /** Makes room in everything that is in the way of a slot. */
  function clear({ view }: Range, index: number): boolean {
    for (let node = book.obstacleOf(view, index); node !== nothing; node = book.obstacleOf(view, index)) {
      if (carryOut(book, search.makeRoom(node)) === nothing) return false;
    }
    return true;
  }

  return {
    slotOf: (job) => slots[job],
    used: (cell) => book.used(cell),
    inserted: () => inserted,
    insert(job, cohort) {
      let index = firstOpen(cohort, book);
      if (index !== nothing) book.enter(cohort, index);
      else index = carryOut(book, search.displaceFor(cohort));
      if (index === nothing) return undefined;
      cohort.jobs.push(job);
      inserted += 1;
      return cohort.view.slots[index];
    },
    settleFree(job, reach, accepts) {
      const range = rangeOf(reach);
      const index = firstOpen(range, book, accepts);
      return index === nothing ? undefined : occupy(job, range, index);
    },
    pin(job, reach, accepts) {
      const range = rangeOf(reach);
      let index = firstUsable(range, book, range.first);
      for (; index !== nothing; index = firstUsable(range, book, index + 1)) {
        const slot = range.view.slots[index];
        if (slot !== undefined && accepts(slot) && clear(range, index)) return occupy(job, range, index);
      }
      return undefined;
    },
    take(job, reach, slot, stage) {
      const range = rangeOf(reach);
      const index = range.view.slots.indexOf(slot);
      if (index === nothing || book.obstacleOf(range.view, index) !== nothing) return false;
      // It may lie outside its reach, so it is like no other.
      const alone: Cohort = { ...range, stage, jobs: [job] };
      book.enter(alone, index);
      inserted += 1;
      return true;
    },
    force: book.force,
    settle(which) {
      const settled = book.settle(({ stage }) => which === 'all' || stage === 'staged');
      for (const [cohort, indices] of placesByCohort(settled)) assign(cohort, indices, slots);
    },
  };
}

/** Carries out moves from the last to the first, and answers the index to which the first one leads. */
function carryOut(book: CellBook, last: Move | undefined): number {
  let index = nothing;
  for (let move = last; move !== undefined; move = move.before) {
    if (move.leaves !== nothing) book.leave(move.cohort, move.leaves);
    book.enter(move.cohort, move.index);
    index = move.index;
  }
  return index;
}

/** Who came first gets the earliest place. */
function assign({ view, jobs }: Cohort, indices: readonly number[], slots: (Slot | undefined)[]): void {
  for (const [order, job] of jobs.entries()) slots[job] = view.slots[indices[order] ?? nothing];
  jobs.length = 0;
}

/** The indices of all places that a cohort has, in order. */
function placesByCohort(occupants: readonly Occupant[]): ReadonlyMap<Cohort, readonly number[]> {
  const places = new Map<Cohort, number[]>();
  for (const { cohort, index, count } of occupants) {
    const known = places.get(cohort) ?? [];
    for (let each = 0; each < count; each += 1) known.push(index);
    places.set(cohort, known);
  }
  for (const indices of places.values()) indices.sort((a, b) => a - b);
  return places;
}
