import { git, tryGit } from './git.ts';
import { GitError } from './git-error.ts';

/** A branch to be pushed, from where it stands at the remote to where it shall stand. */
export interface BranchPush {
  readonly remote: string;
  readonly branch: string;
  readonly commit: string;
  /** Where it stands at the remote; `undefined`: it must not exist there. */
  readonly expected: string | undefined;
  readonly options: readonly string[];
  /** For a remote by HTTPS whose Git configuration holds no credentials. */
  readonly token?: string | undefined;
}

/**
 * Pushes a commit to a branch of a remote. The lease names the commit that was looked at: the bare flag would take
 * whatever a fetch has brought meanwhile for looked at.
 */
export function pushBranch(root: string, { remote, branch, commit, expected, options, token }: BranchPush): void {
  const ref = `refs/heads/${branch}`;
  const args = [
    'push',
    '--quiet',
    `--force-with-lease=${ref}:${expected ?? ''}`,
    ...options.map((option) => `--push-option=${option}`),
    '--',
    remote,
    `${commit}:${ref}`,
  ];
  try {
    git(root, args, { env: credentials(root, remote, token) });
  } catch (error) {
    if (!(error instanceof GitError) || error.kind !== 'failed') throw error;
    if (/stale info|fetch first|non-fast-forward|reference already exists/.test(error.message)) {
      throw new GitError(
        'moved',
        `the branch ${branch} was written by somebody else meanwhile; it is left as it is now`,
      );
    }
    throw new GitError('failed', `${remote} did not take the branch ${branch}: ${error.message}`);
  }
}

/** Brings a commit of a remote into the repository, unless it is there. */
export function fetchCommit(root: string, remote: string, commit: string, token: string | undefined): void {
  if (tryGit(root, ['cat-file', '-e', `${commit}^{commit}`]) !== undefined) return;
  git(root, ['fetch', '--quiet', '--no-tags', '--', remote, commit], { env: credentials(root, remote, token) });
}

/**
 * Credentials go to git by its environment, so that they stand in no argument and no file. A remote that has some in its
 * configuration already, as a checkout in a workflow leaves them, must not be given others.
 */
function credentials(root: string, remote: string, token: string | undefined): Readonly<Record<string, string>> {
  const url = tryGit(root, ['remote', 'get-url', '--', remote])?.trim() ?? remote;
  const origin = /^https?:\/\/[^/@]+\//.exec(url)?.[0];
  if (token === undefined || origin === undefined) return {};
  if (tryGit(root, ['config', '--get-urlmatch', 'http.extraheader', url])?.trim()) return {};
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin}.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}
