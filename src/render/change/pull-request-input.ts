import type { Briefing } from '../../model/briefing.ts';
import type { ChangeContent } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';

/** A Change as a reviewer meets it. */
export interface PullRequestInput {
  readonly content: ChangeContent;
  readonly plan: Plan;
  /** Moment of the last change of the fingerprint. */
  readonly asOf: Instant;
  readonly name: string;
  readonly path: string;
  /** Digest of what it was decided from then. */
  readonly inputsDigest: string;
  readonly briefing: Briefing;
  /** Address of an earlier pull request for the same branch that was closed; absent: there was none. */
  readonly follows?: string | undefined;
}
