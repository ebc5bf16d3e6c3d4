import { spawnSync } from 'node:child_process';

/** What went wrong when git was asked something, in git's own words. */
export class GitError extends Error {
  readonly kind: 'missing' | 'failed';

  constructor(kind: 'missing' | 'failed', message: string) {
    super(message);
    this.name = 'GitError';
    this.kind = kind;
  }
}

/** What a call of git may be given beside its arguments. */
export interface GitCall {
  readonly input?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

// Names of branches and files reach git as arguments only; hooks, pagers, prompts and the user's aliases stay out.
const guards = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** Runs git in a folder and answers its standard output as text. Throws GitError when git is missing or refuses. */
export function git(root: string, args: readonly string[], call: GitCall = {}): string {
  const result = spawnSync('git', [...guards, '-C', root, ...args], {
    input: call.input ?? '',
    env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', ...call.env },
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (result.error) throw new GitError('missing', 'git cannot be run; install git 2.38 or newer');
  if (result.status !== 0) {
    const words = result.stderr.trim() || `git ${args[0] ?? ''} ended with ${result.status ?? result.signal ?? '?'}`;
    throw new GitError('failed', words);
  }
  return result.stdout;
}

/** As `git`, but a refusal is `undefined`: for questions whose answer may be no. */
export function tryGit(root: string, args: readonly string[], call: GitCall = {}): string | undefined {
  try {
    return git(root, args, call);
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed') return undefined;
    throw error;
  }
}
