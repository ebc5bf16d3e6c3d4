import type { Closing, ForgeCommit, ForgeReview } from '../../model/forge.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';
import { type ApiAccount, accountOf } from './shapes.ts';

/** Longer words of somebody who closed a pull request are cut: a record is no place for them. */
const longestWords = 1000;

/** Who closed a pull request, and what this account said there last. */
export async function readClosing({ octokit, owner, repo }: GithubClient, pull: number): Promise<Closing> {
  const { data: issue } = await asking(`show who closed #${pull}`, () =>
    octokit.rest.issues.get({ owner, repo, issue_number: pull }),
  );
  const by = accountOf(issue.closed_by);
  const isOpen = issue.state === 'open';
  if (isOpen || by === undefined || by.isBot) return { by, words: undefined, isOpen };
  const comments = await asking(`list the comments of #${pull}`, () =>
    octokit.paginate(octokit.rest.issues.listComments, { owner, repo, issue_number: pull, per_page: 100 }),
  );
  const words = comments.findLast(({ user }) => user?.id === Number(by.id))?.body?.trim();
  return { by, words: words === undefined || words === '' ? undefined : words.slice(0, longestWords), isOpen };
}

/** Every review of a pull request, oldest first. */
export async function readReviews(
  { octokit, owner, repo }: GithubClient,
  pull: number,
): Promise<readonly ForgeReview[]> {
  const reviews = await asking(`list the reviews of #${pull}`, () =>
    octokit.paginate(octokit.rest.pulls.listReviews, { owner, repo, pull_number: pull, per_page: 100 }),
  );
  return reviews.map(({ id, state, user, commit_id, submitted_at, body }) => ({
    id: String(id),
    state: state.toLowerCase(),
    user: accountOf(user),
    commit: commit_id ?? undefined,
    submittedAt: submitted_at,
    body: body ?? '',
  }));
}

/** The commits of a pull request, oldest first. GitHub lists 250 at most. */
export async function readCommits(
  { octokit, owner, repo }: GithubClient,
  pull: number,
): Promise<readonly ForgeCommit[]> {
  const commits = await asking(`list the commits of #${pull}`, () =>
    octokit.paginate(octokit.rest.pulls.listCommits, { owner, repo, pull_number: pull, per_page: 100 }),
  );
  return commits.map(({ sha, parents, commit, author, committer }) => ({
    id: sha,
    parents: parents.map((parent) => parent.sha),
    tree: commit.tree.sha,
    message: commit.message,
    author: knownAccount(author),
    committer: knownAccount(committer),
    authorEmail: commit.author?.email,
    committerEmail: commit.committer?.email,
    isVerified: commit.verification?.verified === true,
  }));
}

/** Where no account has the address of a commit, GitHub answers `null`, or an object with nothing in it. */
const knownAccount = (account: object | null) =>
  account !== null && 'id' in account ? accountOf(account as ApiAccount) : undefined;
