import type { ForgeProblem } from './forge.ts';
import type { Requirement } from './requirement.ts';
import type { Instant } from './time.ts';

/** Why a Change waits although its work is required: too many are open, or too many are new in one run. */
export type HoldReason = 'open' | 'new';

/** An update of an asset. */
export interface EditedUpdate {
  readonly asset: string;
  readonly name: string;
  readonly target: string;
}

/** How a Change that people edited compares with what the plan asks for. */
export interface EditVerdict {
  /** What is wrong with its files, as `file:line: message`. */
  readonly errors: readonly string[];
  /** Updates that the plan asks for and the edited Change has not. */
  readonly missing: readonly EditedUpdate[];
  /** Updates that the plan does not ask for. */
  readonly added: readonly EditedUpdate[];
  /** Visits of both that start at another instant, in UTC. */
  readonly moved: readonly { readonly asset: string; readonly from: string; readonly to: string }[];
  /** Does the edited Change still do all that the plan asks for? */
  readonly isCovering: boolean;
}

/** A Change on the dashboard. */
export interface DashboardChange {
  readonly branch: string;
  /** Address of the pull request; `undefined`: none is open. */
  readonly url: string | undefined;
  readonly visits: number;
  readonly approvers: readonly string[];
  readonly firstStart: Instant | undefined;
  readonly earliestDue: Instant | undefined;
  readonly late: number;
}

/** What the dashboard shows. Nothing in it moves with the clock alone. */
export interface Dashboard {
  readonly timeZone: string;
  readonly overdue: readonly Requirement[];
  readonly declined: readonly Requirement[];
  readonly failed: readonly (ForgeProblem & { readonly branch: string })[];
  readonly edited: readonly DashboardChange[];
  readonly heldBack: readonly (DashboardChange & { readonly limit: HoldReason })[];
  readonly open: readonly DashboardChange[];
}

/** How proposing one Change went, for people and programs. */
export interface ProposalLine {
  readonly step:
    | 'create'
    | 'update'
    | 'unchanged'
    | 'edited'
    | 'held-back'
    | 'queued'
    | 'merged'
    | 'vanished'
    | 'blocked'
    | 'declined';
  readonly branch: string;
  /** The Change, when it is or would be up for approval. */
  readonly change:
    | {
        readonly path: string;
        readonly planFp: string;
        readonly approvers: readonly string[];
        readonly visits: readonly string[];
      }
    | undefined;
  /** Address of the pull request, or the file of its text; `undefined`: there is none yet. */
  readonly pullRequest: string | undefined;
  /** What is said of it where the step alone does not. */
  readonly remark: string;
  /** Kinds of the writes that were made, or would be, in order. */
  readonly writes: readonly string[];
  readonly failure: ForgeProblem | undefined;
  /** What the forge would not do and that stops nothing. */
  readonly degraded: readonly string[];
}
