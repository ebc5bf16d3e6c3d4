import type { Assessment } from './generated/assessment.ts';
import type { VexSource } from './vex.ts';

/** An Assessment that says what a VEX statement says, for people to review. */
export interface AssessmentDraft {
  readonly document: Assessment;
  readonly source: VexSource;
  /** Position of the statement within its document, from 1. */
  readonly statement: number;
  /** Assets that carry what it is about today, sorted. */
  readonly assets: readonly string[];
}

/** A statement, or one product of it, that no Assessment can be written for. */
export interface LeftStatement {
  readonly source: VexSource;
  readonly statement: number;
  readonly ids: readonly string[];
  readonly product: string;
  readonly reason: string;
}

/** What becomes of the statements of VEX documents. */
export interface VexDrafts {
  readonly drafts: readonly AssessmentDraft[];
  readonly left: readonly LeftStatement[];
}
