import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { ApprovalRecord, Review } from '../../model/generated/approval-record.ts';
import type { Change } from '../../model/generated/change.ts';
import type { BroughtResource, MergedContent, ReviewData } from '../../model/review.ts';
import { formatInstant, parseInstant } from '../time.ts';
import type { ApprovalGrants, MissingApproval } from './approval-grants.ts';
import type { ForgeMembers } from './approval-members.ts';
import { needText } from './approval-needs.ts';
import type { JudgedReview } from './approval-reviews.ts';
import { type ApprovalVerdict, approvalVerdict, writersOf } from './approval-verdict.ts';

/** Everything that an approval is judged by. */
export interface ApprovalInput {
  readonly data: ReviewData;
  readonly content: MergedContent;
  /** The estate before the merge: nobody gives themselves a role by what they merge. */
  readonly base: Estate;
  readonly brought: readonly BroughtResource[];
  /** The same resources as a commit has them; `undefined`: the commit cannot be read. */
  readonly at: (commit: string) => readonly BroughtResource[] | undefined;
  /** Person who states it where no forge does. */
  readonly assertedBy: string | undefined;
  readonly forgeMembers: ForgeMembers;
}

/** What is recorded of an approval, and whether what was merged is approved by it. */
export interface JudgedApproval {
  readonly spec: ApprovalRecord['spec'];
  readonly holds: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Judges who approved a merge. Everything that the forge says is recorded, also what counts for nothing, with the reason:
 * evidence is kept, and the verdict stands beside it.
 */
export function judgeApproval(input: ApprovalInput): JudgedApproval {
  const { data, content, base, brought, at, assertedBy, forgeMembers } = input;
  const authors = writersOf(data, content.cleanMerges);
  const verdict = approvalVerdict({
    ...{ reviews: data.reviews, brought, at, authors, base, when: data.mergedAt, assertedBy, forgeMembers },
  });
  const { reviews, grants, approvers, isSelfAsserted } = verdict;
  const diagnostics = [
    ...reviewProblems(reviews, brought),
    ...(isSelfAsserted
      ? [diagnostic('record/self-approval', { person: assertedBy ?? '', what: whatOf(brought) })]
      : []),
    ...roleProblems(grants, approvers, brought),
    ...contentProblems(input),
  ];
  const holds = !diagnostics.some(({ severity }) => severity === 'error');
  return { spec: specOf(input, verdict, authors), holds, diagnostics };
}

function whatOf(brought: readonly BroughtResource[]): string {
  const names = brought.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`);
  const more = brought.length - names.length;
  if (names.length === 0) return 'the merge';
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function reviewProblems(reviews: readonly JudgedReview[], brought: readonly BroughtResource[]): readonly Diagnostic[] {
  return reviews.flatMap(
    ({ review, person = 'an account that is gone', void: why, because = '' }): readonly Diagnostic[] => {
      const { id } = review;
      if (why === 'stale') return [diagnostic('record/review-stale', { review: id, person, difference: because })];
      if (why === 'unread') return [diagnostic('record/review-unread', { review: id, person, reason: because })];
      return why === 'author' ? [diagnostic('record/self-approval', { person, what: whatOf(brought) })] : [];
    },
  );
}

function roleProblems(
  { missing, conflicts }: ApprovalGrants,
  approvers: readonly string[],
  brought: readonly BroughtResource[],
): readonly Diagnostic[] {
  const what = whatOf(brought);
  const isUnseen = approvers.length === 0 && missing.length === 0 && brought.length > 0;
  return [
    ...missing.map((one) =>
      diagnostic('record/role-missing', { what, role: needText(one.need), why: whyMissing(one) }),
    ),
    ...(isUnseen ? [diagnostic('record/role-missing', { what, role: 'anybody', why: ' but its authors' })] : []),
    ...conflicts.map(({ people, roles }) =>
      diagnostic('record/roles-conflict', { person: people.join(' and '), what, roles: roles.join(' and ') }),
    ),
  ];
}

function whyMissing({ need, given, members, unread }: MissingApproval): string {
  if (members === undefined) return `, which no ${need.from === 'role' ? 'Role' : 'Team'} of the base branch is`;
  if (unread.length > 0) return ', whose members only the forge knows';
  if (members.people.length + members.forgeTeams.length === 0) return ', which nobody held';
  return given.length === 0 ? '' : `: ${given.join(', ')} alone gave it`;
}

function contentProblems({ data, content }: ApprovalInput): readonly Diagnostic[] {
  const merge = data.mergeCommit.slice(0, 12);
  if (content.verdict === 'differs') {
    return [diagnostic('record/merge-differs', { merge, paths: content.paths.slice(0, 5).join(', ') })];
  }
  if (content.verdict === 'same') return [];
  return [diagnostic('record/merge-unverified', { merge, reason: content.reason ?? 'its commits are not here' })];
}

function specOf(input: ApprovalInput, verdict: ApprovalVerdict, authors: readonly string[]): ApprovalRecord['spec'] {
  const { data, content, brought, assertedBy } = input;
  const { reviews, needs, grants, people } = verdict;
  const missing = grants.missing.map(({ need }) => need);
  const namesOf = (from: 'role' | 'team', asked: typeof needs) =>
    asked.flatMap((need) => (need.from === from ? [need.name] : []));
  const resources = brought.map(({ kind, name }) => ({ kind, name }));
  const { headCommit, mergeCommit, mergedBy, mergedAt, requiredChecks, sha256 } = data;
  const optional = {
    ...changeOf(brought),
    ...pullRequestOf(data),
    resources: filled(resources),
    baseCommit: content.baseCommit,
    headCommit,
    mergedBy: mergedBy && accountOf(mergedBy),
    requiredChecks: filled(requiredChecks),
    differingPaths: filled(content.paths),
    requiredRoles: filled(namesOf('role', needs)),
    missingRoles: filled(sorted([...namesOf('role', missing), ...grants.conflicts.flatMap(({ roles }) => roles)])),
    requiredTeams: filled(namesOf('team', needs)),
    missingTeams: filled(namesOf('team', missing)),
    assertedBy: assertedBy && people.personOf(assertedBy),
    source: sha256 === undefined ? undefined : { sha256 },
  };
  return {
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Known<
      typeof optional
    >),
    reviews: reviews.map((one) => reviewOf(one, grants)),
    commitAuthors: authors,
    mergeCommit,
    mergedAt: formatInstant(mergedAt),
    content: content.verdict,
    evidence: assertedBy === undefined ? 'forge' : 'asserted',
  };
}

/** The fields of an object that are there. */
type Known<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const filled = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** The Change of a merge that brought one, with the digest of what was approved. */
function changeOf(brought: readonly BroughtResource[]) {
  const [change, ...others] = brought.filter(({ kind }) => kind === 'Change');
  if (change === undefined || others.length > 0) return {};
  return { change: change.name, planFp: (change.document as Change | undefined)?.spec.planFp };
}

function pullRequestOf({ pullRequest }: ReviewData) {
  if (pullRequest === undefined) return {};
  const { number, url, author } = pullRequest;
  return { pullRequest: { number, ...(url !== undefined && { url }) }, author: author && accountOf(author) };
}

const accountOf = ({ id, login }: { readonly id: string; readonly login: string }) => ({
  ...(id !== '' && { id }),
  login,
});

function reviewOf({ review, person, void: isVoid }: JudgedReview, { used }: ApprovalGrants): Review {
  const { id, nodeId, state, user, commit, submittedAt, association } = review;
  const at = parseInstant(submittedAt ?? '');
  const roles = isVoid === undefined && state === 'approved' && person !== undefined ? used.get(person) : undefined;
  return {
    id,
    ...(nodeId !== undefined && { nodeId }),
    state,
    user: user === undefined ? { login: 'ghost' } : accountOf(user),
    ...(person !== undefined && /^[A-Za-z0-9][A-Za-z0-9._@-]*$/.test(person) && { person }),
    ...(roles !== undefined && { roles }),
    ...(commit !== undefined && { commit }),
    ...(isVoid !== undefined && { void: isVoid }),
    ...(at !== undefined && { submittedAt: formatInstant(at) }),
    ...(association !== undefined && { association }),
  };
}
