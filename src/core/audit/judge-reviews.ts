import type { AskedApproval, AuditCheck } from '../../model/audit.ts';
import type { Review } from '../../model/generated/approval-record.ts';
import type { MergeReview, ReviewData } from '../../model/review.ts';
import { parseInstant } from '../time.ts';

/**
 * Holds the approvals on record against what the forge says of their merges today: reviews that are gone, that say
 * something else or are about another commit, and reviews before the merge that nobody recorded.
 */
export function judgeReviews(asked: readonly AskedApproval[]): AuditCheck {
  const differing = asked.flatMap((one) => ('data' in one ? differencesOf(one) : []));
  const unasked = asked.flatMap((one) => ('data' in one ? [] : [`${one.record.origin.file}: ${one.problem}`]));
  return {
    id: 'reviews',
    title: 'the forge still says of every approval what the record says',
    verdict: differing.length > 0 ? 'broken' : unasked.length > 0 ? 'not known' : 'holds',
    lookedAt: `${asked.length - unasked.length} of ${asked.length} approvals that were read from a forge`,
    found: [...differing, ...unasked],
  };
}

function differencesOf({ record, data }: Extract<AskedApproval, { readonly data: unknown }>): readonly string[] {
  const { file } = record.origin;
  const { spec } = record.document;
  const number = spec.pullRequest?.number ?? 0;
  if (data === undefined) return [`${file}: #${number} is not merged, says the forge`];
  const now = new Map(data.reviews.map((review) => [review.id, review] as const));
  const recorded = new Set(spec.reviews.map(({ id }) => id));
  const merge =
    data.mergeCommit === spec.mergeCommit
      ? []
      : [`#${number} was merged as ${short(data.mergeCommit)}, says the forge, and not as ${short(spec.mergeCommit)}`];
  return [
    ...merge,
    ...spec.reviews.flatMap((review) => changeOf(review, now.get(review.id))),
    ...data.reviews.filter((review) => !recorded.has(review.id) && counts(review, data)).map(untold),
  ].map((difference) => `${file}: ${difference}`);
}

function changeOf({ id, user, state, commit }: Review, now: MergeReview | undefined): readonly string[] {
  const which = `review ${id} by ${user.login}`;
  if (now === undefined) return [`${which} is not there any more`];
  const other = now.user === undefined || now.user.id === '' ? undefined : now.user;
  const isOther = user.id !== undefined && other !== undefined && other.id !== user.id;
  return [
    ...(now.state === state ? [] : [`${which} is ${now.state} by now, and ${state} on record`]),
    ...(commit === undefined || now.commit === undefined || now.commit === commit
      ? []
      : [`${which} is of ${short(now.commit)}, and of ${short(commit)} on record`]),
    ...(isOther ? [`${which} is of ${other.login}, says the forge`] : []),
  ];
}

/** What was said after the merge cannot have approved it, and comments never do. */
function counts({ state, submittedAt }: MergeReview, { mergedAt }: ReviewData): boolean {
  const at = parseInstant(submittedAt ?? '');
  return state !== 'commented' && (at === undefined || at <= mergedAt);
}

const untold = ({ id, user, state }: MergeReview): string =>
  `review ${id} by ${user?.login ?? 'an account that is gone'} (${state}) is not on record`;

const short = (commit: string): string => commit.slice(0, 12);
