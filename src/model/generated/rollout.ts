// Generated from schemas/rollout.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
  PercentOrCount,
  Selector,
} from './common.ts';

/** Rings in which work is rolled out, and what must hold before the next ring. */
export interface Rollout {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Rollout`. */
  readonly kind: 'Rollout';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Rollout states. */
  readonly spec: {
    /** What the rollout is for. Default: none. */
    readonly description?: string;
    /** Assets that the rollout covers. Default: all. */
    readonly selector?: Selector;
    /** Rings in order. The first that selects an asset takes it. */
    readonly rings: readonly Ring[];
    /** Stops the rollout for a time, with every ring; visits that are approved stand. Default: not paused. */
    readonly paused?: {
      /** Until when. Default: until this entry is removed. */
      readonly until?: string;
      /** Why. */
      readonly reason: string;
    };
  };
}

/** A stage of the rollout. */
export interface Ring {
  /** Name of the ring, unique in the rollout. */
  readonly name: string;
  /** Assets of the ring. Default: all that no earlier ring took. */
  readonly selector?: Selector;
  /** Time that must pass well after this ring before the next: one duration, or one for each priority. Default: `0h`. */
  readonly soak?:
    | string
    | {
        readonly immediate?: string;
        readonly 'out-of-cycle'?: string;
        readonly scheduled?: string;
        readonly defer?: string;
      };
  /** What must be reached before the next ring starts. An empty ring passes. */
  readonly promote?: {
    /** Share of finished visits that must have succeeded. Default: `100%`. */
    readonly successRate?: string;
    /** Finished visits that are needed; at most the size of the ring. Default: 1. */
    readonly minSample?: number;
  };
  /** How many assets of the ring may be under maintenance at a time. Default: as the window says. */
  readonly maxConcurrent?: PercentOrCount;
}
