import type { BranchCommit, ForgePull, ForgeWriter, MadeCommit, NewPull } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import { setCheck, setStatus } from './checks.ts';
import type { GithubClient } from './client.ts';
import { ownAccount, upsertComment } from './comments.ts';
import { once } from './commit.ts';
import { asking, isGone, unlessGone } from './errors.ts';
import { askReviewers, assign, dismissReviewers, numberOf } from './people.ts';
import { pullOf } from './shapes.ts';

type MakeCommit = (commit: BranchCommit) => Promise<MadeCommit>;

/** Writes to a repository of GitHub. `commit` says how commits come into being. */
export function githubWriter(client: GithubClient, commit: MakeCommit): ForgeWriter {
  const { octokit, owner, repo } = client;
  const at = { owner, repo };
  const own = onDemand(() => ownAccount(client));
  return {
    commit,
    restoreBranch: (branch, head) => restoreBranch(client, branch, head),
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
    comment: (pull, marker, body) => upsertComment(client, numberOf(pull), `${marker}\n${body}`, own()),
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

/** The commits of a closed pull request stay at GitHub, as a rule; where they are gone the branch cannot come back. */
async function restoreBranch({ octokit, owner, repo }: GithubClient, branch: string, head: string): Promise<void> {
  try {
    await asking(`restore the branch ${branch}`, () =>
      octokit.rest.git.createRef({ owner, repo, ...once, ref: `refs/heads/${branch}`, sha: head }),
    );
  } catch (error) {
    const isLost = error instanceof ForgeError && error.kind === 'moved' && /does not exist/i.test(error.message);
    if (!isLost) throw error;
    throw new ForgeError('refused', { cause: error.message, remedy: error.remedy }, error);
  }
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

/** Most runs comment on nothing. */
function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
