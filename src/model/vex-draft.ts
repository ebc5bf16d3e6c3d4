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

/** A draft and where it would stand. */
export interface PlacedDraft {
  readonly draft: AssessmentDraft;
  /** Where it is written; of one that is there already, where it stands. */
  readonly path: string;
  readonly text: string;
  /** `differs`: an Assessment of its name says something else. It stays as it is; people decide. */
  readonly kind: 'new' | 'unchanged' | 'differs';
}

/** What an import of VEX documents wrote, or would write. */
export interface VexImportView {
  readonly placed: readonly PlacedDraft[];
  readonly left: readonly LeftStatement[];
  /** Statements that were read. */
  readonly statements: number;
  /** Paths that were written. */
  readonly written: readonly string[];
  readonly isDryRun: boolean;
}
