import type { Estate } from '../../model/estate.ts';
import type { ApprovalRecord } from '../../model/generated/approval-record.ts';
import { parseInstant } from '../time.ts';
import { lastWords } from './supersession.ts';

/** What is on record about the approval of a merged Change. */
export interface RecordedApproval {
  readonly record: string;
  /** Person who states it, where no forge does. */
  readonly assertedBy: string | undefined;
  /** Why what was merged is not approved; empty: it is. */
  readonly lacks: readonly string[];
}

/**
 * The approvals of merged Changes, by Change. Only a record that nobody corrected speaks, and of several the last one. A
 * Change without a record is approved by its merge, and nothing shows by whom.
 */
export function recordedApprovals({ resources }: Estate): ReadonlyMap<string, RecordedApproval> {
  const records = lastWords([...(resources.ApprovalRecord?.values() ?? [])])
    .map(({ name, document: { spec } }) => ({
      name,
      spec,
      at: parseInstant(spec.mergedAt ?? spec.claimedAt ?? '') ?? 0,
    }))
    .sort((left, right) => left.at - right.at || (left.name < right.name ? -1 : 1));
  return new Map(
    records.flatMap(({ name, spec }) => {
      const approval = { record: name, assertedBy: spec.assertedBy, lacks: approvalLacks(spec) };
      return changesOf(spec).map((change) => [change, approval] as const);
    }),
  );
}

function changesOf({ change, resources = [] }: ApprovalRecord['spec']): readonly string[] {
  const named = resources.filter(({ kind }) => kind === 'Change').map(({ name }) => name);
  return [...new Set([...(change === undefined ? [] : [change]), ...named])];
}

/** What an approval lacks by its own record: roles, or a content that is what was reviewed. */
export function approvalLacks({
  missingRoles = [],
  content,
  reviews,
  evidence,
  assertedBy,
}: ApprovalRecord['spec']): readonly string[] {
  const isGiven =
    reviews.some(({ state, ...review }) => state === 'approved' && review.void === undefined) ||
    (evidence === 'asserted' && assertedBy !== undefined);
  return [
    ...missingRoles.map((role) => `${role} did not approve what was merged`),
    ...(content === 'differs' ? ['what was merged is not what was reviewed'] : []),
    ...(isGiven ? [] : ['no review approves what was merged']),
  ];
}
