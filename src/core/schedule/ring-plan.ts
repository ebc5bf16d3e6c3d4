import type { Priority } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';

/** A stage of a rollout. */
export interface RingPlan {
  readonly rollout: string;
  readonly name: string;
  /** Counts the rings of the rollout from 0. */
  readonly index: number;
  /** Time that must pass well behind this ring before the next, exact milliseconds. */
  readonly soakMs: (priority: Priority) => number;
  /** How many assets of the ring may be under maintenance at a time; `undefined`: as the window says. */
  readonly maxConcurrent: number | undefined;
  /** Share of finished visits that must have succeeded, and how many must have finished; at most the ring's size. */
  readonly promote: { readonly percent: number; readonly sample: number; readonly isStated: boolean };
  readonly paused: { readonly until: Instant | undefined; readonly reason: string } | undefined;
}
