import type { BranchCommit, MadeCommit } from '../../model/forge.ts';
import { commitMessage } from '../commit-message.ts';
import { ForgeError } from '../forge-error.ts';
import { git, tryGit } from '../git.ts';
import { blobsOf } from '../git-blob.ts';
import { writeTree } from '../git-branch.ts';
import { GitError } from '../git-error.ts';
import { committerEnv } from '../git-identity.ts';
import { fetchCommit, pushBranch } from '../git-push.ts';
import type { GithubClient } from './client.ts';
import { parentsOf } from './commit.ts';

/** The clone that commits are made in, and where they are pushed to. */
export interface PushSettings {
  readonly root: string;
  readonly remote: string;
  readonly options: readonly string[];
  readonly token: string;
}

/** As `commitByApi`, by git: signed where the user's Git configuration signs commits. */
export async function commitByPush(
  client: GithubClient,
  { root, remote, options, token }: PushSettings,
  commit: BranchCommit,
): Promise<MadeCommit> {
  const { branch, base, expected, files } = commit;
  const parents = await parentsOf(client, base.commit, expected);
  try {
    for (const parent of parents) fetchCommit(root, remote, parent, token);
    const tree = writeTree(root, base.commit, files);
    const isSigned = tryGit(root, ['config', '--type=bool', '--get', 'commit.gpgSign'])?.trim() === 'true';
    const args = [
      'commit-tree',
      ...(isSigned ? ['-S'] : []),
      tree,
      ...parents.flatMap((one) => ['-p', one]),
      '-F',
      '-',
    ];
    const head = git(root, args, { env: committerEnv(root), input: commitMessage(commit, tree) }).trim();
    pushBranch(root, { remote, branch, commit: head, expected, options, token });
    return { head, blobs: blobsOf(files) };
  } catch (error) {
    if (!(error instanceof GitError) || error.kind === 'missing') throw error;
    const isMoved = error.kind === 'moved';
    throw new ForgeError(
      isMoved ? 'moved' : kindOf(error.message),
      { cause: error.message, remedy: remedyOf(isMoved) },
      error,
    );
  }
}

const kindOf = (message: string): 'protected' | 'refused' =>
  /protected branch|rule violations/i.test(message) ? 'protected' : 'refused';

const remedyOf = (isMoved: boolean): string =>
  isMoved ? 'run again: it goes on from what stands there' : 'check that this clone may push to the remote';
