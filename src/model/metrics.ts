import type { Priority } from './requirement.ts';
import type { Instant } from './time.ts';

/** A figure with what it was made of. `value` is `undefined` where its population is empty: no share of nothing. */
export interface Metric {
  /** Stable name, such as `on-time`. */
  readonly id: string;
  readonly title: string;
  /** How it is computed, in words. */
  readonly formula: string;
  readonly unit: 'percent' | 'hours' | 'count';
  /** Of which priority; `undefined`: of all. */
  readonly priority: Priority | undefined;
  readonly value: number | undefined;
  /** How many the figure speaks of, and what they are. */
  readonly population: number;
  readonly populationOf: string;
}

/** A stretch of the period with what was opened and closed in it. */
export interface TrendPoint {
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly opened: number;
  readonly closed: number;
  /** Share of what was closed with a due that was kept, in percent; `undefined`: nothing was. */
  readonly onTime: number | undefined;
}

/** How well the work went, over a period. */
export interface Metrics {
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly metrics: readonly Metric[];
  /** Oldest first. */
  readonly trend: readonly TrendPoint[];
  /** What keeps the figures from saying more, in sentences. */
  readonly limits: readonly string[];
}
