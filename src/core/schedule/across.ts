import type { Interval } from '../../model/time.ts';
import { remember } from './group.ts';
import { createLoad, type Load } from './load.ts';

/** Visits that lie across several cells for good, such as those of a soaking cluster between the waves of others. */
export interface Across {
  /** Puts a visit across cells. */
  lay(cells: CellSpan, visit: Interval): void;
  /** The first cell that has no room for one more; `undefined` where all have. */
  readonly fullFor: (cells: CellSpan, visit: Interval) => number | undefined;
}

/** The waves in which a visit lies, first and last. */
export interface CellSpan {
  readonly firstCell: number;
  readonly lastCell: number;
}

/** How full all cells are, and how full they may be. */
export interface Fullness {
  readonly used: Int32Array;
  readonly capacity: Int32Array;
}

interface Lying {
  readonly load: Load;
  /** Highest number of them under way at once, which is what they take of the cell. */
  peak: number;
}

/**
 * Visits across cells take as much of each as are under way there at once: those that follow one another share a place. All
 * others of a cell take one each. Intervals that meet one another and a cell meet within it, so whole visits can be compared.
 */
export function createAcross({ used, capacity }: Fullness): Across {
  const lyingIn = new Map<number, Lying>();

  function isFull(cell: number, visit: Interval): boolean {
    const [taken, room] = [used[cell] ?? 0, capacity[cell] ?? 0];
    if (taken < room) return false;
    const lying = lyingIn.get(cell);
    return lying === undefined || taken - lying.peak + lying.load.peak(visit) >= room;
  }

  return {
    lay({ firstCell, lastCell }, visit) {
      for (let cell = firstCell; cell <= lastCell; cell += 1) {
        const lying = remember(lyingIn, cell, () => ({ load: createLoad(), peak: 0 }));
        lying.load.add(visit, 1);
        const peak = Math.max(lying.peak, lying.load.peak(visit));
        used[cell] = (used[cell] ?? 0) + peak - lying.peak;
        lying.peak = peak;
      }
    },
    fullFor({ firstCell, lastCell }, visit) {
      for (let cell = firstCell; cell <= lastCell; cell += 1) if (isFull(cell, visit)) return cell;
      return undefined;
    },
  };
}
