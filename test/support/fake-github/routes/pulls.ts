import { type Answer, type Call, invalid, notFound, pageOf, type Route, refusal } from '../route.ts';
import {
  commitShape,
  fileShape,
  isPull,
  type PullIssue,
  pullShape,
  reviewShape,
  userShape,
  wholePullShape,
} from '../shapes.ts';
import { close, type Hub } from '../state.ts';

const R = '/repos/{owner}/{repo}';
const one = `${R}/pulls/{pull_number}`;
const longestBody = 65_536;

export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: `${R}/pulls`, handle: listPulls },
  {
    method: 'POST',
    path: `${R}/pulls`,
    writes: 'pull_requests',
    fields: {
      title: { type: 'string', isRequired: true, most: 256 },
      head: { type: 'string', isRequired: true },
      base: { type: 'string', isRequired: true },
      body: { type: 'string', most: longestBody },
      draft: { type: 'boolean' },
    },
    handle: createPull,
  },
  { method: 'GET', path: one, handle: (call) => withPull(call, (pull) => shown(call.hub, pull)) },
  {
    method: 'PATCH',
    path: one,
    writes: 'pull_requests',
    fields: {
      title: { type: 'string', most: 256 },
      body: { type: 'string', most: longestBody },
      state: { type: 'string' },
      base: { type: 'string' },
    },
    handle: updatePull,
  },
  {
    method: 'GET',
    path: `${one}/commits`,
    handle: (call) =>
      withPull(call, ({ pull }) => {
        const { store } = call.hub;
        // A merge puts them onto the base, and they stay those of the pull request.
        const base = pull.mergeCommit === null ? `refs/heads/${pull.base}` : `${pull.mergeCommit}^1`;
        const commits = store.list(`${base}..${pull.headSha}`).map((sha) => store.commit(sha));
        return pageOf(call, pathOf(call, '/commits'), commits, (commit) => commitShape(call.hub, commit));
      }),
  },
  {
    method: 'GET',
    path: `${one}/files`,
    handle: (call) =>
      withPull(call, ({ pull }) => {
        const { store } = call.hub;
        const from = store.mergeBase(`refs/heads/${pull.base}`, pull.headSha);
        const files = store.differences(from, pull.headSha);
        return pageOf(call, pathOf(call, '/files'), files, ({ path, blob, status }) => fileShape(path, blob, status));
      }),
  },
  {
    method: 'GET',
    path: `${one}/reviews`,
    handle: (call) => withPull(call, ({ pull }) => pageOf(call, pathOf(call, '/reviews'), pull.reviews, reviewShape)),
  },
  {
    method: 'POST',
    path: `${one}/requested_reviewers`,
    writes: 'pull_requests',
    fields: { reviewers: { type: 'strings', most: 15 }, team_reviewers: { type: 'strings', most: 15 } },
    handle: requestReviewers,
  },
  {
    method: 'DELETE',
    path: `${one}/requested_reviewers`,
    writes: 'pull_requests',
    fields: { reviewers: { type: 'strings', isRequired: true }, team_reviewers: { type: 'strings' } },
    handle: removeReviewers,
  },
];

const text = (value: unknown): string => String(value ?? '');
const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const pathOf = ({ hub, params }: Call, rest: string): string =>
  `/repos/${hub.owner}/${hub.repo}/pulls/${params['pull_number']}${rest}`;

const shown = (hub: Hub, pull: PullIssue): Answer => ({ status: 200, body: wholePullShape(hub, pull) });

function withPull(call: Call, answer: (pull: PullIssue) => Answer): Answer {
  const issue = call.hub.issues.get(Number(call.params['pull_number']));
  return issue !== undefined && isPull(issue) ? answer(issue) : notFound();
}

const pullsOf = (hub: Hub): readonly PullIssue[] => [...hub.issues.values()].filter(isPull);

function listPulls(call: Call): Answer {
  const { hub, query } = call;
  const [state, head, base] = [query.get('state') ?? 'open', query.get('head'), query.get('base')];
  const found = pullsOf(hub)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pull }) => head === null || head === `${hub.owner}:${pull.branch}`)
    .filter(({ pull }) => base === null || base === pull.base)
    .sort((left, right) => right.number - left.number);
  return pageOf(call, `/repos/${hub.owner}/${hub.repo}/pulls`, found, (issue) => pullShape(hub, issue));
}

function createPull({ hub, user, body }: Call): Answer {
  const [branch, base] = [text(body['head']).replace(/^[^:]*:/, ''), text(body['base'])];
  const head = hub.store.resolve(`refs/heads/${branch}`);
  const target = hub.store.resolve(`refs/heads/${base}`);
  if (head === undefined || target === undefined) {
    return refusal(422, 'Validation Failed', [
      { resource: 'PullRequest', field: head === undefined ? 'head' : 'base', code: 'invalid' },
    ]);
  }
  const isOpen = pullsOf(hub).some(
    ({ state, pull }) => state === 'open' && pull.branch === branch && pull.base === base,
  );
  if (isOpen) return invalid('PullRequest', `A pull request already exists for ${hub.owner}:${branch}.`);
  if (hub.store.list(`${target}..${head}`).length === 0) {
    return invalid('PullRequest', `No commits between ${base} and ${branch}`);
  }
  if (body['draft'] === true && !hub.allowsDrafts) {
    return refusal(422, 'Draft pull requests are not supported in this repository.');
  }
  const now = hub.now();
  const issue: PullIssue = {
    ...{ number: hub.issues.size + 1, user, title: text(body['title']).trim(), body: text(body['body']) || null },
    ...{ state: 'open', isLocked: false, labels: [], assignees: [], createdAt: now, updatedAt: now },
    ...{ closedAt: null, closedBy: null },
    pull: {
      ...{ branch, isFork: false, base, headSha: head, isDraft: body['draft'] === true, reviewers: [], teams: [] },
      ...{ mergedAt: null, mergeCommit: null, reviews: [] },
    },
  };
  hub.issues.set(issue.number, issue);
  return { status: 201, body: wholePullShape(hub, issue) };
}

const mayReopen = ({ refusesReopening, store }: Hub, { pull }: PullIssue): boolean =>
  !refusesReopening && store.resolve(`refs/heads/${pull.branch}`) === pull.headSha;

function updatePull(call: Call): Answer {
  const { hub, body, user } = call;
  return withPull(call, (issue) => {
    const { title, body: words, state, base } = body;
    if (state === 'open' && issue.state === 'closed') {
      if (!mayReopen(hub, issue))
        return invalid('PullRequest', 'state cannot be changed. The branch was deleted or recreated.');
      Object.assign(issue, { state: 'open', closedAt: null, closedBy: null });
    }
    if (title !== undefined) issue.title = text(title).trim();
    if (words !== undefined) issue.body = text(words) || null;
    if (base !== undefined) issue.pull.base = text(base);
    if (state === 'closed') close(hub, issue, user);
    issue.updatedAt = hub.now();
    return shown(hub, issue);
  });
}

function requestReviewers(call: Call): Answer {
  const { hub, body } = call;
  return withPull(call, (issue) => {
    const [logins, teams] = [names(body['reviewers']), names(body['team_reviewers'])];
    if (logins.includes(issue.user.login)) {
      return refusal(422, 'Review cannot be requested from pull request author.');
    }
    const isUnknown = logins.some((login) => !hub.accounts.has(login)) || teams.some((slug) => !hub.teams.has(slug));
    if (isUnknown) {
      return refusal(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the acme/estate repository.',
      );
    }
    const { pull } = issue;
    pull.reviewers = [...new Set([...pull.reviewers, ...logins.flatMap((login) => hub.accounts.get(login) ?? [])])];
    pull.teams = [...new Set([...pull.teams, ...teams])];
    return { status: 201, body: pullShape(hub, issue) };
  });
}

function removeReviewers(call: Call): Answer {
  return withPull(call, (issue) => {
    const [logins, teams] = [names(call.body['reviewers']), names(call.body['team_reviewers'])];
    issue.pull.reviewers = issue.pull.reviewers.filter(({ login }) => !logins.includes(login));
    issue.pull.teams = issue.pull.teams.filter((slug) => !teams.includes(slug));
    return { status: 200, body: pullShape(call.hub, issue) };
  });
}

/** Shows who is signed in; apps have no account of their own. */
export const userRoute: Route = {
  method: 'GET',
  path: '/user',
  handle: ({ user }) =>
    user.type === 'Bot'
      ? refusal(403, 'Resource not accessible by integration')
      : { status: 200, body: userShape(user) },
};
