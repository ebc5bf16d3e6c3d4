import type { AuditCheck, SealedHistory, StoredSeal } from '../../model/audit.ts';
import { inOrder, sealedRecords } from './seal-chain.ts';

/**
 * Judges the chain of seals: that each link follows the one before, that every sealed file is as it was sealed, that the
 * commits it was made on are part of the branch, and that every file which stood there is in it. What is missing at the
 * end of the chain cannot be seen from the chain: only a digest that was kept outside shows it.
 */
export function judgeSeals(history: SealedHistory): AuditCheck {
  const { seals, records } = history;
  const sealed = sealedRecords(seals);
  const waiting = [...records.keys()].filter((path) => !sealed.has(path)).length;
  const broken = [
    ...history.unreadable.map((path) => `${path} is no seal, and stands among them`),
    ...brokenLinks(seals),
    ...changedRecords(history),
    ...leftOut(history),
    ...lostCommits(history),
  ];
  const unknown = [
    ...(seals.length === 0 ? ['no record was sealed: patchledger record seal makes the first seal'] : []),
    ...unseenCommits(history),
  ];
  return {
    id: 'seals',
    title: 'every record is what it was when it was sealed',
    verdict: broken.length > 0 ? 'broken' : unknown.length > 0 ? 'not known' : 'holds',
    lookedAt: `${counted(seals.length, 'seal')} of ${counted(sealed.size, 'file')}, ${waiting} not sealed yet`,
    found: [...broken, ...unknown],
  };
}

const counted = (number: number, noun: string): string => `${number} ${number === 1 ? noun : `${noun}s`}`;
const nameOf = ({ path, spec }: StoredSeal): string => `seal ${spec.number} (${path})`;

/** One begin, one follower each, every predecessor there, and numbers and totals that add up. */
function brokenLinks(seals: readonly StoredSeal[]): readonly string[] {
  const byDigest = new Map(seals.map((seal) => [seal.digest, seal] as const));
  const wrong = inOrder(seals).flatMap((seal) => {
    const { previous } = seal.spec;
    const before = previous === undefined ? undefined : byDigest.get(previous);
    if (previous !== undefined && before === undefined) {
      return [`${nameOf(seal)} follows a seal that is not here or was edited: ${previous}`];
    }
    return addsUp(seal, before) ? [] : [`${nameOf(seal)} does not add up with the one before it`];
  });
  return [...wrong, ...forks(seals)];
}

const addsUp = ({ spec }: StoredSeal, before: StoredSeal | undefined): boolean =>
  spec.number === (before?.spec.number ?? 0) + 1 && spec.total === (before?.spec.total ?? 0) + spec.records.length;

function forks(seals: readonly StoredSeal[]): readonly string[] {
  const followers = new Map<string | undefined, StoredSeal[]>();
  for (const seal of inOrder(seals)) {
    const { previous } = seal.spec;
    followers.set(previous, [...(followers.get(previous) ?? []), seal]);
  }
  return [...followers].flatMap(([previous, group]) => {
    const what = previous === undefined ? 'begin a chain' : 'follow the same seal';
    return group.length < 2 ? [] : [`${group.map(nameOf).join(' and ')} ${what}`];
  });
}

function changedRecords({ seals, records }: SealedHistory): readonly string[] {
  return [...sealedRecords(seals)].flatMap(([path, { sha256, seal }]) => {
    const now = records.get(path);
    if (now === sha256) return [];
    return now === undefined
      ? [`${path} is gone; ${nameOf(seal)} holds it`]
      : [`${path} is not what ${nameOf(seal)} holds: it was edited`];
  });
}

/** A file that stood there when the last seal was made must be in the chain: a later one cannot claim to be older. */
function leftOut({ seals, stoodThere }: SealedHistory): readonly string[] {
  const sealed = sealedRecords(seals);
  const last = inOrder(seals).at(-1);
  if (last === undefined) return [];
  return (stoodThere ?? [])
    .filter((path) => !sealed.has(path))
    .map((path) => `${path} stood there when ${nameOf(last)} was made, and no seal holds it: it was put in`);
}

function lostCommits({ seals, commits, isShallow }: SealedHistory): readonly string[] {
  if (isShallow) return [];
  return seals
    .filter(({ spec }) => !commits.has(spec.commit))
    .map((seal) => `${nameOf(seal)} was made on ${short(seal)}, which this branch does not hold: it was rewritten`);
}

function unseenCommits({ seals, commits, isShallow }: SealedHistory): readonly string[] {
  const unseen = isShallow ? seals.filter(({ spec }) => !commits.has(spec.commit)) : [];
  return unseen.map((seal) => `${nameOf(seal)} was made on ${short(seal)}, which lies behind the end of this clone`);
}

const short = ({ spec }: StoredSeal): string => spec.commit.slice(0, 12);
