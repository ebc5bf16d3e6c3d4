import type { RepositoryHealth } from '../model/health.ts';
import { tryGit } from './git.ts';
import { GitError } from './git-error.ts';
import { gitState } from './git-files.ts';

/** Version of Node that runs this process. */
export const nodeVersion = (): string => process.versions.node;

/** Version of git; `undefined` when it cannot be run, or does not say. */
export function gitVersion(root: string): string | undefined {
  try {
    return /\d+(?:\.\d+)+/.exec(tryGit(root, ['--version']) ?? '')?.[0];
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** What git says of a folder, and whether its history is cut off. */
export function repositoryHealth(root: string): RepositoryHealth {
  const state = gitState(root, ['.']);
  const isShallow =
    state.kind === 'commit' && tryGit(root, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true';
  return { kind: state.kind, isShallow, ...(state.kind === 'refused' && { reason: state.reason }) };
}
