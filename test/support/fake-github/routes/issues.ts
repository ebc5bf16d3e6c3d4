import { type Answer, type Call, invalid, notFound, pageOf, type Route, refusal } from '../route.ts';
import { commentShape, issueShape, labelShapes } from '../shapes.ts';
import { close, type Hub, type Issue } from '../state.ts';

const R = '/repos/{owner}/{repo}';
const one = `${R}/issues/{issue_number}`;
const longestBody = 65_536;

export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: `${R}/issues`, handle: listIssues },
  {
    method: 'POST',
    path: `${R}/issues`,
    writes: 'issues',
    fields: {
      title: { type: 'string', isRequired: true, most: 256 },
      body: { type: 'string', most: longestBody },
      labels: { type: 'strings' },
    },
    handle: createIssue,
  },
  {
    method: 'GET',
    path: one,
    handle: (call) => withIssue(call, (issue) => ({ status: 200, body: issueShape(call.hub, issue, true) })),
  },
  {
    method: 'PATCH',
    path: one,
    writes: 'issues',
    fields: {
      title: { type: 'string', most: 256 },
      body: { type: 'string', most: longestBody },
      state: { type: 'string' },
    },
    handle: updateIssue,
  },
  {
    method: 'GET',
    path: `${one}/comments`,
    handle: (call) =>
      withIssue(call, ({ number }) => {
        const { hub } = call;
        const comments = [...hub.comments.values()].filter(({ issue }) => issue === number);
        const path = `/repos/${hub.owner}/${hub.repo}/issues/${number}/comments`;
        return pageOf(call, path, comments, (comment) => commentShape(hub, comment));
      }),
  },
  {
    method: 'POST',
    path: `${one}/comments`,
    writes: 'issues',
    fields: { body: { type: 'string', isRequired: true, most: longestBody } },
    handle: createComment,
  },
  {
    method: 'PATCH',
    path: `${R}/issues/comments/{comment_id}`,
    writes: 'issues',
    fields: { body: { type: 'string', isRequired: true, most: longestBody } },
    handle: ({ hub, params, body }) => {
      const comment = hub.comments.get(Number(params['comment_id']));
      if (comment === undefined) return notFound();
      Object.assign(comment, { body: String(body['body']), updatedAt: hub.now() });
      return { status: 200, body: commentShape(hub, comment) };
    },
  },
  {
    method: 'DELETE',
    path: `${R}/issues/comments/{comment_id}`,
    writes: 'issues',
    handle: ({ hub, params }) => (hub.comments.delete(Number(params['comment_id'])) ? { status: 204 } : notFound()),
  },
  {
    method: 'POST',
    path: `${one}/labels`,
    writes: 'issues',
    fields: { labels: { type: 'strings', isRequired: true } },
    handle: (call) =>
      withIssue(call, (issue) => {
        // A label that the repository has not is made on the way.
        issue.labels = [...new Set([...issue.labels, ...(call.body['labels'] as readonly string[])])];
        return { status: 200, body: labelShapes(issue.labels) };
      }),
  },
  {
    method: 'DELETE',
    path: `${one}/labels/{name}`,
    writes: 'issues',
    handle: (call) =>
      withIssue(call, (issue) => {
        if (!issue.labels.includes(call.params['name'] ?? '')) return refusal(404, 'Label does not exist');
        issue.labels = issue.labels.filter((label) => label !== call.params['name']);
        return { status: 200, body: labelShapes(issue.labels) };
      }),
  },
  {
    method: 'POST',
    path: `${one}/assignees`,
    writes: 'issues',
    fields: { assignees: { type: 'strings', most: 10 } },
    handle: (call) =>
      withIssue(call, (issue) => {
        // Whom GitHub cannot assign it leaves out in silence.
        const known = (call.body['assignees'] as readonly string[]).flatMap(
          (login) => call.hub.accounts.get(login) ?? [],
        );
        issue.assignees = [...new Set([...issue.assignees, ...known])];
        return { status: 201, body: issueShape(call.hub, issue, false) };
      }),
  },
  {
    method: 'DELETE',
    path: `${one}/assignees`,
    writes: 'issues',
    fields: { assignees: { type: 'strings' } },
    handle: (call) =>
      withIssue(call, (issue) => {
        const gone = call.body['assignees'] as readonly string[];
        issue.assignees = issue.assignees.filter(({ login }) => !gone.includes(login));
        return { status: 200, body: issueShape(call.hub, issue, false) };
      }),
  },
];

function withIssue(call: Call, answer: (issue: Issue) => Answer): Answer {
  const issue = call.hub.issues.get(Number(call.params['issue_number']));
  return issue === undefined ? notFound() : answer(issue);
}

function listIssues(call: Call): Answer {
  const { hub, query } = call;
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const state = query.get('state') ?? 'open';
  const isUp = query.get('direction') === 'asc';
  const found = [...hub.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .sort((left, right) => (isUp ? left.number - right.number : right.number - left.number));
  return pageOf(call, `/repos/${hub.owner}/${hub.repo}/issues`, found, (issue) => issueShape(hub, issue, false));
}

const disabled = (hub: Hub): Answer | undefined =>
  hub.hasIssues ? undefined : refusal(410, 'Issues are disabled for this repo');

function createIssue({ hub, user, body }: Call): Answer {
  const refused = disabled(hub);
  if (refused !== undefined) return refused;
  const now = hub.now();
  const issue: Issue = {
    ...{ number: hub.issues.size + 1, user, title: String(body['title']), body: String(body['body'] ?? '') || null },
    ...{ state: 'open', isLocked: false, labels: [...((body['labels'] ?? []) as readonly string[])], assignees: [] },
    ...{ createdAt: now, updatedAt: now, closedAt: null, closedBy: null, pull: undefined },
  };
  hub.issues.set(issue.number, issue);
  return { status: 201, body: issueShape(hub, issue, true) };
}

function updateIssue(call: Call): Answer {
  const { hub, body, user } = call;
  return withIssue(call, (issue) => {
    if (body['title'] !== undefined) issue.title = String(body['title']);
    if (body['body'] !== undefined) issue.body = String(body['body']) || null;
    if (body['state'] === 'closed') close(hub, issue, user);
    issue.updatedAt = hub.now();
    return { status: 200, body: issueShape(hub, issue, true) };
  });
}

function createComment(call: Call): Answer {
  const { hub, body, user } = call;
  return withIssue(call, (issue) => {
    if (issue.isLocked) return refusal(403, 'Unable to create comment because issue is locked.');
    if (String(body['body']).trim() === '') return invalid('IssueComment', 'body cannot be blank');
    const now = hub.now();
    const comment = {
      ...{ id: hub.nextId(), issue: issue.number, user, body: String(body['body']), createdAt: now, updatedAt: now },
    };
    hub.comments.set(comment.id, comment);
    return { status: 201, body: commentShape(hub, comment) };
  });
}
