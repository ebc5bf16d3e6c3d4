import type { ApprovalRecord, Review } from '../../model/generated/approval-record.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { isAmong, type People } from './approval-people.ts';

/** What a record of an approval proves. */
export interface ApprovalReading {
  /** People whose approval counts, by id, or by login where no Team lists them; sorted. */
  readonly approvers: readonly string[];
  /** Logins of those who approved what they wrote a part of. */
  readonly own: readonly string[];
  /** When the last approval that counts was given, by the forge's clock; else when it was merged or is said to hold. */
  readonly approvedAt: Instant | undefined;
  /** Names of the Changes that were merged. */
  readonly changes: readonly string[];
  /** Why what was merged is not approved; empty: it is. */
  readonly lacks: readonly string[];
}

type Spec = ApprovalRecord['spec'];

/**
 * Reads what an ApprovalRecord proves, the one way in which gates, exceptions, audits and reports do: the last word of
 * each person counts, comments aside, nobody approves what they wrote a part of, whatever the record makes of it, and a
 * merge that lacks a role, or that holds what nobody reviewed, approves nothing.
 */
export function readApproval(spec: Spec, people: People): ApprovalReading {
  const { reviews, commitAuthors, evidence, assertedBy, mergedAt, claimedAt } = spec;
  const last = new Map<string, Review>();
  for (const review of reviews) if (review.state !== 'commented') last.set(personOf(review, people), review);
  const approving = [...last].filter(([, { state }]) => state === 'approved');
  const isOwn = ([person, review]: readonly [string, Review]): boolean =>
    review.void === 'author' || isAmong(person, commitAuthors, people);
  const given = approving.filter(([person, review]) => review.void === undefined && !isOwn([person, review]));
  const isAsserted = evidence === 'asserted' && assertedBy !== undefined;
  const isSelfAsserted = isAsserted && isAmong(assertedBy, commitAuthors, people);
  const asserting = isAsserted && !isSelfAsserted && reviews.length === 0 ? [assertedBy] : [];
  const approvers = [...new Set([...given.map(([person]) => person), ...asserting])].sort();
  const instants = given.flatMap(([, { submittedAt }]) => parseInstant(submittedAt ?? '') ?? []);
  return {
    approvers,
    own: [...approving.filter(isOwn).map(([, { user }]) => user.login), ...(isSelfAsserted ? [assertedBy] : [])],
    approvedAt: instants.length > 0 ? (Math.max(...instants) as Instant) : parseInstant(mergedAt ?? claimedAt ?? ''),
    changes: changesOf(spec),
    lacks: lacksOf(spec, approvers),
  };
}

const personOf = ({ person, user }: Review, people: People): string => people.personOf(person ?? user.login);

function changesOf({ change, resources = [] }: Spec): readonly string[] {
  const named = resources.filter(({ kind }) => kind === 'Change').map(({ name }) => name);
  return [...new Set([...(change === undefined ? [] : [change]), ...named])];
}

function lacksOf(
  { missingRoles = [], missingTeams = [], content }: Spec,
  approvers: readonly string[],
): readonly string[] {
  return [
    ...missingRoles.map((role) => `${role} did not approve what was merged`),
    ...missingTeams.map((team) => `too few of team ${team} approved what was merged`),
    ...(content === 'differs' ? ['what was merged is not what was reviewed'] : []),
    ...(approvers.length > 0 ? [] : ['no review approves what was merged']),
  ];
}
