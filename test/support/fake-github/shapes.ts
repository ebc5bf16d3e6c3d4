import type { Account, CheckRun, Comment, Hub, Issue, Pull, Review, Status } from './state.ts';
import type { StoredCommit } from './store.ts';

// What GitHub answers, with every field that its contract requires. Addresses are all alike: nobody follows them.

const web = 'https://github.com';

/** Fields that hold an address, for names that end in `_url` or are `url`. */
const addresses = (at: string, names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, at]));

const userAddresses =
  'avatar_url events_url followers_url following_url gists_url html_url organizations_url received_events_url repos_url starred_url subscriptions_url url';

export const userShape = ({ id, login, type }: Account): object => ({
  ...addresses(`${web}/${encodeURIComponent(login)}`, userAddresses),
  ...{ id, login, type, node_id: `U_${id}`, gravatar_id: '', site_admin: false },
});

const repositoryAddresses =
  'archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url contents_url contributors_url deployments_url downloads_url events_url forks_url git_commits_url git_refs_url git_tags_url hooks_url html_url issue_comment_url issue_events_url issues_url keys_url labels_url languages_url merges_url milestones_url notifications_url pulls_url releases_url stargazers_url statuses_url subscribers_url subscription_url tags_url teams_url trees_url url clone_url git_url ssh_url svn_url';

export function repositoryShape(hub: Hub): object {
  const { owner, repo, defaultBranch, isArchived, hasIssues } = hub;
  const at = `${web}/${owner}/${repo}`;
  const account: Account = { id: 9, login: owner, type: 'User' };
  return {
    ...addresses(at, repositoryAddresses),
    ...{ id: 1, node_id: 'R_1', name: repo, full_name: `${owner}/${repo}`, owner: userShape(account) },
    ...{ default_branch: defaultBranch, archived: isArchived, has_issues: hasIssues, private: true, fork: false },
    ...{ description: null, homepage: null, language: null, mirror_url: null, license: null, disabled: false },
    ...{ has_projects: false, has_wiki: false, has_pages: false, has_downloads: false, has_discussions: false },
    ...{ forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 1 },
    ...{ open_issues: 0, open_issues_count: 0, network_count: 0, subscribers_count: 0 },
    ...{ pushed_at: '2026-11-01T00:00:00Z', created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z' },
  };
}

const labelShape = (name: string, index: number): object => ({
  ...{ id: index + 1, node_id: `L_${index}`, url: `${web}/labels/${encodeURIComponent(name)}`, name },
  ...{ description: '', color: 'ededed', default: false },
});

export const labelShapes = (labels: readonly string[]): readonly object[] => labels.map(labelShape);

const teamShape = (slug: string): object => ({
  ...addresses(`${web}/orgs/acme/teams/${slug}`, 'url members_url html_url repositories_url'),
  ...{ id: 50, node_id: `T_${slug}`, name: slug, slug, description: null, permission: 'push', parent: null },
  ...{ type: 'organization', organization_id: 9 },
});

/** Only pull requests have the fields of `Pull`. */
export interface PullIssue extends Issue {
  pull: Pull;
}

export const isPull = (issue: Issue): issue is PullIssue => issue.pull !== undefined;

const pullAddresses =
  'url diff_url patch_url issue_url commits_url review_comments_url review_comment_url comments_url statuses_url';

/** A pull request as lists show it. */
export function pullShape(hub: Hub, issue: PullIssue): object {
  const { number, pull, user, labels } = issue;
  const at = `${web}/${hub.owner}/${hub.repo}/pull/${number}`;
  const end = (ref: string, sha: string): object => ({
    ...{ label: `${hub.owner}:${ref}`, ref, sha, repo: repositoryShape(hub) },
    user: userShape({ id: 9, login: hub.owner, type: 'User' }),
  });
  const links = 'self html issue comments review_comments review_comment commits statuses'.split(' ');
  return {
    ...addresses(at, pullAddresses),
    ...{ html_url: at, id: number + 1000, node_id: `PR_${number}`, number, title: issue.title, body: issue.body },
    ...{ state: issue.state, locked: issue.isLocked, draft: pull.isDraft, user: userShape(user) },
    labels: labelShapes(labels),
    ...{ milestone: null, assignee: issue.assignees.map(userShape)[0] ?? null, auto_merge: null },
    ...{ assignees: issue.assignees.map(userShape), requested_reviewers: pull.reviewers.map(userShape) },
    requested_teams: pull.teams.map(teamShape),
    ...{ created_at: issue.createdAt, updated_at: issue.updatedAt, closed_at: issue.closedAt },
    ...{ merged_at: pull.mergedAt, merge_commit_sha: pull.mergeCommit, author_association: 'MEMBER' },
    head: { ...end(pull.branch, pull.headSha), ...(pull.isFork && { repo: { ...repositoryShape(hub), id: 2 } }) },
    base: end(pull.base, hub.store.resolve(`refs/heads/${pull.base}`) ?? ''),
    _links: Object.fromEntries(links.map((name) => [name, { href: at }])),
  };
}

/** A pull request as a single answer shows it. */
export const wholePullShape = (hub: Hub, issue: PullIssue): object => ({
  ...pullShape(hub, issue),
  ...{ merged: issue.pull.mergedAt !== null, mergeable: true, mergeable_state: 'clean', merged_by: null },
  ...{ comments: 0, review_comments: 0, commits: 1, additions: 1, deletions: 0, changed_files: 1 },
  ...{ maintainer_can_modify: false, rebaseable: true },
});

/** An issue, or a pull request as one. Lists do not say who closed it. */
export function issueShape(hub: Hub, issue: Issue, isWhole: boolean): object {
  const at = `${web}/${hub.owner}/${hub.repo}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
  return {
    ...addresses(at, 'url repository_url labels_url comments_url events_url html_url'),
    ...{ id: issue.number + 1000, node_id: `I_${issue.number}`, number: issue.number, title: issue.title },
    ...{ body: issue.body, state: issue.state, locked: issue.isLocked, user: userShape(issue.user) },
    labels: labelShapes(issue.labels),
    ...{ assignee: null, assignees: issue.assignees.map(userShape), milestone: null, comments: 0 },
    ...{ created_at: issue.createdAt, updated_at: issue.updatedAt, closed_at: issue.closedAt },
    ...(issue.pull && { pull_request: addresses(at, 'diff_url html_url patch_url url') }),
    ...(isWhole && { closed_by: issue.closedBy === null ? null : userShape(issue.closedBy) }),
  };
}

export const commentShape = (hub: Hub, comment: Comment): object => ({
  ...addresses(
    `${web}/${hub.owner}/${hub.repo}/issues/${comment.issue}#issuecomment-${comment.id}`,
    'html_url issue_url url',
  ),
  ...{ id: comment.id, node_id: `IC_${comment.id}`, body: comment.body, user: userShape(comment.user) },
  ...{ created_at: comment.createdAt, updated_at: comment.updatedAt },
});

const verification = {
  ...{ verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
};

/** A commit as the Git database shows it. */
export const gitCommitShape = (commit: StoredCommit): object => ({
  ...addresses(`${web}/commit/${commit.sha}`, 'url html_url'),
  ...{ sha: commit.sha, node_id: `C_${commit.sha}`, author: commit.author, committer: commit.committer },
  tree: { sha: commit.tree, url: `${web}/tree/${commit.tree}` },
  message: commit.message,
  parents: commit.parents.map((sha) => ({ sha, ...addresses(`${web}/commit/${sha}`, 'url html_url') })),
  verification,
});

/** A commit as lists and comparisons show it. Accounts are known by their address. */
export function commitShape(hub: Hub, commit: StoredCommit): object {
  const account = (email: string): object | null => {
    const known = hub.accounts.get(email.split('@')[0] ?? '');
    return known === undefined ? null : userShape(known);
  };
  const { sha, author, committer, message, tree } = commit;
  return {
    ...addresses(`${web}/commit/${sha}`, 'url html_url comments_url'),
    ...{ sha, node_id: `C_${sha}` },
    commit: {
      ...{ url: `${web}/commit/${sha}`, author, committer, message, comment_count: 0, verification },
      tree: { sha: tree, url: `${web}/tree/${tree}` },
    },
    ...{ author: account(author.email), committer: account(committer.email) },
    parents: commit.parents.map((parent) => ({ sha: parent, ...addresses(`${web}/commit/${parent}`, 'url html_url') })),
  };
}

export const fileShape = (filename: string, sha: string, status: string): object => ({
  ...addresses(`${web}/blob/${sha}`, 'blob_url raw_url contents_url'),
  ...{ filename, sha, status, additions: 1, deletions: 0, changes: 1 },
});

export const refShape = (ref: string, sha: string): object => ({
  ...{ ref, node_id: `REF_${ref}`, url: `${web}/${ref}` },
  object: { type: 'commit', sha, url: `${web}/commit/${sha}` },
});

export const reviewShape = (review: Review): object => ({
  ...{ id: review.id, node_id: `RV_${review.id}`, user: userShape(review.user), body: '', state: review.state },
  ...{ commit_id: review.commit, submitted_at: review.submittedAt, author_association: 'MEMBER' },
  ...addresses(`${web}/review/${review.id}`, 'html_url pull_request_url'),
  _links: { html: { href: web }, pull_request: { href: web } },
});

export const simpleStatusShape = (status: Status): object => ({
  ...addresses(`${web}/status/${status.id}`, 'url avatar_url target_url'),
  ...{ id: status.id, node_id: `S_${status.id}`, state: status.state, description: status.description },
  ...{ context: status.context, created_at: status.createdAt, updated_at: status.createdAt },
});

export const statusShape = (status: Status): object => ({
  ...simpleStatusShape(status),
  creator: userShape(status.creator),
});

export const checkShape = (check: CheckRun): object => ({
  ...addresses(`${web}/check/${check.id}`, 'url html_url details_url'),
  ...{ id: check.id, node_id: `CR_${check.id}`, head_sha: check.sha, name: check.name, external_id: null },
  ...{ status: 'completed', conclusion: check.conclusion, check_suite: { id: 1 }, app: null, pull_requests: [] },
  ...{ started_at: '2026-11-22T12:00:00Z', completed_at: '2026-11-22T12:00:00Z' },
  output: {
    ...{ title: check.title, summary: check.summary, text: null, annotations_count: 0, annotations_url: web },
  },
});
