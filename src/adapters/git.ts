import { spawnSync } from 'node:child_process';
import { GitError } from './git-error.ts';

/** What a call of git may be given beside its arguments. */
export interface GitCall {
  readonly input?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

// Names of branches and files reach git as arguments only; hooks, pagers, prompts and the user's aliases stay out, and so
// does what refs/replace would show in the place of history.
const guards = [
  '--no-replace-objects',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=false',
];

/** What a hook or a script around us may have set: it would lead git to another repository than the folder's. */
const elsewhere = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_NAMESPACE: undefined,
  GIT_PREFIX: undefined,
};

/** Runs git in a folder and answers its standard output as text. Throws GitError when git is missing or refuses. */
export function git(root: string, args: readonly string[], call: GitCall = {}): string {
  return gitBytes(root, args, call).toString('utf8');
}

/** As `git`, with the standard output as it is: for contents that need not be text. */
export function gitBytes(root: string, args: readonly string[], call: GitCall = {}): Buffer {
  const result = spawnSync('git', [...guards, '-C', root, ...args], {
    input: call.input ?? '',
    env: { ...process.env, ...elsewhere, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: 'cat', ...call.env },
    maxBuffer: 1024 * 1024 * 1024,
  });
  const { error } = result;
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new GitError('missing', 'git cannot be run; install git 2.38 or newer');
  }
  if (error) throw new GitError('failed', `git ${args[0] ?? ''}: ${error.message}`);
  if (result.status !== 0) {
    const words = result.stderr.toString('utf8').trim();
    throw new GitError('failed', words || `git ${args[0] ?? ''} ended with ${result.status ?? result.signal ?? '?'}`);
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
