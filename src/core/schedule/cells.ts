import type { Slot } from './service.ts';

/** How full each wave is, and with whom. A cell is one wave of one window occurrence. */
export interface CellBook {
  readonly used: (cell: number) => number;
  readonly isDead: (cell: number) => boolean;
  /** Has every cell of a slot room left? */
  readonly hasRoom: (slot: Slot) => boolean;
  /** Cells of a slot that have no room left. */
  readonly fullCells: (slot: Slot) => readonly number[];
  /** Jobs of a cell that may be moved elsewhere. */
  readonly movable: (cell: number) => readonly number[];
  enter(job: number, slot: Slot, movable: boolean): void;
  leave(job: number, slot: Slot): void;
  force(firstCell: number, lastCell: number): void;
  /** No search leads out of these cells any more. */
  bury(cells: Iterable<number>): void;
}

const nobody: readonly number[] = [];

export function createCellBook(capacity: Int32Array): CellBook {
  const used = new Int32Array(capacity.length);
  const dead = new Uint8Array(capacity.length);
  const movable = Array.from<number[] | undefined>({ length: capacity.length });
  const isFull = (cell: number): boolean => (used[cell] ?? 0) >= (capacity[cell] ?? 0);

  function count(firstCell: number, lastCell: number, change: number): void {
    for (let cell = firstCell; cell <= lastCell; cell += 1) used[cell] = (used[cell] ?? 0) + change;
  }

  return {
    used: (cell) => used[cell] ?? 0,
    isDead: (cell) => dead[cell] === 1,
    hasRoom({ firstCell, lastCell }) {
      for (let cell = firstCell; cell <= lastCell; cell += 1) if (isFull(cell)) return false;
      return true;
    },
    fullCells({ firstCell, lastCell }) {
      const full: number[] = [];
      for (let cell = firstCell; cell <= lastCell; cell += 1) if (isFull(cell)) full.push(cell);
      return full;
    },
    movable: (cell) => movable[cell] ?? nobody,
    enter(job, slot, isMovable) {
      count(slot.firstCell, slot.lastCell, 1);
      if (!isMovable) return;
      const jobs = movable[slot.firstCell];
      if (jobs === undefined) movable[slot.firstCell] = [job];
      else jobs.push(job);
    },
    leave(job, slot) {
      count(slot.firstCell, slot.lastCell, -1);
      const jobs = movable[slot.firstCell];
      const index = jobs?.indexOf(job) ?? -1;
      if (jobs !== undefined && index >= 0) jobs.splice(index, 1);
    },
    force: (firstCell, lastCell) => count(firstCell, lastCell, 1),
    bury(cells) {
      for (const cell of cells) dead[cell] = 1;
    },
  };
}
