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
  /** Only people who wrote what was merged approved it, so nobody did who may. */
  readonly isOwn: boolean;
  readonly approvedAt: Instant | undefined;
}

/**
 * The approvals of all Exceptions that an ApprovalRecord names, by exception. The approver is read from
 * the reviews of the merge that brought it; a record that another one supersedes, or that holds no approving review,
 * proves nothing. Of several records the last one decides; one that only its own writers approved is told where there
 * is no other, so that the reason can be given. With `asOf`, what had been merged by then: nothing is approved before.
 */
export function approvedExceptions(estate: Estate, asOf?: Instant): ReadonlyMap<string, ApprovalEvidence> {
  return evidenceFor(
    estate,
    'Exception',
    ({ approvedAt }) => asOf === undefined || approvedAt === undefined || approvedAt <= asOf,
  );
}

/** The approvals by somebody who may, of the resources of any kind, by name. */
export function approvalsOf(estate: Estate, kind: Kind): ReadonlyMap<string, ApprovalEvidence> {
  return evidenceFor(estate, kind, ({ isOwn }) => !isOwn);
}

/**
 * Every approval of the resources of a kind by somebody who may, by name, the earliest first: one that came after the
 * first approved the resource again, as it was by then.
 */
export function approvalsInOrder(estate: Estate, kind: Kind): ReadonlyMap<string, readonly ApprovalEvidence[]> {
  const all = new Map<string, ApprovalEvidence[]>();
  for (const [name, evidence] of approvalsFor(estate, kind, ({ isOwn }) => !isOwn))
    all.set(name, [...(all.get(name) ?? []), evidence]);
  return all;
}

type IsWanted = (evidence: ApprovalEvidence) => boolean;

const evidenceFor = (estate: Estate, kind: Kind, isWanted: IsWanted): ReadonlyMap<string, ApprovalEvidence> =>
  new Map(approvalsFor(estate, kind, isWanted));

/** The approvals of the resources of a kind with their names, the weightiest last. */
function approvalsFor(
  estate: Estate,
  kind: Kind,
  isWanted: IsWanted,
): readonly (readonly [name: string, evidence: ApprovalEvidence])[] {
  const people = peopleIn(estate);
  return lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])])
    .flatMap(({ name, document: { spec } }) => evidenceOf(name, spec, people))
    .filter(({ evidence }) => isWanted(evidence))
    .sort((left, right) => byWorth(left.evidence, right.evidence))
    .flatMap(({ spec, evidence }) =>
      (spec.resources ?? []).filter((brought) => brought.kind === kind).map(({ name }) => [name, evidence] as const),
    );
}

/** An approval by those who may outweighs one by writers, whatever their order; among equals the last one. */
const byWorth = (left: ApprovalEvidence, right: ApprovalEvidence): number =>
  Number(right.isOwn) - Number(left.isOwn) || (left.approvedAt ?? 0) - (right.approvedAt ?? 0);

/** A merge that a role did not approve, or that holds what nobody reviewed, approves nothing of what it brought. */
function evidenceOf(record: string, spec: ApprovalRecord['spec'], people: People) {
  const { approvers, own, lacks } = readApproval(spec, people);
  const approvedAt = parseInstant(spec.mergedAt ?? spec.claimedAt ?? '');
  const isOwn = approvers.length === 0 && own.length > 0;
  if (!isOwn && lacks.length > 0) return [];
  const given = isOwn ? [...new Set(own.map((login) => people.personOf(login)))].sort() : approvers;
  return [{ spec, evidence: { record, approvers: given, isOwn, approvedAt } }];
}

/** Whether nobody approved an Exception but those who asked for it or wrote it: then it has no effect. */
export const isSelfApproved = ({ approvers, isOwn }: ApprovalEvidence, requestedBy: string): boolean =>
  isOwn || approvers.every((approver) => approver === requestedBy);
