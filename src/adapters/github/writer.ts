import type { BranchCommit, ForgePull, ForgeWriter, MadeCommit, NewPull } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import { setCheck, setStatus } from './checks.ts';
import type { GithubClient } from './client.ts';
import { once } from './commit.ts';
import { asking } from './errors.ts';
import { askReviewers, assign, dismissReviewers, numberOf } from './people.ts';
import { accountOf, pullOf } from './shapes.ts';

type MakeCommit = (commit: BranchCommit) => Promise<MadeCommit>;

/** Writes to a repository of GitHub. `commit` says how commits come into being. */
export function githubWriter(client: GithubClient, commit: MakeCommit): ForgeWriter {
  const { octokit, owner, repo } = client;
  const at = { owner, repo };
  return {
    commit,
    openPull: (pull) => openPull(client, pull),
    async changePull(pull, change) {
      await asking(`update #${numberOf(pull)}`, () =>
        octokit.rest.pulls.update({ ...at, pull_number: numberOf(pull), ...change }),
      );
    },
    setDraft: (pull, isDraft) => setDraft(client, pull, isDraft),
    async addLabels(pull, labels) {
      await asking(`label #${numberOf(pull)}`, () =>
        octokit.rest.issues.addLabels({ ...at, ...once, issue_number: numberOf(pull), labels: [...labels] }),
      );
    },
    async removeLabel(pull, name) {
      await unlessGone(() =>
        asking(`take the label ${name} off #${numberOf(pull)}`, () =>
          octokit.rest.issues.removeLabel({ ...at, issue_number: numberOf(pull), name }),
        ),
      );
    },
    askReviewers: (pull, reviewers) => askReviewers(client, pull, reviewers),
    dismissReviewers: (pull, reviewers) => dismissReviewers(client, pull, reviewers),
    assign: (pull, logins) => assign(client, pull, logins),
    async unassign(pull, logins) {
      await asking(`unassign ${logins.join(', ')}`, () =>
        octokit.rest.issues.removeAssignees({ ...at, issue_number: numberOf(pull), assignees: [...logins] }),
      );
    },
    comment: (pull, marker, body) => upsertComment(client, numberOf(pull), `${marker}\n${body}`),
    setStatus: (head, status) => setStatus(client, head, status),
    setCheck: (head, check) => setCheck(client, head, check),
    deleteBranch: (branch, expected) => deleteBranch(client, branch, expected),
    async openIssue({ title, body }, label) {
      const { data } = await asking('open an issue', () =>
        octokit.rest.issues.create({ ...at, ...once, title, body, labels: [label] }),
      );
      return { number: data.number, url: data.html_url, title: data.title, body: data.body ?? '' };
    },
    async changeIssue(number, change) {
      await asking(`update #${number}`, () => octokit.rest.issues.update({ ...at, issue_number: number, ...change }));
    },
  };
}

/** Some plans have no drafts for private repositories; there the gates alone hold the Change back. */
async function openPull(client: GithubClient, pull: NewPull): Promise<ForgePull> {
  const { octokit, owner, repo } = client;
  const { branch, base, title, body, isDraft } = pull;
  try {
    const { data } = await asking(`open a pull request for ${branch}`, () =>
      octokit.rest.pulls.create({ owner, repo, ...once, head: branch, base: base.name, title, body, draft: isDraft }),
    );
    return pullOf(data, owner);
  } catch (error) {
    const isNoDraft =
      error instanceof ForgeError && isDraft && /draft pull requests are not supported/i.test(error.message);
    if (!isNoDraft) throw error;
    return openPull(client, { ...pull, isDraft: false });
  }
}

const draftMutations = {
  ready: 'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }',
  draft: 'mutation ($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { clientMutationId } }',
} as const;

/** The REST API cannot change this. */
async function setDraft({ octokit }: GithubClient, { nodeId, number }: ForgePull, isDraft: boolean): Promise<void> {
  await asking(`make #${number} ${isDraft ? 'a draft' : 'ready for review'}`, () =>
    octokit.graphql(isDraft ? draftMutations.draft : draftMutations.ready, { id: nodeId }),
  );
}

/**
 * Keeps one comment a marker: the oldest of the token's own is brought up to date, younger doubles go. Two runs at once
 * may both write one; each looks again behind its own.
 */
async function upsertComment(client: GithubClient, pull: number, body: string): Promise<'written' | 'unchanged'> {
  const { octokit, owner, repo } = client;
  const marker = body.split('\n', 1)[0] ?? '';
  const [oldest, ...doubles] = await commentsOf(client, pull, marker);
  if (oldest === undefined) {
    await asking(`comment on #${pull}`, () =>
      octokit.rest.issues.createComment({ owner, repo, ...once, issue_number: pull, body }),
    );
    const [, ...younger] = await commentsOf(client, pull, marker);
    await removeComments(client, younger);
    return 'written';
  }
  await removeComments(client, doubles);
  if (plain(oldest.body) === plain(body)) return doubles.length > 0 ? 'written' : 'unchanged';
  await asking(`update a comment on #${pull}`, () =>
    octokit.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body }),
  );
  return 'written';
}

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

async function commentsOf(
  { octokit, owner, repo }: GithubClient,
  pull: number,
  marker: string,
): Promise<readonly OwnComment[]> {
  const comments = await asking(`list the comments of #${pull}`, () =>
    octokit.paginate(octokit.rest.issues.listComments, { owner, repo, issue_number: pull, per_page: 100 }),
  );
  return comments
    .filter(({ body }) => body?.startsWith(marker) === true)
    .map(({ id, body, user }) => ({ id, body: body ?? '', author: accountOf(user) }))
    .sort((left, right) => left.id - right.id);
}

async function removeComments({ octokit, owner, repo }: GithubClient, comments: readonly OwnComment[]): Promise<void> {
  for (const { id } of comments) {
    await unlessGone(() =>
      asking(`remove a double comment`, () => octokit.rest.issues.deleteComment({ owner, repo, comment_id: id })),
    );
  }
}

/** The API deletes whatever stands there, so it is looked at right before. */
async function deleteBranch(
  { octokit, owner, repo }: GithubClient,
  branch: string,
  expected: string,
): Promise<'deleted' | 'left'> {
  const ref = `heads/${branch}`;
  const doing = `delete the branch ${branch}`;
  try {
    const { data } = await asking(doing, () => octokit.rest.git.getRef({ owner, repo, ref }));
    if (data.object.sha !== expected) return 'left';
    await asking(doing, () => octokit.rest.git.deleteRef({ owner, repo, ref }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  return 'deleted';
}

const isGone = (error: unknown): boolean =>
  error instanceof ForgeError &&
  (error.kind === 'missing' || (error.kind === 'moved' && /does not exist/.test(error.message)));

async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
