import type { Exception } from './generated/exception.ts';
import type { Requirement } from './requirement.ts';
import type { Instant } from './time.ts';

/** An Exception as it would be written, with what it would cover once it is approved. */
export interface ExceptionDraft {
  readonly document: Exception;
  /** Where it goes, from the estate's root. */
  readonly path: string;
  /** The whole file. */
  readonly text: string;
  readonly covers: readonly CoveredRequirement[];
  /** What its approver should know about its reach, as sentences without a full stop. */
  readonly remarks: readonly string[];
}

/** What a draft covers of a requirement. */
export interface CoveredRequirement {
  readonly requirement: Requirement;
  /** The requirement in words: component, target, priority, deadline. */
  readonly summary: string;
  /** Advisories that are covered, in the order of the requirement. */
  readonly advisories: readonly string[];
  /** Whether nothing else is open, so that the requirement itself would be excepted. */
  readonly isWhole: boolean;
}

/** When an exception ends: the text as it is written, and the instant that it means. */
export interface ExceptionEnd {
  readonly text: string;
  readonly at: Instant;
}
