import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, tryGit } from './git.ts';
import { type OutputFile, writeFileAtomically } from './write-files.ts';

/** A branch that holds a proposal. */
export interface ProposalBranch {
  readonly branch: string;
  readonly head: string;
  /** Text of every file of the branch below `changes/` that the base does not have or has otherwise. */
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

const identity = {
  GIT_AUTHOR_NAME: 'Patchledger',
  GIT_AUTHOR_EMAIL: 'patchledger@localhost',
  GIT_COMMITTER_NAME: 'Patchledger',
  GIT_COMMITTER_EMAIL: 'patchledger@localhost',
};

/** The commit a branch (or any revision) points to; `undefined` when there is none. */
export const commitOf = (root: string, revision: string): string | undefined =>
  tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();

/** Every proposal branch below a prefix, sorted by name, with what it changes below `changes/`. */
export function proposalBranches(root: string, prefix: string, base: string): readonly ProposalBranch[] {
  const listed = git(root, ['for-each-ref', '--format=%(refname:short) %(objectname)', `refs/heads/${prefix}`]);
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [branch = '', head = ''] = line.split(' ');
      return { branch, head, files: changedFiles(root, base, head), isOurs: isOurs(root, base, head) };
    });
}

function changedFiles(root: string, base: string, head: string): readonly OutputFile[] {
  const names = git(root, [
    'diff',
    '--name-only',
    '--relative',
    '-z',
    '--diff-filter=AM',
    `${base}...${head}`,
    '--',
    'changes/',
  ]);
  return names
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => ({ path, text: git(root, ['cat-file', 'blob', `${head}:./${path}`]) }));
}

/** Ours iff every commit since the base records the very tree it has (forge §1.2): an amended commit does not. */
function isOurs(root: string, base: string, head: string): boolean {
  const log = git(root, [
    'log',
    '--format=%T %(trailers:key=Patchledger-Tree,valueonly,separator=%x2C)',
    `${base}..${head}`,
  ]);
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => /^(\S+) \1$/.test(line.trim()));
}

/**
 * Puts files onto a proposal branch as one commit on the base, without touching the work tree or the index of the user.
 * The branch moves by compare-and-swap from `expected` (`undefined`: it must not exist yet), so that two runs at once
 * cannot overwrite each other. Answers the new commit.
 */
export function writeProposal(
  root: string,
  target: { readonly branch: string; readonly base: string; readonly expected: string | undefined },
  files: readonly OutputFile[],
  commit: ProposalCommit,
): string {
  const scratch = mkdtempSync(join(tmpdir(), 'patchledger-'));
  try {
    const env = { ...identity, GIT_INDEX_FILE: join(scratch, 'index') };
    // The estate may be a folder of its repository; paths of the index start at the repository's root.
    const prefix = git(root, ['rev-parse', '--show-prefix']).trim();
    git(root, ['read-tree', target.base], { env });
    for (const file of files) {
      const blob = git(root, ['hash-object', '-w', '--stdin', '--no-filters'], { input: file.text }).trim();
      git(root, ['update-index', '--add', '--cacheinfo', `100644,${blob},${prefix}${file.path}`], { env });
    }
    const tree = git(root, ['write-tree'], { env }).trim();
    const message = `${commit.subject}\n\n${commit.body}\n\nPatchledger-Plan: ${commit.planFp}\nPatchledger-Tree: ${tree}\n`;
    const head = git(root, ['commit-tree', tree, '-p', target.base, '-F', '-'], { env, input: message }).trim();
    git(root, ['update-ref', `refs/heads/${target.branch}`, head, target.expected ?? '0'.repeat(40)]);
    return head;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where the text of a local pull request lies: inside the repository's own folder, so that no work tree is touched. */
export function pullRequestFile(root: string, branch: string): string {
  const folder = git(root, ['rev-parse', '--path-format=absolute', '--git-common-dir']).trim();
  return join(folder, 'patchledger', 'pull-requests', `${branch.replaceAll('/', '--')}.md`);
}

/** Writes the text of a local pull request; answers whether it changed. */
export const writePullRequest = (root: string, branch: string, text: string): 'written' | 'unchanged' =>
  writeFileAtomically(pullRequestFile(root, branch), text);
