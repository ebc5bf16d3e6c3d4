import type { TimeZone } from '../../model/time.ts';
import type { Cut } from './cut.ts';
import type { Placement, Problem } from './problem.ts';

/** A late visit with what keeps it from being on time. */
export interface LateVisit {
  readonly placement: Placement;
  readonly cut: Cut;
}

/** Late visits that one change is to help. */
export interface Trial {
  readonly late: readonly LateVisit[];
  readonly zone: TimeZone;
  /** Does a changed problem have all of them on time, and no fewer of the others? */
  readonly helps: (tweaked: Problem) => boolean;
}
