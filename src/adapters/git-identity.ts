import { tryGit } from './git.ts';

/** Who commits when nobody is configured, and who commits proposals. */
export const toolIdentity = {
  GIT_AUTHOR_NAME: 'Patchledger',
  GIT_AUTHOR_EMAIL: 'patchledger@localhost',
  GIT_COMMITTER_NAME: 'Patchledger',
  GIT_COMMITTER_EMAIL: 'patchledger@localhost',
} as const;

/** Environment for a commit in a folder: nothing to add when git knows the user there, else the program's own name. */
export function committerEnv(root: string): Readonly<Record<string, string>> {
  const isKnown = (key: string, variable: string): boolean =>
    Boolean(process.env[variable]) || Boolean(tryGit(root, ['config', '--get', key])?.trim());
  const knows = isKnown('user.name', 'GIT_COMMITTER_NAME') && isKnown('user.email', 'GIT_COMMITTER_EMAIL');
  return knows ? {} : toolIdentity;
}
