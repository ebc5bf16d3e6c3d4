import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { EstateTarget } from '../model/estate-target.ts';
import { git, tryGit } from './git.ts';
import { commitToBranch, writeTree } from './git-branch.ts';
import { committerEnv, toolIdentity } from './git-identity.ts';
import { commitOf } from './local-forge.ts';
import { makeFolder, type OutputFile, writeFilesBelow } from './write-files.ts';

/** The first commit of an estate. */
export interface FirstCommit {
  readonly message: string;
  /** Who commits and when, where it must not be the user and now. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A commit that was made. */
export interface MadeCommit {
  readonly id: string;
  readonly branch: string;
  /** Nobody is configured, so the program's own name stands in the commit. */
  readonly isNameless: boolean;
}

/**
 * Writes an estate into a folder that does not exist: beside it first and then renamed, so that a killed run leaves no
 * half of one. With `first`, it becomes a Git repository with one commit. Answers the commit.
 */
export function createEstate(
  folder: string,
  files: readonly OutputFile[],
  first: FirstCommit | undefined,
): MadeCommit | undefined {
  makeFolder(dirname(folder));
  const scratch = join(dirname(folder), `.${basename(folder)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    mkdirSync(scratch);
    writeFilesBelow(scratch, files);
    const made = first && commitFirst(scratch, files, first);
    renameSync(scratch, folder);
    return made;
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Writes an estate into a folder that is there: file by file, each whole or not at all, so that a run after a killed
 * one finishes it. With `first`, as `createEstate`.
 */
export function fillEstate(
  folder: string,
  files: readonly OutputFile[],
  first: FirstCommit | undefined,
): MadeCommit | undefined {
  writeFilesBelow(folder, files);
  for (const below of new Set(files.map(({ path }) => dirname(path))))
    removeLeftovers(join(folder, below), files, below);
  return first && commitFirst(folder, files, first);
}

/** Temporary files of a killed run. */
function removeLeftovers(folder: string, files: readonly OutputFile[], below: string): void {
  const names = new Set(files.filter(({ path }) => dirname(path) === below).map(({ path }) => basename(path)));
  for (const name of readdirSync(folder)) {
    if (/\.\d+\.tmp$/.test(name) && names.has(name.replace(/\.\d+\.tmp$/, ''))) rmSync(join(folder, name));
  }
}

/** The user's ignore rules and signing have no say in a commit that the program makes of files it wrote. */
function commitFirst(folder: string, files: readonly OutputFile[], { message, env }: FirstCommit): MadeCommit {
  if (!existsSync(join(folder, '.git'))) git(folder, ['init', '-q', '-b', 'main']);
  const committer = env ?? committerEnv(folder);
  const paths = files.map(({ path }) => `${path}\0`).join('');
  git(folder, ['add', '--force', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: paths });
  git(folder, ['-c', 'commit.gpgSign=false', 'commit', '-q', '--no-verify', '-F', '-'], {
    input: message,
    env: committer,
  });
  const branch = tryGit(folder, ['symbolic-ref', '--short', 'HEAD'])?.trim() ?? 'HEAD';
  return { id: git(folder, ['rev-parse', 'HEAD']).trim(), branch, isNameless: committer === toolIdentity };
}

/** An estate on a branch of an existing repository. */
export interface OnboardingBranch extends MadeCommit {
  /** Whether the branch held this very estate before. */
  readonly wasThere: boolean;
}

/**
 * Puts an estate onto a new branch of an existing repository; its work tree and index stay as they are. `folder` is
 * where the estate goes and need not exist. The branch is `name`, or `name-2` … when that is taken by something else.
 */
export function branchEstate(
  { anchor: root, folder }: Pick<EstateTarget, 'anchor' | 'folder'>,
  files: readonly OutputFile[],
  commit: { readonly name: string; readonly base: string; readonly message: string },
): OnboardingBranch {
  const { base, message } = commit;
  const below = relative(root, folder).replaceAll('\\', '/');
  const placed = files.map(({ path, text }) => ({ path: below === '' ? path : `${below}/${path}`, text }));
  const tree = writeTree(root, base, placed);
  for (let number = 1; ; number += 1) {
    const branch = number === 1 ? commit.name : `${commit.name}-${number}`;
    const known = commitOf(root, `refs/heads/${branch}`);
    const env = committerEnv(root);
    const isNameless = env === toolIdentity;
    if (known === undefined) {
      const id = commitToBranch(root, { branch, base, expected: undefined, tree, message, env });
      return { id, branch, isNameless, wasThere: false };
    }
    const knownTree = git(root, ['rev-parse', `${known}^{tree}`]).trim();
    if (knownTree === tree) return { id: known, branch, isNameless, wasThere: true };
  }
}
