import type {
  MergeAsked,
  MergeCommit,
  MergeReader,
  MergeReview,
  ReviewData,
  ReviewedWork,
} from '../../model/review.ts';
import type { Instant } from '../../model/time.ts';
import { ForgeError } from '../forge-error.ts';
import { type GithubClient, type GithubSettings, openClient } from './client.ts';
import { asking } from './errors.ts';
import { readCommits } from './history.ts';
import { readRequiredChecks } from './required-checks.ts';
import { accountOf } from './shapes.ts';

/** Opens a repository of GitHub for asking who approved a merge. Every call is a GET. */
export function openGithubMerges(settings: GithubSettings): MergeReader {
  const client = openClient(settings);
  return {
    merge: (asked) => readMerged(client, asked),
    proposed: async (number) => {
      const { data: pull } = await showPull(client, number);
      return readWork(client, pull);
    },
    members: (team) => readMembers(client, team),
  };
}

async function readMerged(client: GithubClient, asked: MergeAsked): Promise<ReviewData | undefined> {
  const number = 'number' in asked ? asked.number : await numberOf(client, asked.mergeCommit);
  if (number === undefined) return undefined;
  const { data: pull } = await showPull(client, number);
  const mergedAt = Date.parse(pull.merged_at ?? '');
  if (!pull.merged || pull.merge_commit_sha === null || Number.isNaN(mergedAt)) return undefined;
  const [work, requiredChecks] = await Promise.all([
    readWork(client, pull),
    readRequiredChecks(client, { head: pull.head.sha, branch: pull.base.ref }),
  ]);
  return {
    ...work,
    mergeCommit: pull.merge_commit_sha,
    mergedBy: accountOf(pull.merged_by),
    mergedAt: mergedAt as Instant,
    requiredChecks,
  };
}

const showPull = ({ octokit, owner, repo }: GithubClient, number: number) =>
  asking(`show #${number}`, () => octokit.rest.pulls.get({ owner, repo, pull_number: number }));

async function readWork(client: GithubClient, pull: ShownPull): Promise<ReviewedWork> {
  const { number } = pull;
  const [reviews, commits] = await Promise.all([readMergeReviews(client, number), readCommits(client, number)]);
  return {
    pullRequest: { number, url: pull.html_url, author: accountOf(pull.user) },
    headCommit: pull.head.sha,
    reviews,
    commits: commits.map(
      ({ id, parents, message, author, committer, authorEmail, committerEmail }): MergeCommit => ({
        id,
        parents,
        people: namesOf([author?.login, authorEmail, webFlow(committer?.login), committerEmail, ...coAuthors(message)]),
      }),
    ),
  };
}

type ShownPull = Awaited<ReturnType<typeof showPull>>['data'];

/** The members of a team, those of its child teams with them. Tokens of workflows may not see organisations. */
async function readMembers({ octokit }: GithubClient, team: string): Promise<readonly string[] | undefined> {
  const [org = '', slug = ''] = team.split('/');
  try {
    const members = await asking(`list the members of ${team}`, () =>
      octokit.paginate(octokit.rest.teams.listMembersInOrg, { org, team_slug: slug, per_page: 100 }),
    );
    return members.map(({ login }) => login);
  } catch (error) {
    if (error instanceof ForgeError && (error.kind === 'missing' || error.kind === 'forbidden')) return undefined;
    throw error;
  }
}

/** The pull request that became a commit of the base: lists are newest first, and merges are recorded soon. */
async function numberOf(
  { octokit, owner, repo, baseBranch }: GithubClient,
  merge: string,
): Promise<number | undefined> {
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, {
    ...{ owner, repo, state: 'closed', base: baseBranch, sort: 'updated', direction: 'desc', per_page: 100 },
  });
  return asking(`find the pull request of ${merge.slice(0, 12)}`, async () => {
    let seen = 0;
    for await (const { data } of pages) {
      const found = data.find(({ merge_commit_sha, merged_at }) => merged_at !== null && merge_commit_sha === merge);
      seen += data.length;
      if (found !== undefined || seen >= mostPulls) return found?.number;
    }
    return undefined;
  });
}

/** Further back, the pull request is named with its number. */
const mostPulls = 1000;

async function readMergeReviews(
  { octokit, owner, repo }: GithubClient,
  number: number,
): Promise<readonly MergeReview[]> {
  const reviews = await asking(`list the reviews of #${number}`, () =>
    octokit.paginate(octokit.rest.pulls.listReviews, { owner, repo, pull_number: number, per_page: 100 }),
  );
  return reviews.flatMap(({ id, node_id, state, user, commit_id, submitted_at, author_association }) => {
    const word = states[state.toUpperCase()];
    if (word === undefined) return [];
    return [
      {
        ...{ id: String(id), nodeId: node_id, state: word, user: accountOf(user), commit: commit_id ?? undefined },
        ...{ submittedAt: submitted_at, association: author_association },
      },
    ];
  });
}

/** A review that is pending was not submitted, and says nothing yet. */
const states: Readonly<Record<string, MergeReview['state']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

/** What GitHub commits itself when somebody presses a button is nobody's work. */
const webFlow = (login: string | undefined): string | undefined => (login === 'web-flow' ? undefined : login);

const namesOf = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(
    names.filter((name): name is string => name !== undefined && name !== '' && name !== 'noreply@github.com'),
  ),
];

/** Addresses of the trailers `Co-authored-by: Name <address>` of a message. */
function coAuthors(message: string): readonly string[] {
  return [...message.matchAll(/^co-authored-by:\s*[^<\n]*<([^<>\n]+)>/gim)].flatMap(([, address]) => address ?? []);
}
