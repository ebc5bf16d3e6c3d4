import type { FeedState } from './advisory.ts';
import type { Asset } from './asset.ts';
import type { Assumption, Priority, Requirement, RequirementBook, RequirementState } from './requirement.ts';
import type { Instant } from './time.ts';
import type { Schedule, VisitState } from './visit.ts';

/** Compliance of an asset; only `compliant` is compliant. */
export const complianceStates = ['compliant', 'non-compliant', 'stale', 'unknown'] as const;
export type Compliance = (typeof complianceStates)[number];

/** An asset's verdict with the sentence that explains it. */
export interface AssetVerdict {
  readonly asset: string;
  readonly compliance: Compliance;
  readonly because: string;
}

/** Components of an ecosystem that no advisory source watches. Never clean. */
export interface UnwatchedEcosystem {
  readonly ecosystem: string;
  readonly components: number;
  readonly assets: readonly string[];
  /** Normalised names of the packages meant, where the others of the ecosystem are watched; absent = all of them. */
  readonly packages?: readonly string[] | undefined;
}

/** An assumption and how many decisions rest on it. */
export interface CountedAssumption extends Assumption {
  readonly count: number;
}

/** The program and time-zone data that computed a plan. */
export interface ToolVersion {
  readonly version: string;
  readonly tzdata: string;
}

/** Findings by what was decided; what is under investigation counts as affected. */
export interface FindingCounts {
  readonly affected: number;
  readonly fixed: number;
  readonly notAffected: number;
  readonly unknown: number;
}

/** Counts for the head of every output. Sums by state equal the totals. */
export interface PlanSummary {
  readonly assets: { readonly total: number } & Readonly<Record<Compliance, number>>;
  readonly components: number;
  readonly requirements: {
    readonly total: number;
    readonly byState: Readonly<Record<RequirementState, number>>;
    /** Past their due instant, whatever their state. */
    readonly overdue: number;
    readonly byPriority: Readonly<Record<Priority, number>>;
  };
  readonly visits: {
    readonly total: number;
    readonly emergency: number;
    readonly byState: Readonly<Record<VisitState, number>>;
  };
  readonly assumptions: readonly CountedAssumption[];
  readonly unwatched: readonly UnwatchedEcosystem[];
  readonly feeds: readonly FeedState[];
  /** Findings by status over all assets, for completeness: also what was found not to apply. */
  readonly findings: FindingCounts;
}

/**
 * The result of the main job: everything that is required, since when, by when, why, and when it is done.
 * `incomplete` names why parts of the estate could not be judged; empty when all of it was.
 */
export interface Plan {
  readonly asOf: Instant;
  readonly commit: string | undefined;
  readonly inputsDigest: string;
  readonly tool: ToolVersion;
  readonly timeZone: string;
  readonly assets: readonly Asset[];
  readonly verdicts: readonly AssetVerdict[];
  /** What is required, by sets that alike assets share. */
  readonly book: RequirementBook;
  /** The same one by one, made when first read: a large fleet has a million of them. */
  readonly requirements: readonly Requirement[];
  readonly schedule: Schedule;
  /** `file:line` of every rule, by `policy/rule`. */
  readonly ruleSources: ReadonlyMap<string, string>;
  readonly summary: PlanSummary;
  readonly incomplete: readonly string[];
}
