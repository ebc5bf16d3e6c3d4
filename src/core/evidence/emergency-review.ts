import type { Estate } from '../../model/estate.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration, parseInstant } from '../time.ts';
import { peopleIn } from './approval-people.ts';
import { readApproval } from './approval-reading.ts';
import { lastWords } from './supersession.ts';

/** How long a review may take where no policy says. */
const usualReview = '2bd';

/**
 * When emergency work must be reviewed: the earliest that the policies of its updates ask for (`reviewWithin` of their
 * approvals, by priority), from when it was handed out, in the Workspace's zone and working days.
 */
export function reviewDue(requirements: readonly Requirement[], estate: Estate, from: Instant): Instant {
  const { timeZone: zone, weekend, holidays } = estate.workspace;
  const asked = requirements.flatMap(({ governance, priority }) =>
    governance.policies.flatMap(
      (name) => estate.resources.PatchPolicy?.get(name)?.document.spec.approvals?.[priority]?.reviewWithin ?? [],
    ),
  );
  const dues = (asked.length === 0 ? [usualReview] : asked).flatMap((text) => {
    const length = parseDuration(text);
    return length === undefined ? [] : [addDuration(from, length, { zone, weekend, holidays })];
  });
  return Math.min(...dues) as Instant;
}

/** How the review of one piece of emergency work stands. */
export interface EmergencyReview {
  readonly resource: Resource<'EmergencyRecord'>;
  readonly reviewBy: Instant;
  /** `other-plan`: the Change was approved, with other content than what ran. */
  readonly state: 'reviewed' | 'reviewed-late' | 'due' | 'overdue' | 'other-plan';
  /** The ApprovalRecord that settles it, or that approves another plan. */
  readonly approval: string | undefined;
}

/**
 * Reads how the reviews of emergency work stand. A review is the approval of the same plan of the same Change, by somebody
 * else than who let it run.
 */
export function emergencyReviews(estate: Estate, asOf: Instant): readonly EmergencyReview[] {
  const { resources } = estate;
  const people = peopleIn(estate);
  const approvals = lastWords([...(resources.ApprovalRecord?.values() ?? [])])
    .map(({ name, document: { spec } }) => ({ name, spec, reading: readApproval(spec, people) }))
    .filter(({ reading }) => reading.lacks.length === 0);
  return lastWords([...(resources.EmergencyRecord?.values() ?? [])]).map((resource) => {
    const { change, planFp, by, reviewBy: text } = resource.document.spec;
    const reviewBy = parseInstant(text) ?? asOf;
    const ran = people.personOf(by);
    const given = approvals.filter(
      ({ reading: { changes, approvers } }) => changes.includes(change) && approvers.some((person) => person !== ran),
    );
    const same = given.find(({ spec }) => spec.planFp === planFp);
    if (same === undefined) {
      const [other] = given;
      const state = other !== undefined ? 'other-plan' : asOf > reviewBy ? 'overdue' : 'due';
      return { resource, reviewBy, state, approval: other?.name };
    }
    const at = parseInstant(same.spec.mergedAt ?? '');
    const isLate = at === undefined || at > reviewBy;
    return { resource, reviewBy, state: isLate ? 'reviewed-late' : 'reviewed', approval: same.name };
  });
}
