import type { Reason } from './requirement.ts';
import type { Instant } from './time.ts';

/** States of a visit. */
export const visitStates = [
  'planned',
  'proposed',
  'approved',
  'blocked',
  'in-progress',
  'soaking',
  'succeeded',
  'succeeded-with-issues',
  'failed',
  'missed',
  'rolled-back',
  'cancelled',
  'late',
] as const;
export type VisitState = (typeof visitStates)[number];

/**
 * What must hold before a visit may run. `needs` is what must hold, in words that no evidence changes: a Change file
 * states it, and is not rewritten when evidence arrives. What is on record stands beside it.
 */
export interface Gate {
  readonly gate: 'approval' | 'test-evidence' | 'rollback-drill' | 'ring-promotion' | 'health' | 'forensics' | 'duty';
  readonly status: 'open' | 'met';
  readonly needs: string;
  /** Names of the records that meet it; of the merged Change, for an approval. Sorted; only of a gate that is met. */
  readonly metBy?: readonly string[];
  /** Person on whose word alone it is met: an approval that no forge confirms. */
  readonly assertedBy?: string | undefined;
  /** What is on record and does not count, or counts for a part only, in words. Only of a gate that is open. */
  readonly lacks?: readonly string[];
}

/** A window, freeze or budget that was tried and refused, for explain. */
export interface RefusedSlot {
  readonly window: string;
  readonly start: Instant;
  readonly reason: Reason;
}

/** One asset maintained once. */
export interface Visit {
  /** `V-` and 12 hex digits; minted when first planned, kept when it moves. */
  readonly id: string;
  readonly kind: 'routine' | 'emergency';
  readonly asset: string;
  readonly ring: string | undefined;
  /** `undefined`: no window, an emergency visit. */
  readonly window: string | undefined;
  /** Counts the rounds of a window occurrence from 1. */
  readonly wave: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly state: VisitState;
  /** The earliest due the visit can still meet; `undefined` = nothing is due. */
  readonly deadline: Instant | undefined;
  /** Requirement ids, sorted. */
  readonly requirements: readonly string[];
  readonly gates: readonly Gate[];
  readonly reasons: readonly Reason[];
  readonly refused: readonly RefusedSlot[];
  /** Approved visit that was to bring some of this and is over without it. Absent: this is the first. */
  readonly retryOf?: string;
}

/** How a cluster keeps its service while its members are visited. */
export interface ClusterPlan {
  readonly cluster: string;
  readonly consensus: string;
  readonly members: number;
  /** Members that may be away at once, after rounding to the safe side. */
  readonly maxUnavailable: number;
  readonly soakMs: number;
  /** Visits of members, in the order in which they run. */
  readonly visits: readonly string[];
  /** How much of the voting weight has what the plan brings; a member that wants nothing of it has it already. */
  readonly coverage: Coverage;
}

/**
 * Shares of the voting weight, in percent, rounded down to a tenth, or to as many places as it takes to tell them from
 * the threshold. External members count as not covered.
 */
export interface Coverage {
  /** Before the first visit. */
  readonly initialPercent: number;
  /** After each visit with which a member has all that it wants, by end. */
  readonly steps: readonly { readonly visit: string; readonly percent: number }[];
  /** The share that must be exceeded for the protocol to be safe; `undefined`: it has none. */
  readonly threshold:
    | {
        readonly percent: number;
        /** Is it exceeded before the first visit? */
        readonly isReached: boolean;
        /** The visit with which it is; `undefined`: it is already, or never. */
        readonly reachedAfter: string | undefined;
      }
    | undefined;
  /** Members that count as covered from the start by the word of a record alone, sorted. Absent: none. */
  readonly unverified?: readonly string[];
}

/**
 * The second phase of a release that takes effect later than it is installed: one step of a cluster, or of an asset that
 * is in none. It belongs after the last install; before that, a member without the binary would stop.
 */
export interface Activation {
  /** Name of the Patch. */
  readonly patch: string;
  readonly ecosystem: string;
  readonly package: string;
  readonly version: string;
  /** `undefined`: the one asset in `members` activates by itself. */
  readonly cluster: string | undefined;
  /** What switches it: a set time, a height of the chain, or somebody's step. */
  readonly by: 'time' | 'height' | 'step';
  /** When; of a height, its estimate; of a step, the first instant at which it may be taken. `undefined`: nobody can say. */
  readonly at: Instant | undefined;
  /** The window in which a step is to be taken. */
  readonly window: string | undefined;
  readonly height: number | undefined;
  /** By when every member must have it: the activation less its margin; of a step, by when it is due itself. */
  readonly deadline: Instant | undefined;
  /** Who must have it. `missing`: no visit installs it; `unknown`: outside the estate. */
  readonly members: readonly {
    readonly asset: string;
    readonly state: 'installed' | 'planned' | 'missing' | 'unknown';
    /** End of the visit that installs it. */
    readonly installedBy?: Instant;
  }[];
  /** From when every member has it and its soak is over; `undefined`: nobody can say. */
  readonly readyAt: Instant | undefined;
  /** Share of the voting weight of the members, in percent, rounded down to a tenth; `undefined` without a cluster. */
  readonly weight: { readonly installed: number; readonly planned: number } | undefined;
  readonly state: 'waiting' | 'ready' | 'late';
  readonly reasons: readonly Reason[];
}

/** How good a schedule is: visits over before they are due, and how many any schedule could have at most. */
export interface Bound {
  /** Visits that were to be placed; approved ones apart. */
  readonly total: number;
  readonly onTime: number;
  readonly upperBound: number;
  /** Is it proven that no schedule has more on time? */
  readonly exact: boolean;
}

/** What the schedule stage decides. Assets without a place stand in `unplaced`, each with its reason. */
export interface Schedule {
  readonly visits: readonly Visit[];
  readonly clusters: readonly ClusterPlan[];
  /** Sorted by Patch, and by cluster or asset. */
  readonly activations: readonly Activation[];
  readonly bound: Bound;
  readonly unplaced: readonly {
    readonly asset: string;
    readonly requirements: readonly string[];
    readonly reason: Reason;
  }[];
}
