import type { BroughtResource, MergeReview } from '../../model/review.ts';
import { parseInstant } from '../time.ts';
import { unapproved } from './approval-coverage.ts';
import { isAmong, type People } from './approval-people.ts';

/** A review with what it is worth. */
export interface JudgedReview {
  readonly review: MergeReview;
  /** Person, or login where no Team knows it; `undefined`: the account is gone. */
  readonly person: string | undefined;
  /** Why it approves nothing although it says so. */
  readonly void: 'stale' | 'unread' | 'author' | 'overruled' | undefined;
  /** In what its content differs, or why nobody can tell. */
  readonly because: string | undefined;
}

/** What reviews are held against. */
export interface ReviewGround {
  readonly brought: readonly BroughtResource[];
  /** The same resources as a commit has them; `undefined`: the commit cannot be read. */
  readonly at: (commit: string) => readonly BroughtResource[] | undefined;
  /** Everybody who wrote a part of it. */
  readonly authors: readonly string[];
  readonly people: People;
}

/**
 * Judges reviews in the order of their submission. The last word of each person counts, comments aside: a later request
 * for changes, or a dismissal, takes an approval back. An approval counts when its author wrote nothing of what was merged
 * and looked at the same content.
 */
export function judgeReviews(reviews: readonly MergeReview[], ground: ReviewGround): readonly JudgedReview[] {
  const { people } = ground;
  const ordered = reviews
    .map((review, index) => ({ review, index, at: parseInstant(review.submittedAt ?? '') ?? Number.POSITIVE_INFINITY }))
    .sort((left, right) => (left.at === right.at ? left.index - right.index : left.at - right.at))
    .map(({ review }) => ({ review, person: review.user && people.personOf(review.user.login) }));
  const last = new Map<string, MergeReview>();
  for (const { review, person } of ordered) {
    if (person !== undefined && review.state !== 'commented') last.set(person, review);
  }
  return ordered.map(({ review, person }) => {
    if (review.state !== 'approved') return { review, person, void: undefined, because: undefined };
    if (person === undefined) return { review, person, void: 'unread', because: 'the account is gone' };
    if (last.get(person) !== review) return { review, person, void: 'overruled', because: undefined };
    if (isAmong(person, ground.authors, people)) return { review, person, void: 'author', because: undefined };
    return { review, person, ...seen(review, ground) };
  });
}

function seen({ commit }: MergeReview, { brought, at }: ReviewGround): Pick<JudgedReview, 'void' | 'because'> {
  if (commit === undefined) return { void: 'unread', because: 'the forge does not say at which commit it looked' };
  const resources = at(commit);
  if (resources === undefined) return { void: 'unread', because: `commit ${commit.slice(0, 12)} is not here` };
  const find = ({ kind, name }: BroughtResource): BroughtResource | undefined =>
    resources.find((one) => one.kind === kind && one.name === name);
  for (const resource of brought) {
    const difference = unapproved(resource, find(resource));
    if (difference !== undefined) return { void: 'stale', because: difference };
  }
  return { void: undefined, because: undefined };
}

/** People whose approval counts, sorted. */
export function approversIn(reviews: readonly JudgedReview[]): readonly string[] {
  const given = reviews.filter(({ review, void: isVoid }) => review.state === 'approved' && isVoid === undefined);
  return [...new Set(given.flatMap(({ person }) => person ?? []))].sort();
}
