import type { Priority, RequirementState } from './requirement.ts';
import type { Instant } from './time.ts';

/** A requirement that only one of two plans has. */
export interface DiffedRequirement {
  readonly id: string;
  readonly asset: string;
  readonly component: string;
  readonly version: string;
  readonly target: string | undefined;
  readonly priority: Priority;
  readonly state: RequirementState;
  readonly due: Instant | undefined;
  readonly advisories: readonly string[];
}

/** A requirement of both plans whose deadline, priority, target or state differs. */
export interface ChangedRequirement {
  readonly asset: string;
  readonly component: string;
  readonly before: DiffedRequirement;
  readonly after: DiffedRequirement;
  /** `later` and `never` loosen what was promised, `earlier` tightens it. */
  readonly due: 'same' | 'earlier' | 'later' | 'never';
  /** Rule that binds the due now, and before; `policy/rule` and `file:line`. */
  readonly ruleBefore: RuleReference | undefined;
  readonly ruleAfter: RuleReference | undefined;
}

/** A rule and where it stands. */
export interface RuleReference {
  readonly rule: string;
  readonly at: string | undefined;
}

/** A visit of both plans that starts elsewhere, or of one plan only. */
export interface DiffedVisit {
  readonly asset: string;
  readonly kind: 'added' | 'removed' | 'moved';
  readonly before: Instant | undefined;
  readonly after: Instant | undefined;
  readonly window: string | undefined;
}

/** A rule that promises something else than before. */
export interface ChangedPromise {
  readonly rule: string;
  readonly at: string | undefined;
  readonly kind: 'loosened' | 'tightened' | 'changed' | 'added' | 'removed';
  /** What it says before and after: `immediate within 24h of detected`. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Assets the policy selects, after (before, where it was removed). */
  readonly assets: number;
}

/** What a revision does to the fleet: both sides judged at one instant, so that only the files differ. */
export interface PlanDiff {
  readonly asOf: Instant;
  readonly timeZone: string;
  readonly added: readonly DiffedRequirement[];
  readonly removed: readonly DiffedRequirement[];
  readonly changed: readonly ChangedRequirement[];
  readonly visits: readonly DiffedVisit[];
  readonly promises: readonly ChangedPromise[];
  readonly exceptions: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly assets: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Assets that some policy selected before and none does now. */
  readonly uncovered: readonly string[];
}
