import { type Answer, type Call, notFound, type Route, refusal } from '../route.ts';
import { checkShape, repositoryShape, simpleStatusShape, statusShape } from '../shapes.ts';
import type { CheckRun, Status } from '../state.ts';

const R = '/repos/{owner}/{repo}';

const checkFields = {
  name: { type: 'string' },
  status: { type: 'string' },
  conclusion: { type: 'string' },
  output: { type: 'object' },
} as const;

export const checkRoutes: readonly Route[] = [
  { method: 'GET', path: R, handle: showRepository },
  {
    method: 'POST',
    path: `${R}/statuses/{sha}`,
    writes: 'statuses',
    fields: {
      state: { type: 'string', isRequired: true },
      context: { type: 'string' },
      description: { type: 'string', most: 140 },
    },
    handle: createStatus,
  },
  { method: 'GET', path: `${R}/commits/{ref}/status`, handle: combinedStatus },
  {
    method: 'POST',
    path: `${R}/check-runs`,
    writes: 'checks',
    fields: { ...checkFields, head_sha: { type: 'string', isRequired: true } },
    handle: createCheck,
  },
  {
    method: 'PATCH',
    path: `${R}/check-runs/{check_run_id}`,
    writes: 'checks',
    fields: checkFields,
    handle: ({ hub, params, body }) => {
      const check = hub.checks.get(Number(params['check_run_id']));
      if (check === undefined) return notFound();
      Object.assign(check, readCheck(body));
      return { status: 200, body: checkShape(check) };
    },
  },
  {
    method: 'GET',
    path: `${R}/commits/{ref}/check-runs`,
    handle: ({ hub, params, query }) => {
      const name = query.get('check_name');
      const found = [...hub.checks.values()].filter(
        (check) => check.sha === params['ref'] && (name === null || check.name === name),
      );
      return { status: 200, body: { total_count: found.length, check_runs: found.map(checkShape) } };
    },
  },
];

/** With what the token may do there, and the scopes that a classic one tells. */
function showRepository({ hub, token: { writes, scopes } }: Call): Answer {
  const push = writes.has('contents');
  const permissions = { admin: false, maintain: false, push, triage: push, pull: true };
  return {
    ...{ status: 200, body: { ...repositoryShape(hub), permissions } },
    ...(scopes !== undefined && { headers: { 'x-oauth-scopes': scopes.join(', ') } }),
  };
}

function createStatus({ hub, params, body, user }: Call): Answer {
  const sha = params['sha'] ?? '';
  if (hub.store.resolve(sha) === undefined) return refusal(422, `No commit found for SHA: ${sha}`);
  const status: Status = {
    ...{ id: hub.nextId(), sha, context: String(body['context'] ?? 'default'), state: String(body['state']) },
    ...{ description: (body['description'] as string | undefined) ?? null, creator: user, createdAt: hub.now() },
  };
  hub.statuses.push(status);
  return { status: 201, body: statusShape(status) };
}

/** The last status of every context. */
function combinedStatus({ hub, params }: Call): Answer {
  const sha = params['ref'] ?? '';
  const last = new Map(hub.statuses.filter((status) => status.sha === sha).map((status) => [status.context, status]));
  const states = [...last.values()].map(({ state }) => state);
  const state = states.some((one) => one === 'failure' || one === 'error')
    ? 'failure'
    : states.length > 0 && states.every((one) => one === 'success')
      ? 'success'
      : 'pending';
  return {
    status: 200,
    body: {
      ...{ state, sha, total_count: last.size, statuses: [...last.values()].map(simpleStatusShape) },
      ...{ repository: repositoryShape(hub), commit_url: hub.apiUrl, url: hub.apiUrl },
    },
  };
}

function createCheck({ hub, body, user }: Call): Answer {
  // Classic and fine-grained tokens of people cannot write checks.
  if (user.type !== 'Bot') return refusal(403, 'You must authenticate via a GitHub App.');
  const { output } = body as {
    readonly output?: { readonly annotations?: readonly unknown[]; readonly summary?: string };
  };
  if ((output?.annotations?.length ?? 0) > 50) return refusal(422, 'Invalid request.\n\nNo more than 50 annotations');
  if ((output?.summary?.length ?? 0) > 65_535)
    return refusal(422, 'Only 65535 characters are allowed; summary is too long');
  const check: CheckRun = { id: hub.nextId(), sha: String(body['head_sha']), ...readCheck(body) };
  hub.checks.set(check.id, check);
  return { status: 201, body: checkShape(check) };
}

function readCheck(body: Call['body']): Omit<CheckRun, 'id' | 'sha'> {
  const output = (body['output'] ?? {}) as { readonly title?: string; readonly summary?: string };
  return {
    ...{ name: String(body['name']), conclusion: (body['conclusion'] as string | undefined) ?? null },
    ...{ title: output.title ?? null, summary: output.summary ?? null },
  };
}
