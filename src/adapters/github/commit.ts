import type { BranchCommit, MadeCommit } from '../../model/forge.ts';
import { commitMessage } from '../commit-message.ts';
import { blobsOf } from '../git-blob.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';

/** A call that makes something new is not repeated blindly: what a lost answer did is read instead. */
export const once = { request: { retries: 0 } } as const;

/**
 * Puts files onto a branch by the API alone. Without an author in the call the forge signs the commit for the account of
 * the token. A new branch is made by creating its ref, which only one of two runs can do; one that stands moves forward
 * only, from the very commit that was looked at.
 */
export async function commitByApi(client: GithubClient, commit: BranchCommit): Promise<MadeCommit> {
  const { octokit, owner, repo } = client;
  const { branch, base, expected, files } = commit;
  const at = { owner, repo, ...once };
  const doing = `write the branch ${branch}`;
  const tree = await asking(doing, async () => {
    const { data: before } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: base.commit });
    const { data } = await octokit.rest.git.createTree({
      ...at,
      base_tree: before.tree.sha,
      tree: files.map(({ path, text }) => ({
        ...{ path: `${client.inside}${path}`, mode: '100644' as const, type: 'blob' as const, content: text },
      })),
    });
    return data.sha;
  });
  const parents = await parentsOf(client, base.commit, expected);
  const head = await asking(doing, async () => {
    const { data } = await octokit.rest.git.createCommit({
      ...at,
      message: commitMessage(commit, tree),
      tree,
      parents,
    });
    return data.sha;
  });
  await asking(doing, async () => {
    if (expected === undefined) await octokit.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: head });
    else await octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: head, force: false });
  });
  return { head, blobs: blobsOf(files) };
}

/**
 * A commit stands on its branch, so that the branch only moves forward, and on the base where the branch has not got it,
 * so that the pull request shows nothing but its own files.
 */
export async function parentsOf(
  { octokit, owner, repo }: GithubClient,
  base: string,
  expected: string | undefined,
): Promise<string[]> {
  if (expected === undefined) return [base];
  const { data } = await asking(`compare ${expected} with ${base}`, () =>
    octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${expected}`, per_page: 1 }),
  );
  if (data.ahead_by === 0) return [base];
  return data.behind_by === 0 ? [expected] : [expected, base];
}
