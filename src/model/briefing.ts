import type { ComponentAssessment } from './finding.ts';
import type { TestRecord } from './generated/test-record.ts';
import type { Instant } from './time.ts';

/** What a reviewer of a Change wants to know beside what it asks for. */
export interface Briefing {
  readonly waiting: WaitingCost;
  readonly tests: TestBriefing;
  readonly wayBack: WayBack;
  /** What it asks for since it was approved last; `undefined`: nobody approved it, or approved it as it is. */
  readonly since: SinceApproval | undefined;
  /** How the software of each requirement was judged, by the id of the requirement. */
  readonly assessments: ReadonlyMap<string, ComponentAssessment>;
}

/** How many visits are past a deadline when they end, and the worst of them. */
export interface Lateness {
  readonly visits: number;
  readonly worst: { readonly asset: string; readonly lateMs: number } | undefined;
}

/**
 * What becomes of the visits when each of them misses its place: the next opening of a window that may carry it. Whether
 * there is room is not known, so it is the earliest that may be hoped for.
 */
export interface WaitingCost {
  /** Visits of the Change. */
  readonly visits: number;
  /** Earliest of the next places, and its window. `undefined`: there is none for any of them. */
  readonly next: { readonly start: Instant; readonly window: string } | undefined;
  /** Visits for which no window opens again within `searchedDays`; those count in `late` for nothing. */
  readonly homeless: number;
  readonly searchedDays: number;
  /** As planned, and at the next places. */
  readonly planned: Lateness;
  readonly late: Lateness;
}

/** What is on record about tests of the versions, and what policies still ask for. */
export interface TestBriefing {
  /** Newest first. */
  readonly runs: readonly TestRun[];
  readonly missing: readonly MissingEvidence[];
}

/** A test of versions that the Change installs. */
export interface TestRun {
  readonly record: string;
  readonly result: TestRecord['spec']['result'];
  readonly environment: string;
  /** Assets that it ran on, and the production assets that they stand for. */
  readonly assets: readonly string[];
  readonly mirrors: readonly string[];
  readonly kinds: readonly string[];
  readonly endedAt: Instant;
  /** `package version` of the Change that it is about, sorted. */
  readonly updates: readonly string[];
}

/** Evidence that visits of some assets wait for. */
export interface MissingEvidence {
  readonly needs: string;
  /** What is on record and does not count, in words. */
  readonly lacks: readonly string[];
  /** Sorted. */
  readonly assets: readonly string[];
}

/** How the work is taken back, and when that was tried. */
export interface WayBack {
  /** `undefined`: no policy states one. */
  readonly procedure: string | undefined;
  /** Newest first. */
  readonly drills: readonly Drill[];
  readonly missing: readonly MissingEvidence[];
}

/** A drill that counts for visits of the Change. */
export interface Drill {
  readonly record: string;
  readonly endedAt: Instant;
  /** Assets that were taken back. */
  readonly on: readonly string[];
  /** What a policy asks for. */
  readonly needs: string;
  /** Assets of the Change that it counts for, sorted. */
  readonly assets: readonly string[];
}

/** An approval of a Change that was given before it asked for what it asks for now. */
export interface SinceApproval {
  readonly by: string;
  readonly at: Instant | undefined;
  /** What goes beyond the approval, in words; `undefined`: it covers all that is left. */
  readonly beyond: string | undefined;
  /** Assets with a visit that was not in it, and those whose visit is gone; sorted. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly moved: readonly { readonly asset: string; readonly from: Instant; readonly to: Instant }[];
  /** Targets that are other or new (`before` absent), or gone (`now` absent). */
  readonly targets: readonly {
    readonly asset: string;
    readonly name: string;
    readonly before?: string;
    readonly now?: string;
  }[];
  readonly gates: readonly { readonly asset: string; readonly gate: string; readonly change: 'added' | 'removed' }[];
  /** Visits that are as they were. */
  readonly unchanged: number;
}
