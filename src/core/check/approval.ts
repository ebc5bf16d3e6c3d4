import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import type { MissingApproval } from '../evidence/approval-grants.ts';
import { neededApprovals, needText } from '../evidence/approval-needs.ts';
import { isAmong } from '../evidence/approval-people.ts';
import type { JudgedReview } from '../evidence/approval-reviews.ts';
import type { ApprovalVerdict } from '../evidence/approval-verdict.ts';
import type { PlacedResource } from './subjects.ts';

/**
 * Says what the verdict on the approvals of a change lacks, with the nearest miss for each: that is what the reader can
 * act on. Each problem stands at the first of the files that ask for the approval.
 */
export function approvalProblems(
  subjects: readonly PlacedResource[],
  verdict: ApprovalVerdict,
  base: Estate,
): readonly Diagnostic[] {
  const { needs, grants, approvers } = verdict;
  const { missing, conflicts } = grants;
  const [first] = subjects;
  if (first === undefined) return [];
  const isUnseen = approvers.length === 0 && needs.length === 0;
  return [
    ...missing.map((one) => missingProblem(one, placeOf(askingFor(one.need, subjects, base)), verdict)),
    ...conflicts.map(({ people, roles }) => conflictProblem(people, roles, placeOf(subjects))),
    ...(isUnseen ? [unseenProblem(verdict.reviews, placeOf(subjects))] : []),
  ];
}

interface Place {
  /** The first file, and how many more there are. */
  readonly subject: string;
  readonly at: { readonly at: { readonly file: string } };
}

function placeOf(subjects: readonly PlacedResource[]): Place {
  const [path = '', ...more] = [...new Set(subjects.map((one) => one.path))].sort();
  return { subject: more.length === 0 ? path : `${path} and ${more.length} more`, at: { at: { file: path } } };
}

const askingFor = (need: ApprovalNeed, subjects: readonly PlacedResource[], base: Estate): readonly PlacedResource[] =>
  subjects.filter((one) =>
    neededApprovals([one], base).some(({ from, name }) => from === need.from && name === need.name),
  );

function missingProblem(
  one: MissingApproval,
  { subject, at }: Place,
  { reviews, people }: ApprovalVerdict,
): Diagnostic {
  const { need, names, given } = one;
  const mine = reviews.filter(({ person }) => person !== undefined && isAmong(person, names, people));
  const stale = mine.find(({ void: why }) => why === 'stale' || why === 'unread');
  if (stale !== undefined) return staleProblem(stale, subject, at);
  const own = mine.find(({ void: why }) => why === 'author');
  if (own !== undefined) {
    return diagnostic('check/self-approval', { person: loginOf(own), role: needText(need) }, at);
  }
  const role = given.length === 0 ? needText(need) : `${needText(need)}, beside ${given.join(', ')},`;
  return diagnostic('check/approval-missing', { role, subject, people: peopleText(one) }, at);
}

function staleProblem(stale: JudgedReview, subject: string, at: Place['at']): Diagnostic {
  const commit = stale.review.commit?.slice(0, 12) ?? 'a commit that is gone';
  const difference = stale.because ?? 'it was another';
  return diagnostic('check/approval-stale', { person: loginOf(stale), commit, subject, difference }, at);
}

const loginOf = ({ review, person }: JudgedReview): string => review.user?.login ?? person ?? 'somebody';

/** Who may give it, or why nobody can tell. */
function peopleText({ need, members, names, unread }: MissingApproval): string {
  if (members === undefined)
    return `nobody: the base branch has no ${need.from === 'role' ? 'Role' : 'Team'} ${need.name}`;
  if (unread.length > 0) return `members of ${unread.join(', ')}, which the token may not see, so nobody counts`;
  return names.length === 0 ? 'nobody holds the role' : [...names].sort().join(', ');
}

function conflictProblem(people: readonly string[], roles: readonly string[], { subject, at }: Place): Diagnostic {
  const role = `somebody else than ${people.join(' and ')} for one of ${roles.join(', ')}`;
  return diagnostic(
    'check/approval-missing',
    { role, subject, people: 'whoever holds one of them and not the other' },
    at,
  );
}

/** Nobody is named who must, and still nobody may approve what they wrote. */
function unseenProblem(reviews: readonly JudgedReview[], { subject, at }: Place): Diagnostic {
  const near = reviews.find(
    ({ review, void: why }) => review.state === 'approved' && (why === 'stale' || why === 'unread'),
  );
  if (near !== undefined) return staleProblem(near, subject, at);
  const people = 'anybody who wrote no part of it';
  return diagnostic(
    'check/approval-missing',
    { role: 'nobody but its authors is named, and somebody else', subject, people },
    at,
  );
}
