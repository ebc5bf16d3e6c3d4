import type { Estate } from '../../model/estate.ts';
import type { ApprovalRecord, Review } from '../../model/generated/approval-record.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Instant } from '../../model/time.ts';
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
  const records = [...(estate.resources.ApprovalRecord?.values() ?? [])];
  const superseded = new Set(records.flatMap(({ document }) => document.spec.supersedes ?? []));
  const people = peopleByLogin(estate);
  const approvals = records
    .filter(({ name, document }) => !superseded.has(name) && isWhole(document.spec))
    .map(({ name, document }) => ({ spec: document.spec, evidence: evidenceOf(name, document.spec, people) }))
    .filter(({ evidence }) => evidence.approvers.length > 0)
    .sort((left, right) => (left.evidence.approvedAt ?? 0) - (right.evidence.approvedAt ?? 0));
  return new Map(
    approvals.flatMap(({ spec, evidence }) =>
      (spec.resources ?? []).filter((brought) => brought.kind === kind).map(({ name }) => [name, evidence] as const),
    ),
  );
}

function evidenceOf(
  record: string,
  spec: ApprovalRecord['spec'],
  people: ReadonlyMap<string, string>,
): ApprovalEvidence {
  const approvedAt = parseInstant(spec.mergedAt ?? spec.claimedAt ?? '');
  return { record, approvers: approversOf(spec, people), approvedAt };
}

/** A merge that a role did not approve, or that holds what nobody reviewed, approves nothing of what it brought. */
const isWhole = ({ missingRoles = [], content }: ApprovalRecord['spec']): boolean =>
  missingRoles.length === 0 && content !== 'differs';

/** Who approved: the last word of each reviewer counts, comments aside. An asserted record may name its witness only. */
function approversOf(record: ApprovalRecord['spec'], people: ReadonlyMap<string, string>): readonly string[] {
  const lastWord = new Map<string, Review['state']>();
  for (const { state, user, person, void: isVoid } of record.reviews) {
    if (state !== 'commented' && isVoid === undefined)
      lastWord.set(person ?? people.get(user.login) ?? user.login, state);
  }
  const approvers = [...lastWord].flatMap(([who, state]) => (state === 'approved' ? [who] : []));
  const isAsserted = record.evidence === 'asserted' && record.reviews.length === 0;
  return isAsserted && record.assertedBy !== undefined ? [record.assertedBy] : approvers.sort();
}

function peopleByLogin(estate: Estate): ReadonlyMap<string, string> {
  const teams = [...(estate.resources.Team?.values() ?? [])];
  const people = teams.flatMap(({ document }) => document.spec.people ?? []);
  return new Map(people.flatMap(({ id, login }) => (login === undefined ? [] : [[login, id] as const])));
}
