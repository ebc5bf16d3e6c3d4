import type { Estate } from '../../model/estate.ts';
import type { ApprovalRecord } from '../../model/generated/approval-record.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Instant } from '../../model/time.ts';
import { type People, peopleIn } from '../evidence/approval-people.ts';
import { readApproval } from '../evidence/approval-reading.ts';
import { lastWords } from '../evidence/supersession.ts';
import { parseInstant } from '../time.ts';

/** The record that a merge was approved, and by whom. */
export interface ApprovalEvidence {
  /** Name of the ApprovalRecord. */
  readonly record: string;
  /** Ids of the people who approved, or their forge logins where no Team knows them; sorted. */
  readonly approvers: readonly string[];
  readonly approvedAt: Instant | undefined;
}

/**
 * The approvals of all Exceptions that an ApprovalRecord names, by exception. The approver is read from
 * the reviews of the merge that brought it; a record that another one supersedes, or that holds no approving review,
 * proves nothing. Of several records the last one decides.
 */
export function approvedExceptions(estate: Estate): ReadonlyMap<string, ApprovalEvidence> {
  return approvalsOf(estate, 'Exception');
}

/** As `approvedExceptions`, of the resources of any kind, by name. */
export function approvalsOf(estate: Estate, kind: Kind): ReadonlyMap<string, ApprovalEvidence> {
  const people = peopleIn(estate);
  const approvals = lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])])
    .flatMap(({ name, document: { spec } }) => evidenceOf(name, spec, people))
    .sort((left, right) => (left.evidence.approvedAt ?? 0) - (right.evidence.approvedAt ?? 0));
  return new Map(
    approvals.flatMap(({ spec, evidence }) =>
      (spec.resources ?? []).filter((brought) => brought.kind === kind).map(({ name }) => [name, evidence] as const),
    ),
  );
}

/** A merge that a role did not approve, or that holds what nobody reviewed, approves nothing of what it brought. */
function evidenceOf(record: string, spec: ApprovalRecord['spec'], people: People) {
  const { approvers, lacks } = readApproval(spec, people);
  const approvedAt = parseInstant(spec.mergedAt ?? spec.claimedAt ?? '');
  return lacks.length > 0 || approvers.length === 0 ? [] : [{ spec, evidence: { record, approvers, approvedAt } }];
}
