import type { Instant } from '../../model/time.ts';
import { remember } from './group.ts';
import type { Problem, Solution } from './problem.ts';
import type { Hold } from './release.ts';
import { countUntil, endsOf, type Slot } from './slot-list.ts';

type Slots = readonly Slot[];

/**
 * Slots of a finished schedule, picked from lists again and again. Equal questions share one answer, so that what is said
 * of an answer can be found once as well.
 */
export interface Picks {
  /** Those that are still ahead and end by then. */
  readonly endingBy: (slots: Slots, until: Instant) => Slots;
  /** Those that no hold keeps from starting. */
  readonly released: (slots: Slots, holds: readonly Hold[]) => Slots;
  /** Those with room. */
  readonly open: (slots: Slots) => Slots;
}

interface Endings {
  /** Distinct ends, in order: between two of them all questions are alike. */
  readonly ends: Float64Array;
  readonly byCount: Map<number, Slots>;
}

export function createPicks(problem: Problem, solution: Solution): Picks {
  const { asOf } = problem;
  const endings = new Map<Slots, Endings>();
  const released = new Map<Slots, Map<readonly Hold[], Slots>>();
  const open = new Map<Slots, Slots>();
  return {
    endingBy(slots, until) {
      const { ends, byCount } = remember(endings, slots, () => ({ ends: endsOf(slots), byCount: new Map() }));
      const pick = (): Slots => slots.filter(({ start, end }) => start >= asOf && end <= until);
      return remember(byCount, countUntil(ends, until), pick);
    },
    released(slots, holds) {
      const byHolds = remember(released, slots, () => new Map<readonly Hold[], Slots>());
      const isFree = ({ start }: Slot): boolean => holds.every(({ until }) => until !== undefined && start >= until);
      return remember(byHolds, holds, () => slots.filter(isFree));
    },
    open: (slots) => remember(open, slots, () => slots.filter((slot) => hasRoom(problem, solution, slot))),
  };
}

function hasRoom({ calendar }: Problem, { used }: Solution, { firstCell, lastCell }: Slot): boolean {
  for (let cell = firstCell; cell <= lastCell; cell += 1)
    if (used(cell) >= (calendar.capacity[cell] ?? 0)) return false;
  return true;
}
