import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, tryGit } from './git.ts';
import { GitError } from './git-error.ts';
import type { OutputFile } from './write-files.ts';

/** A commit to be put onto a branch. */
export interface BranchCommit {
  readonly branch: string;
  /** The commit it stands on. */
  readonly base: string;
  /** Where the branch must stand now; `undefined`: it must not exist yet. */
  readonly expected: string | undefined;
  /** Commits it stands on. Default: the base. */
  readonly parents?: readonly string[];
  readonly tree: string;
  readonly message: string;
  /** Who commits, and when: GIT_AUTHOR_… and GIT_COMMITTER_…. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Writes the tree of a commit with files put on top, by a scratch index: the user's work tree and index stay untouched.
 * Paths are relative to `root`, which may be a folder inside its repository. Answers the id of the tree.
 */
export function writeTree(root: string, base: string, files: readonly OutputFile[]): string {
  const scratch = mkdtempSync(join(tmpdir(), 'patchledger-'));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    // Paths of the index start at the repository's root.
    const prefix = git(root, ['rev-parse', '--show-prefix']).replace(/\n$/, '');
    git(root, ['read-tree', base], { env });
    const entries = files.map((file) => {
      const blob = git(root, ['hash-object', '-w', '--stdin', '--no-filters'], { input: file.text }).trim();
      return `100644 ${blob}\t${prefix}${file.path}\0`;
    });
    git(root, ['update-index', '--add', '-z', '--index-info'], { env, input: entries.join('') });
    return git(root, ['write-tree'], { env }).trim();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Puts a commit onto a branch that is not checked out. The branch moves by compare-and-swap, so that two runs at once
 * cannot overwrite each other. Answers the new commit.
 */
export function commitToBranch(root: string, commit: BranchCommit): string {
  const { branch, base, expected, parents = [base], tree, message, env } = commit;
  const onto = parents.flatMap((parent) => ['-p', parent]);
  const head = git(root, ['commit-tree', tree, ...onto, '-F', '-'], { env, input: message }).trim();
  const ref = `refs/heads/${branch}`;
  try {
    git(root, ['update-ref', ref, head, expected ?? '0'.repeat(head.length)]);
  } catch (error) {
    const stands = tryGit(root, ['rev-parse', '--verify', '--quiet', ref])?.trim();
    if (stands === expected) throw error;
    throw new GitError('moved', `the branch ${branch} was written by somebody else meanwhile; it is left as it is now`);
  }
  return head;
}
