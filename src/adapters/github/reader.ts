import type { BaseBranch, ClosedPull, ForgeReader } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';
import { readClosing, readCommits, readReviews } from './history.ts';
import { readFiles, readFilesAt, readProposals } from './proposals.ts';
import { accountOf, pullOf } from './shapes.ts';

/** Reads from a repository of GitHub. Every call is a GET. */
export function githubReader(client: GithubClient): ForgeReader {
  const { octokit, owner, repo } = client;
  const at = { owner, repo };
  return {
    isHosted: true,
    publishes: false,
    repository: `${owner}/${repo}`,
    base: () => readBase(client),
    proposals: (scopes, recall) => readProposals(client, scopes, recall),
    closedPulls: (branch) => readClosedPulls(client, branch),
    closing: (pull) => readClosing(client, pull),
    filesAt: (commit, folder) => readFilesAt(client, commit, folder),
    reviews: (pull) => readReviews(client, pull),
    commits: (pull) => readCommits(client, pull),
    async pullFiles(pull, folder) {
      const files = await asking(`list the files of #${pull}`, () =>
        octokit.paginate(octokit.rest.pulls.listFiles, { ...at, pull_number: pull, per_page: 100 }),
      );
      const there = files.filter(({ status }) => status !== 'removed');
      return readFiles(
        client,
        there.flatMap(({ filename, sha }) => (sha ? [{ path: filename, blob: sha }] : [])),
        folder,
      );
    },
    async comments(pull) {
      const comments = await asking(`list the comments of #${pull}`, () =>
        octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: pull, per_page: 100 }),
      );
      return comments.map(({ id, body, user }) => ({ id, body: body ?? '', author: accountOf(user) }));
    },
    async statuses(commit) {
      const { data } = await asking(`read the verdicts on ${commit}`, () =>
        octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: commit, per_page: 100 }),
      );
      return data.statuses.map(({ context, state, description }) => ({
        context,
        state: state === 'success' || state === 'pending' ? state : 'failure',
        description: description ?? '',
      }));
    },
    async issues(label) {
      const issues = await asking('list issues', () =>
        octokit.paginate(octokit.rest.issues.listForRepo, {
          ...{ ...at, labels: label, state: 'open', sort: 'created', direction: 'asc', per_page: 100 },
        }),
      );
      return issues
        .filter((issue) => issue.pull_request === undefined)
        .map(({ number, html_url, title, body }) => ({ number, url: html_url, title, body: body ?? '' }));
    },
  };
}

/** A branch that is not there was renamed most often, and the repository says to what. */
async function readBase({ octokit, owner, repo, baseBranch }: GithubClient): Promise<BaseBranch> {
  const { data: repository } = await asking(`show the repository ${owner}/${repo}`, () =>
    octokit.rest.repos.get({ owner, repo }),
  );
  if (repository.archived) {
    throw new ForgeError('archived', {
      cause: `the repository ${owner}/${repo} is archived, and so read-only`,
      remedy: 'unarchive it, or name another one in spec.forge.repository of the Workspace',
    });
  }
  try {
    const { data } = await asking(`show the branch ${baseBranch}`, () =>
      octokit.rest.git.getRef({ owner, repo, ref: `heads/${baseBranch}` }),
    );
    return { name: baseBranch, commit: data.object.sha };
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'missing') throw error;
    throw new ForgeError('missing', {
      cause: `${owner}/${repo} has no branch ${baseBranch}; its default branch is ${repository.default_branch}`,
      remedy: `set spec.forge.baseBranch of the Workspace to ${repository.default_branch}, if that is where work is merged`,
    });
  }
}

/** Closed pull requests of a branch, whether the branch still stands or not. */
async function readClosedPulls(
  { octokit, owner, repo, baseBranch }: GithubClient,
  branch: string,
): Promise<readonly ClosedPull[]> {
  const { data } = await asking(`list pull requests of ${branch}`, () =>
    octokit.rest.pulls.list({
      ...{ owner, repo, state: 'closed', head: `${owner}:${branch}`, base: baseBranch },
      ...{ sort: 'created', direction: 'desc', per_page: 100 },
    }),
  );
  return data
    .filter(({ head }) => head.ref === branch)
    .map((pull) => ({
      ...pullOf(pull, owner),
      number: pull.number,
      isMerged: pull.merged_at !== null,
      closedAt: pull.closed_at ?? pull.updated_at,
      mergeCommit: pull.merged_at === null ? undefined : (pull.merge_commit_sha ?? undefined),
    }));
}
