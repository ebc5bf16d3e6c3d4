import type { MergeCommit, MergedContent, ReviewData } from '../model/review.ts';
import type { SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import { git, tryGit } from './git.ts';

const commitOf = (root: string, revision: string): string | undefined =>
  tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();

const parentsOf = (root: string, commit: string): readonly string[] =>
  git(root, ['rev-parse', `${commit}^@`])
    .split('\n')
    .filter((line) => line !== '');

const treeOf = (root: string, commit: string): string => git(root, ['rev-parse', `${commit}^{tree}`]).trim();

/**
 * Reads what a merge says of itself where no forge does: its commits, who wrote them, and when it was made. `head` is the
 * last commit of what was merged; a merge commit names it, and so does a fast-forward.
 */
export function readMerge(root: string, merge: string, head: string | undefined): ReviewData {
  const [base, second] = parentsOf(root, merge);
  const headCommit = head ?? second;
  const mergedAt = (Number(git(root, ['show', '-s', '--no-show-signature', '--format=%ct', merge]).trim()) *
    1000) as Instant;
  const last = headCommit ?? merge;
  return {
    ...{ pullRequest: undefined, headCommit, mergeCommit: merge, reviews: [], mergedBy: undefined, mergedAt },
    requiredChecks: [],
    // Who squashes or merges writes nothing, as long as the merge is what base and head give.
    commits: commitsIn(root, [last, ...(base === undefined || base === last ? [] : [`^${base}`])]),
  };
}

/** Commits that one state has beyond another, oldest first, with everybody who wrote or committed a part of them. */
export const commitsBetween = (root: string, base: string, head: string): readonly MergeCommit[] =>
  commitsIn(root, [head, `^${base}`], '%ae%x01%ce');

/** Ids of those commits that only bring two branches together: nobody wrote anything in them. */
export const cleanMergesIn = (root: string, commits: readonly MergeCommit[]): ReadonlySet<string> =>
  new Set(commits.filter((commit) => isCleanMerge(root, commit)).map(({ id }) => id));

/** `people` is the format of the addresses that count, parted by U+0001. */
function commitsIn(root: string, range: readonly string[], people = '%ae'): readonly MergeCommit[] {
  const format = `%H%x00%P%x00${people}%x00%(trailers:key=Co-authored-by,valueonly,separator=%x01)%x02`;
  const log = git(root, ['log', '--no-show-signature', '--reverse', `--format=${format}`, ...range, '--']);
  return log
    .split('\u0002')
    .map((text) => text.replace(/^\n/, ''))
    .filter((text) => text !== '')
    .map((text) => {
      const [id = '', parents = '', author = '', others = ''] = text.split('\0');
      const coAuthors = others.split('\u0001').flatMap(addressOf);
      return {
        id,
        parents: parents.split(' ').filter((one) => one !== ''),
        people: [...new Set([...author.split('\u0001'), ...coAuthors])].filter((one) => one !== ''),
      };
    });
}

/** The address of a trailer such as `Mara <mara@example.org>`, else all of it. */
function addressOf(trailer: string): readonly string[] {
  const text = /<([^<>]+)>/.exec(trailer)?.[1] ?? trailer;
  return text.trim() === '' ? [] : [text.trim()];
}

/**
 * Compares a merge with what base and head give: a merge commit and a squash with the merge of its parent and the head,
 * commits that were rebased one by one with the merge of what they stand on and the head. What somebody slipped in while
 * merging is a difference. Git computes the merge (`git merge-tree`), so nothing is checked out.
 */
export function compareMerge(root: string, { mergeCommit, headCommit, commits }: ReviewData): MergedContent {
  const cleanMerges = cleanMergesIn(root, commits);
  const unknown = (reason: string, baseCommit?: string): MergedContent => ({
    verdict: 'unknown',
    paths: [],
    reason,
    baseCommit,
    cleanMerges,
  });
  const merge = commitOf(root, mergeCommit);
  if (merge === undefined) return unknown('the merge is not in this repository');
  const [base, second] = parentsOf(root, merge);
  if (headCommit === undefined) return unknown('nobody knows the last commit of what was merged', base);
  const head = commitOf(root, headCommit);
  if (head === undefined) return unknown(`commit ${headCommit.slice(0, 12)} is not in this repository`, base);
  if (head === merge) return { verdict: 'same', paths: [], reason: undefined, baseCommit: base, cleanMerges };
  if (base === undefined) return unknown('the merge stands on nothing');
  const actual = treeOf(root, merge);
  const rebased = second === undefined ? rebaseBase(root, merge, commits) : undefined;
  for (const from of [base, ...(rebased === undefined ? [] : [rebased])]) {
    if (mergedTree(root, from, head) === actual)
      return { verdict: 'same', paths: [], reason: undefined, baseCommit: from, cleanMerges };
  }
  const expected = mergedTree(root, base, head);
  if (expected === undefined) return unknown('base and head conflict, so somebody settled it by hand', base);
  return {
    verdict: 'differs',
    paths: namesIn(root, expected, actual),
    reason: undefined,
    baseCommit: base,
    cleanMerges,
  };
}

/** What the rebased commits of a pull request stand on: as far back as it had commits. */
function rebaseBase(root: string, merge: string, commits: readonly MergeCommit[]): string | undefined {
  const own = commits.filter(({ parents }) => parents.length < 2).length;
  return own < 2 ? undefined : commitOf(root, `${merge}~${own}`);
}

/** The tree that a merge of two commits gives; `undefined`: they conflict, or have nothing in common. */
function mergedTree(root: string, base: string, head: string): string | undefined {
  return tryGit(root, ['merge-tree', '--write-tree', base, head])?.split('\n')[0];
}

/** A merge in which nobody wrote anything: its tree is the one that git computes. */
function isCleanMerge(root: string, { id, parents }: MergeCommit): boolean {
  const [one, other, third] = parents;
  if (one === undefined || other === undefined || third !== undefined || commitOf(root, id) === undefined) return false;
  return mergedTree(root, one, other) === treeOf(root, id);
}

function namesIn(root: string, from: string, to: string, ...paths: readonly string[]): readonly string[] {
  const names = git(root, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to, ...paths]);
  return names.split('\0').filter((path) => path !== '');
}

/** Paths below the estate in which two commits differ; `undefined`: one of them is not here. */
export function pathsBetween(root: string, from: string, to: string): readonly string[] | undefined {
  const [left, right] = [commitOf(root, from), commitOf(root, to)];
  if (left === undefined || right === undefined) return undefined;
  return namesIn(root, left, right, '--relative');
}

/** Files of a commit by their paths below the estate; what it has not is left out. `undefined`: there is no such commit. */
export function filesAt(root: string, commit: string, paths: readonly string[]): readonly SourceFile[] | undefined {
  if (commitOf(root, commit) === undefined) return undefined;
  return paths.flatMap((path) => {
    const text = tryGit(root, ['cat-file', 'blob', `${commit}:./${path}`]);
    return text === undefined ? [] : [{ path, text }];
  });
}

/** Fetches the commits of a pull request that only the forge has any more; a refusal leaves them unknown. */
export function fetchPull(root: string, remote: string, number: number): void {
  tryGit(root, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', remote, `refs/pull/${number}/head`]);
}

/** Is a commit in this repository? */
export const hasCommit = (root: string, commit: string): boolean => commitOf(root, commit) !== undefined;

/**
 * Branches that hold a file just as a commit has it, for finding what a squash came from: the last commits of each, the
 * commit itself first where a branch stands there.
 */
export function headsWith(root: string, commit: string, path: string): readonly string[] {
  const inside = (tryGit(root, ['rev-parse', '--show-prefix']) ?? '').replace(/\n$/, '');
  const listed = git(root, ['for-each-ref', '--format=%(objectname)', 'refs/heads', 'refs/remotes']).split('\n');
  const heads = [...new Set([commit, ...listed.filter((line) => line !== '')])];
  const asked = heads.map((head) => `${head}:${inside}${path}\n`).join('');
  const blobs = git(root, ['cat-file', '--batch-check'], { input: asked }).split('\n');
  return heads.filter(
    (_, index) => index > 0 && /^[0-9a-f]+ blob /.test(blobs[index] ?? '') && blobs[index] === blobs[0],
  );
}
