import type { Instant, Interval } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import type { ClusterSpec } from './cluster.ts';
import type { Constraint } from './constraint.ts';
import type { Job } from './job.ts';
import type { JobTable } from './job-table.ts';
import type { Hold } from './release.ts';
import type { RolloutPlans } from './rollout.ts';
import type { Calendar } from './service.ts';
import type { Slot } from './slot-list.ts';
import type { UnreadWindows } from './unread.ts';

/** Everything a schedule is computed from, read and checked. */
export interface Problem extends JobTable {
  readonly asOf: Instant;
  readonly horizonEnd: Instant;
  readonly calendar: Calendar;
  readonly clusters: readonly ClusterSpec[];
  readonly rollouts: RolloutPlans;
  readonly unreadWindowsOf: UnreadWindows;
  /** Visits of approved Changes with what they carry: they stand and use capacity first. */
  readonly fixed: readonly StandingVisit[];
  /** Visits of open proposals, by the job that carries on with them: they stay where they are if they can. */
  readonly proposed: ReadonlyMap<Job, Visit>;
}

/** A visit that was decided before, with what it carries as far as that is still known. */
export interface StandingVisit {
  readonly visit: Visit;
  readonly job: Job | undefined;
}

/** What became of a job. */
export type Placement = Placed | { readonly status: 'unplaced'; readonly job: Job; readonly holds: readonly Hold[] };

/** A job with its place. `slot` is `undefined` for an emergency. */
export interface Placed {
  readonly status: 'placed';
  readonly job: Job;
  readonly kind: 'routine' | 'emergency';
  readonly slot: Slot | undefined;
  readonly time: Interval;
  readonly holds: readonly Hold[];
}

export interface Solution {
  readonly placements: readonly Placement[];
  /** Visits in each cell. */
  readonly used: (cell: number) => number;
  /** How many are over before they are due. */
  readonly onTime: number;
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  /** Visits that any schedule could have on time at most; equal to those on time where that is proven to be best. */
  readonly upperBound: number;
}

/** Is the visit over before the first thing it carries is due, with nothing overdue? */
export function isOnTime({ due, isOverdue }: JobTable, placement: Placement): placement is Placed {
  if (placement.status === 'unplaced') return false;
  const { number } = placement.job;
  return isOverdue[number] === 0 && placement.time.end <= (due[number] ?? 0);
}

/** Overdue work may go along with work that is not; the visit is late only when it misses what could still be met. */
export function isLate({ due, isOverdue }: JobTable, { job: { number }, time }: Placed): boolean {
  const first = due[number] ?? 0;
  return Number.isFinite(first) ? time.end > first : isOverdue[number] === 1;
}

/** How many visits are on time. */
export function countOnTime(table: JobTable, placements: readonly Placement[]): number {
  let count = 0;
  for (const placement of placements) if (isOnTime(table, placement)) count += 1;
  return count;
}
