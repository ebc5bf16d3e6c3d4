import type { MergeAsked, MergeCommit, MergeReader, MergeReview, ReviewData } from '../../model/review.ts';
import type { Instant } from '../../model/time.ts';
import { type GithubClient, type GithubSettings, openClient } from './client.ts';
import { asking } from './errors.ts';
import { readCommits } from './history.ts';
import { accountOf } from './shapes.ts';

/** Opens a repository of GitHub for asking who approved a merge. Every call is a GET. */
export function openGithubMerges(settings: GithubSettings): MergeReader {
  const client = openClient(settings);
  return { merge: (asked) => readMerged(client, asked) };
}

async function readMerged(client: GithubClient, asked: MergeAsked): Promise<ReviewData | undefined> {
  const number = 'number' in asked ? asked.number : await numberOf(client, asked.mergeCommit);
  if (number === undefined) return undefined;
  const { octokit, owner, repo } = client;
  const { data: pull } = await asking(`show #${number}`, () =>
    octokit.rest.pulls.get({ owner, repo, pull_number: number }),
  );
  const mergedAt = Date.parse(pull.merged_at ?? '');
  if (!pull.merged || pull.merge_commit_sha === null || Number.isNaN(mergedAt)) return undefined;
  const [reviews, commits, checks] = await Promise.all([
    readMergeReviews(client, number),
    readCommits(client, number),
    readChecks(client, pull.head.sha),
  ]);
  return {
    pullRequest: { number, url: pull.html_url, author: accountOf(pull.user) },
    headCommit: pull.head.sha,
    mergeCommit: pull.merge_commit_sha,
    reviews,
    commits: commits.map(
      ({ id, parents, message, author, committer, authorEmail, committerEmail }): MergeCommit => ({
        id,
        parents,
        people: namesOf([author?.login, authorEmail, webFlow(committer?.login), committerEmail, ...coAuthors(message)]),
      }),
    ),
    mergedBy: accountOf(pull.merged_by),
    mergedAt: mergedAt as Instant,
    requiredChecks: checks,
  };
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

/** The verdicts on the last commit, of checks and statuses; which of them were required, branch rules say to administrators only. */
async function readChecks({ octokit, owner, repo }: GithubClient, ref: string): Promise<ReviewData['requiredChecks']> {
  const checks = await asking(`read the checks of ${ref.slice(0, 12)}`, () =>
    octokit.paginate(octokit.rest.checks.listForRef, { owner, repo, ref, per_page: 100 }),
  );
  const { data } = await asking(`read the verdicts on ${ref.slice(0, 12)}`, () =>
    octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref, per_page: 100 }),
  );
  const all = [
    ...checks.map(({ name, conclusion, status }) => ({ name, conclusion: conclusion ?? status })),
    ...data.statuses.map(({ context, state }) => ({ name: context, conclusion: state })),
  ];
  const newest = new Map(all.map((check) => [check.name, check] as const));
  return [...newest.keys()].sort().flatMap((name) => newest.get(name) ?? []);
}

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
