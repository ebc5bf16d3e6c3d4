import type { Interval } from '../../model/time.ts';
import { type CellSpan, createAcross } from './across.ts';
import type { Cohort, View } from './cohort.ts';

/** Members of a cohort that lie in one wave and may be moved elsewhere. */
export interface Occupant {
  readonly cohort: Cohort;
  /** Of their slot in the cohort's list. */
  readonly index: number;
  count: number;
}

/**
 * How full everything is, and with whom. A cell is one wave of one window occurrence; a turn is what one limit leaves of
 * it for those whom it binds. Both are nodes: cells are numbered from 0, turns behind them. Visits that lie across several
 * cells take as much of each as are under way there at once, so that those that follow one another share a place.
 */
export interface CellBook {
  readonly used: (node: number) => number;
  readonly isDead: (node: number) => boolean;
  /** What keeps one more from a slot: its turn, else one of its cells; `nothing` where there is room. */
  readonly obstacleOf: (view: View, index: number) => number;
  /** Who may be moved out of a cell, or out of the cell of a turn. */
  readonly occupants: (node: number) => Iterable<Occupant>;
  /** Does it help a node when this one leaves? Everybody helps a cell; a turn, those whom its limit binds. */
  readonly frees: (occupant: Occupant, node: number) => boolean;
  /** One of a cohort comes to a slot of one cell, and may be moved on. */
  enter(cohort: Cohort, index: number): void;
  leave(cohort: Cohort, cell: number): void;
  /** Takes room for good. */
  occupy(view: View, index: number): void;
  force(cells: CellSpan, visit: Interval): void;
  /** No search leads out of these nodes any more. */
  bury(nodes: Iterable<number>): void;
  /** What lies there for good from now on: all members of the cohorts that `isMeant`. */
  settle(isMeant: (cohort: Cohort) => boolean): readonly Occupant[];
}

/** No node. */
export const nothing = -1;

const nobody: readonly Occupant[] = [];

/** Room of all nodes, and the cells in which turns lie, by the number of the turn behind the cells. */
export interface NodePlan {
  readonly capacity: Int32Array;
  readonly cellOf: Int32Array;
}

export function createCellBook({ capacity, cellOf }: NodePlan): CellBook {
  const cellCount = capacity.length - cellOf.length;
  const used = new Int32Array(capacity.length);
  const dead = new Uint8Array(capacity.length);
  const movable = Array.from<Map<Cohort, Occupant> | undefined>({ length: cellCount });
  const isFull = (node: number): boolean => (used[node] ?? 0) >= (capacity[node] ?? 0);
  const across = createAcross({ used, capacity });

  function count(view: View, index: number, change: number): void {
    const slot = view.slots[index];
    const turn = view.turns?.[index] ?? nothing;
    if (turn !== nothing) used[turn] = (used[turn] ?? 0) + change;
    if (slot !== undefined) used[slot.firstCell] = (used[slot.firstCell] ?? 0) + change;
  }

  /** For good, in one cell or across several. */
  function lay(cells: CellSpan, visit: Interval): void {
    if (cells.firstCell === cells.lastCell) used[cells.firstCell] = (used[cells.firstCell] ?? 0) + 1;
    else across.lay(cells, visit);
  }

  return {
    used: (node) => used[node] ?? 0,
    isDead: (node) => dead[node] === 1,
    obstacleOf(view, index) {
      const turn = view.turns?.[index] ?? nothing;
      if (turn !== nothing && isFull(turn)) return turn;
      const slot = view.slots[index];
      if (slot === undefined) return nothing;
      if (slot.firstCell !== slot.lastCell) return across.fullFor(slot, slot) ?? nothing;
      return isFull(slot.firstCell) ? slot.firstCell : nothing;
    },
    occupants: (node) => movable[node < cellCount ? node : (cellOf[node - cellCount] ?? nothing)]?.values() ?? nobody,
    frees: ({ cohort, index }, node) => node < cellCount || cohort.view.turns?.[index] === node,
    enter(cohort, index) {
      count(cohort.view, index, 1);
      const cell = cohort.view.slots[index]?.firstCell ?? nothing;
      const here = movable[cell] ?? new Map<Cohort, Occupant>();
      movable[cell] = here;
      const known = here.get(cohort);
      if (known === undefined) here.set(cohort, { cohort, index, count: 1 });
      else known.count += 1;
    },
    leave(cohort, cell) {
      const occupant = movable[cell]?.get(cohort);
      if (occupant === undefined) return;
      count(cohort.view, occupant.index, -1);
      occupant.count -= 1;
      if (occupant.count === 0) movable[cell]?.delete(cohort);
    },
    occupy(view, index) {
      const slot = view.slots[index];
      if (slot === undefined) return;
      if (slot.firstCell === slot.lastCell) count(view, index, 1);
      else across.lay(slot, slot);
    },
    force: lay,
    bury(nodes) {
      for (const node of nodes) dead[node] = 1;
    },
    settle(isMeant) {
      const settled: Occupant[] = [];
      for (const here of movable) {
        for (const occupant of here?.values() ?? []) {
          if (!isMeant(occupant.cohort)) continue;
          settled.push(occupant);
          here?.delete(occupant.cohort);
        }
      }
      return settled;
    },
  };
}
