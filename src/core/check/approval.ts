import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { localDate } from '../time.ts';

/** Something that must be approved: a file, the roles that must, and what of it an approval is bound to. */
export interface ApprovalSubject {
  readonly path: string;
  readonly roles: readonly string[];
  /** Digest of what would be merged; a plan's fingerprint for a Change, the content for everything else. */
  readonly digest: string;
}

/** The last word of a reviewer. */
export interface ReviewWord {
  readonly login: string;
  /** `approved`, `changes_requested`, `dismissed`, `commented`. */
  readonly state: string;
  /** `undefined`: the forge no longer knows what was looked at. */
  readonly commit: string | undefined;
}

/** What is known of a pull request's reviews. */
export interface ReviewView {
  /** In the order of submission. */
  readonly reviews: readonly ReviewWord[];
  /** Logins and addresses of everybody who wrote a part: authors, committers, co-authors, the opener. */
  readonly authors: ReadonlySet<string>;
  /** Digest of a subject as it stood at a commit; `undefined`: it was not there, or the commit is not at hand. */
  readonly digestAt: (commit: string, path: string) => string | undefined;
}

/**
 * Judges approvals before a merge. A role is used by a person who holds it today **as the base branch says**, who wrote no
 * part of the change, whose last word is an approval, and who looked at exactly what would be merged. Two roles that are
 * kept apart are not used by one person.
 */
export function approvalProblems(
  subjects: readonly ApprovalSubject[],
  view: ReviewView,
  base: Estate,
  asOf: Instant,
): readonly Diagnostic[] {
  const people = directoryOf(base);
  const approvals = lastWords(view.reviews).filter(({ state }) => state === 'approved');
  return subjects.flatMap((subject) => {
    const used = new Map<string, string>();
    return subject.roles.flatMap((role) => {
      const holders = holdersOf(role, base, asOf);
      const mine = approvals.filter(({ login }) => holders.has(people.personOf(login)));
      const others = mine.filter(({ login }) => !isAuthor(people, login, view.authors));
      const current = others.filter(
        ({ commit }) => commit !== undefined && view.digestAt(commit, subject.path) === subject.digest,
      );
      const free = current.find(({ login }) => !clashes(role, people.personOf(login), used, base));
      if (free !== undefined) {
        used.set(role, people.personOf(free.login));
        return [];
      }
      // Who is current was used for another role already: neither stale nor their own work, somebody else is missing.
      const isUsed = current.length > 0;
      return [
        problemOf(
          subject,
          role,
          isUsed ? { mine: [], others: [], holders: [...holders] } : { mine, others, holders: [...holders] },
        ),
      ];
    });
  });
}

interface Found {
  readonly mine: readonly ReviewWord[];
  readonly others: readonly ReviewWord[];
  readonly holders: readonly string[];
}

/** The nearest miss is what the reader can act on. */
function problemOf({ path }: ApprovalSubject, role: string, { mine, others, holders }: Found): Diagnostic {
  const at = { at: { file: path } };
  const [stale] = others;
  if (stale !== undefined) {
    const commit = stale.commit?.slice(0, 12) ?? 'a commit that is gone';
    return diagnostic('check/approval-stale', { person: stale.login, commit, subject: path }, at);
  }
  const [own] = mine;
  if (own !== undefined) return diagnostic('check/self-approval', { person: own.login, role }, at);
  const people = holders.length === 0 ? 'nobody holds the role' : [...holders].sort().join(', ');
  return diagnostic('check/approval-missing', { role, subject: path, people }, at);
}

/** Each reviewer's last word; comments are none. */
function lastWords(reviews: readonly ReviewWord[]): readonly ReviewWord[] {
  const last = new Map<string, ReviewWord>();
  for (const review of reviews) if (review.state !== 'commented') last.set(review.login.toLowerCase(), review);
  return [...last.values()];
}

interface People {
  /** Stable id of the person behind a login or an address; the login itself where no Team knows it. */
  readonly personOf: (name: string) => string;
}

function directoryOf({ resources }: Estate): People {
  const people = [...(resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  const byName = new Map(
    people.flatMap(({ id, login, email }) =>
      [login, email].flatMap((name) => (name === undefined ? [] : [[name.toLowerCase(), id] as const])),
    ),
  );
  return { personOf: (name) => byName.get(name.toLowerCase()) ?? name };
}

function isAuthor({ personOf }: People, login: string, authors: ReadonlySet<string>): boolean {
  const person = personOf(login);
  return [...authors].some((author) => author.toLowerCase() === login.toLowerCase() || personOf(author) === person);
}

/** Ids of those who hold a role on the day, through a Team as well. */
function holdersOf(role: string, { resources, workspace }: Estate, asOf: Instant): ReadonlySet<string> {
  const spec = resources.Role?.get(role)?.document.spec;
  const day = localDate(asOf, workspace.timeZone);
  const named = (spec?.holders ?? []).filter(({ from = day, until = day }) => from <= day && day <= until);
  const members = (spec?.teams ?? []).flatMap((name) => resources.Team?.get(name)?.document.spec.people ?? []);
  return new Set([...named.map(({ person }) => person), ...members.map(({ id }) => id)]);
}

function clashes(role: string, person: string, used: ReadonlyMap<string, string>, { resources }: Estate): boolean {
  const conflictsOf = (name: string): readonly string[] => resources.Role?.get(name)?.document.spec.conflictsWith ?? [];
  return [...used].some(
    ([other, by]) => by === person && (conflictsOf(role).includes(other) || conflictsOf(other).includes(role)),
  );
}
