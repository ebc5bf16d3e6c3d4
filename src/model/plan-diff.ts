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

/** A rule, or what holds for all rules of a policy, that promises something else than before. */
export interface ChangedPromise {
  /** `policy/rule`, or the policy alone. */
  readonly rule: string;
  /** `file:line`, after (before, where it is gone). */
  readonly at: string | undefined;
  /** `added` and `removed` are rows of a table that is in force on both sides: they may loosen or tighten. */
  readonly kind: 'loosened' | 'tightened' | 'changed' | 'added' | 'removed';
  /** What it says before and after: `immediate within 24h of detected`; `undefined`: nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Assets for which it is another promise; of a row that was removed, those that it was for. */
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
  readonly exceptions: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly ChangedException[];
  };
  readonly assets: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** The same uid under another name. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  /** Assets that some policy selected before and none does now. */
  readonly uncovered: readonly string[];
  /** Why a side could not be judged in whole; what it leaves out may look as if the revision did it. */
  readonly incomplete: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** An exception of both sides that says something else; the days as written. */
export interface ChangedException {
  readonly name: string;
  readonly expiresBefore: string;
  readonly expiresAfter: string;
}
