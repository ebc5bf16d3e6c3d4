import type { Priority } from './requirement.ts';
import type { Instant } from './time.ts';

/** Why a line stands at the head of a plan, most pressing first. */
export const attentionLabels = [
  'overdue',
  'late',
  'emergency',
  'due-today',
  'due-soon',
  'no-fix',
  'needs-decision',
  'unknown',
  'unplaced',
  'excepted',
  'met',
  'open',
] as const;
export type AttentionLabel = (typeof attentionLabels)[number];

/** A line of the plan as every output shows it: one requirement, or the same requirement on several assets. */
export interface AttentionRow {
  readonly label: AttentionLabel;
  readonly assets: readonly string[];
  readonly ecosystem: string;
  readonly component: string;
  readonly version: string;
  readonly target: string | undefined;
  /** Whether `target` leaves some advisories open. */
  readonly partial: boolean;
  /** There is a fixed version, and it would bring in something worse. */
  readonly worse: boolean;
  readonly severity: string | undefined;
  readonly exploited: boolean;
  readonly priority: Priority;
  readonly due: Instant | undefined;
  /** `policy/rule` that binds the due. */
  readonly rule: string | undefined;
  /** `file:line` of that rule. */
  readonly ruleAt: string | undefined;
  /** One sentence: what is in the way, or why it stands here. Empty when there is nothing to say. */
  readonly note: string;
  readonly requirements: readonly string[];
  readonly advisories: readonly string[];
}
