import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import type { BroughtResource, MergeReview, ReviewData } from '../../model/review.ts';
import type { Instant } from '../../model/time.ts';
import { localDate } from '../time.ts';
import { type ApprovalGrants, grantApprovals } from './approval-grants.ts';
import type { ForgeMembers } from './approval-members.ts';
import { neededApprovals } from './approval-needs.ts';
import { isAmong, type People, peopleIn } from './approval-people.ts';
import { approversIn, type JudgedReview, judgeReviews } from './approval-reviews.ts';

/** What an approval is judged by, before a merge and after it. */
export interface ApprovalGround {
  /** In the order of their submission. */
  readonly reviews: readonly MergeReview[];
  /** What would be merged, or was. */
  readonly brought: readonly BroughtResource[];
  /** The same resources as a commit has them; `undefined`: the commit cannot be read. */
  readonly at: (commit: string) => readonly BroughtResource[] | undefined;
  /** Logins and addresses of everybody who wrote a part of it. */
  readonly authors: readonly string[];
  /** The estate before the merge: nobody gives themselves a role by what they merge. */
  readonly base: Estate;
  /** The day on which roles must be held is the one of this instant, in the zone of the Workspace. */
  readonly when: Instant;
  /** Person who states it where no forge does. */
  readonly assertedBy: string | undefined;
  readonly forgeMembers: ForgeMembers;
}

/** Who approved what, in which role, and what is missing. */
export interface ApprovalVerdict {
  readonly people: People;
  /** Every review with what it is worth. */
  readonly reviews: readonly JudgedReview[];
  /** What must be given, sorted. */
  readonly needs: readonly ApprovalNeed[];
  /** People whose approval counts, sorted. */
  readonly approvers: readonly string[];
  readonly grants: ApprovalGrants;
  /** Who states it wrote a part of it, so that it counts for nothing. */
  readonly isSelfAsserted: boolean;
}

/**
 * Decides who approved: the one rule that the gate, records and reports follow. A role is used by a person who holds it
 * on the day **as the base branch says**, who wrote no part of it, whose last word is an approval, and who looked at what
 * is merged. Two roles that are kept apart are not used by one person.
 */
export function approvalVerdict(ground: ApprovalGround): ApprovalVerdict {
  const { brought, at, authors, base, when, assertedBy, forgeMembers } = ground;
  const people = peopleIn(base);
  const reviews = judgeReviews(ground.reviews, { brought, at, authors, people });
  const isSelfAsserted = assertedBy !== undefined && isAmong(assertedBy, authors, people);
  const asserting = assertedBy === undefined || isSelfAsserted ? [] : [people.personOf(assertedBy)];
  const approvers = [...new Set([...approversIn(reviews), ...asserting])].sort();
  const needs = neededApprovals(brought, base);
  const day = localDate(when, base.workspace.timeZone);
  const grants = grantApprovals(needs, approvers, { base, people, day, forgeMembers });
  return { people, reviews, needs, approvers, grants, isSelfAsserted };
}

/** Who wrote a part of it: everybody of every commit, and who opened the pull request. Clean merges are nobody's. */
export function writersOf(
  { commits, pullRequest }: Pick<ReviewData, 'commits' | 'pullRequest'>,
  cleanMerges: ReadonlySet<string>,
): readonly string[] {
  const writing = commits.filter(({ id }) => !cleanMerges.has(id)).flatMap(({ people }) => people);
  const opener = pullRequest?.author?.login;
  return [...new Set([...writing, ...(opener === undefined ? [] : [opener])])].sort();
}
