import type { Instant } from './time.ts';

/** Steps of the work, in the order in which they are done. */
export const costSteps = ['evaluate', 'approve', 'test', 'deploy', 'verify'] as const;
export type CostStep = (typeof costSteps)[number];

/** Something that a figure was computed from, and who says so. */
export interface CostInput {
  /** Such as `steps.deploy.minutes`. */
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  /** `the Workspace`, or what it was measured from. */
  readonly source: string;
  /** `file:line`; `undefined` for what was measured from several files. */
  readonly at: string | undefined;
}

/** An amount with its formula and what it speaks of. `undefined`: not known, which is never nothing. */
export interface CostFigure {
  /** Stable name, such as `labour` or `step-deploy`. */
  readonly id: string;
  readonly title: string;
  readonly formula: string;
  /** In the smallest unit of the currency. */
  readonly amount: bigint | undefined;
  readonly population: number;
  readonly populationOf: string;
  /** Is a part of it not known? Then a cost is the least it can be, and savings are those of the known part. */
  readonly isPartial: boolean;
}

/** What one patch, asset or month cost. */
export interface CostShare {
  readonly name: string;
  readonly amount: bigint;
  readonly deployments: number;
}

/** What patching cost over a period. */
export interface Cost {
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly currency: string;
  /** Decimals of the smallest unit. */
  readonly decimals: number;
  readonly figures: readonly CostFigure[];
  /** Dearest first. What belongs to no patch or no asset is a share of its own, so that the sums agree. */
  readonly byPatch: readonly CostShare[];
  readonly byAsset: readonly CostShare[];
  /** Oldest first; `yyyy-mm` in the Workspace's zone. */
  readonly byMonth: readonly CostShare[];
  readonly inputs: readonly CostInput[];
  /** What is not known and therefore in no figure, in sentences. */
  readonly gaps: readonly string[];
  /** What the figures cannot say, in sentences. */
  readonly limits: readonly string[];
}
