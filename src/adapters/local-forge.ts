import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitMessage } from './commit-message.ts';
import { git, tryGit } from './git.ts';
import { commitToBranch, writeTree } from './git-branch.ts';
import { toolIdentity } from './git-identity.ts';
import { type OutputFile, writeFileAtomically } from './write-files.ts';

/** A branch that holds a proposal. */
export interface ProposalBranch {
  readonly branch: string;
  readonly head: string;
  /** Text of every file of the branch in the folder of Changes that the base does not have or has otherwise. */
  readonly files: readonly OutputFile[];
  /** Only the program's own commits stand on it, each with the tree it recorded. */
  readonly isOurs: boolean;
}

/** What a proposal commit says of itself, as trailers. */
export interface ProposalCommit {
  readonly subject: string;
  readonly body: string;
  readonly planFp: string;
}

/** The commit a branch (or any revision) points to; `undefined` when there is none. */
export const commitOf = (root: string, revision: string): string | undefined =>
  tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();

/** Every proposal branch below a prefix, sorted by name, with what it changes in the folder of Changes. */
export function proposalBranches(
  root: string,
  prefix: string,
  base: string,
  folder: string,
): readonly ProposalBranch[] {
  const listed = git(root, ['for-each-ref', '--format=%(refname:short) %(objectname)', `refs/heads/${prefix}`]);
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [branch = '', head = ''] = line.split(' ');
      return { branch, head, files: changedFiles(root, base, head, folder), isOurs: isOurs(root, base, head) };
    });
}

/** Text of every file of a commit below a folder that the base does not have or has otherwise. */
export function changedFiles(root: string, base: string, head: string, folder: string): readonly OutputFile[] {
  const names = git(root, [
    'diff',
    '--name-only',
    '--relative',
    '--no-renames',
    '-z',
    '--diff-filter=AM',
    base,
    head,
    '--',
    `:(literal)${folder}/`,
  ]);
  return names
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => ({ path, text: git(root, ['cat-file', 'blob', `${head}:./${path}`]) }));
}

/**
 * Ours iff every commit since the base records the very tree it has: an amended commit does not. A branch
 * that the base has wholly, once it is merged, holds nobody's work.
 */
function isOurs(root: string, base: string, head: string): boolean {
  const log = git(root, [
    'log',
    '--no-show-signature',
    '--format=%T %(trailers:key=Patchledger-Tree,valueonly,separator=%x2C)',
    `${base}..${head}`,
  ]);
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => /^(\S+) \1$/.test(line.trim()));
}

/**
 * Puts files onto a proposal branch as one commit, without touching the work tree or the index of the user. It stands on
 * the branch as it is and on the base, so that the branch only moves forward and shows nothing but its files. It moves by compare-and-swap from `expected` (`undefined`: it must not exist yet), so that two runs at once
 * cannot overwrite each other. Answers the new commit.
 */
export function writeProposal(
  root: string,
  target: { readonly branch: string; readonly base: string; readonly expected: string | undefined },
  files: readonly OutputFile[],
  commit: ProposalCommit,
): string {
  const { branch, base, expected } = target;
  const tree = writeTree(root, base, files);
  const message = commitMessage(commit, tree);
  const parents = parentsOf(root, base, expected);
  return commitToBranch(root, { branch, base, expected, parents, tree, message, env: toolIdentity });
}

function parentsOf(root: string, base: string, expected: string | undefined): readonly string[] {
  if (expected === undefined || isAncestor(root, expected, base)) return [base];
  return isAncestor(root, base, expected) ? [expected] : [expected, base];
}

/** Is a commit part of what led to another one? */
export const isAncestor = (root: string, commit: string, of: string): boolean =>
  tryGit(root, ['merge-base', '--is-ancestor', commit, of]) !== undefined;

/** Where the text of a local pull request lies: inside the repository's own folder, so that no work tree is touched. */
export function pullRequestFile(root: string, branch: string): string {
  const folder = git(root, ['rev-parse', '--path-format=absolute', '--git-common-dir']).trim();
  return join(folder, 'patchledger', 'pull-requests', `${branch.replaceAll('/', '--')}.md`);
}

/** The text of a local pull request as it lies there; `undefined` when there is none. */
export function readPullRequest(root: string, branch: string): string | undefined {
  const file = pullRequestFile(root, branch);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Writes the text of a local pull request; answers whether it changed. */
export const writePullRequest = (root: string, branch: string, text: string): 'written' | 'unchanged' =>
  writeFileAtomically(pullRequestFile(root, branch), text);
