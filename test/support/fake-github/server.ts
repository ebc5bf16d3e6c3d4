import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { type FaultInjector, faultInjector } from './faults.ts';
import { serveGit } from './git-http.ts';
import { type Answer, type Call, fieldProblems, notFound, type Route, refusal } from './route.ts';
import { checkRoutes } from './routes/checks.ts';
import { gitRoutes } from './routes/git.ts';
import { graphqlRoute } from './routes/graphql.ts';
import { issueRoutes } from './routes/issues.ts';
import { pullRoutes, userRoute } from './routes/pulls.ts';
import { ruleRoutes } from './routes/rules.ts';
import { followBranches, type Hub, type Token } from './state.ts';

const routes: readonly Route[] = [
  ...gitRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...ruleRoutes,
  userRoute,
  graphqlRoute,
];

/** A call and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** The operation's path with its parameters' names. */
  readonly template: string;
  readonly path: string;
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly isWrite: boolean;
}

export interface FakeServer {
  readonly url: string;
  readonly faults: FaultInjector;
  /** Every call that had an answer, or an effect, in order. */
  readonly exchanges: Exchange[];
  /** Mistakes of the client that GitHub would forgive or never see: unknown fields, unknown operations. */
  readonly mistakes: string[];
  /** Called when a fault kills the client. */
  onKill: () => void;
  /** Takes calls again behind a kill. */
  readonly revive: () => void;
  readonly close: () => Promise<void>;
}

/** Serves a repository as GitHub Enterprise Server does: the REST API below `/api/v3`, GraphQL, and git itself. */
export async function serveHub(hub: Hub): Promise<FakeServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake = fakeServer(server, hub);
  server.on('request', (request, response) => void handle(hub, fake, request, response));
  return fake;
}

interface Serving extends FakeServer {
  isDead: boolean;
}

function fakeServer(server: Server, hub: Hub): Serving {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hub.apiUrl = `${url}/api/v3`;
  const fake: Serving = {
    ...{ url, faults: faultInjector(), exchanges: [], mistakes: [], isDead: false, onKill: () => undefined },
    revive: () => {
      fake.isDead = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

async function handle(hub: Hub, fake: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams, search } = new URL(request.url ?? '/', fake.url);
  const repository = `/${hub.owner}/${hub.repo}.git`;
  if (pathname.startsWith(`${repository}/`)) {
    handleGit(hub, request, response, { path: pathname.slice(repository.length), query: search.slice(1) });
    return;
  }
  const text = await bodyOf(request);
  if (fake.isDead) {
    request.socket.destroy();
    return;
  }
  const path = pathname.replace(/^\/api\/(?:v3)?/, '/').replace(/^\/\//, '/');
  const method = request.method ?? 'GET';
  const found = findRoute(method, path);
  const isWrite = method !== 'GET' && !isQuery(path, text);
  const fault = fake.faults.next(isWrite);
  if (fault?.kind === 'limit') {
    const limited = refusal(
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    );
    send(response, { ...limited, headers: { 'retry-after': String(fault.seconds) } });
    return;
  }
  if (hub.broken?.test(`${method} ${path}`) === true) {
    send(response, refusal(502, 'Server Error'));
    return;
  }
  if (fault?.when === 'before') {
    stop(fake, fault.kind, request, response);
    return;
  }
  const answer = answerTo(hub, fake, found, { method, path, text, query: searchParams, token: tokenOf(hub, request) });
  const sent = JSON.parse(text === '' ? 'null' : text) as unknown;
  fake.exchanges.push({
    ...{ method, template: found?.route.path ?? path, path, request: sent, isWrite },
    ...{ status: answer.status, response: answer.body },
  });
  if (fault === undefined) send(response, answer);
  else stop(fake, fault.kind, request, response);
}

/** GraphQL sends everything by POST. */
const isQuery = (path: string, text: string): boolean =>
  path === '/graphql' && /^\s*\{\s*"query":\s*"\s*query\b/.test(text);

function stop(fake: Serving, kind: 'fail' | 'cut' | 'kill', request: IncomingMessage, response: ServerResponse): void {
  if (kind === 'fail') {
    send(response, refusal(502, 'Server Error'));
    return;
  }
  if (kind === 'kill') {
    fake.isDead = true;
    fake.onKill();
  }
  request.socket.destroy();
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly text: string;
  readonly query: URLSearchParams;
  readonly token: Token | undefined;
}

/** Who asks, whether they may, whether it is well-formed; only then what it does. */
function answerTo(hub: Hub, fake: Serving, found: Found | undefined, asked: Asked): Answer {
  const { method, path, text, query, token } = asked;
  if (token === undefined) return refusal(401, 'Bad credentials');
  if (found === undefined) {
    fake.mistakes.push(`${method} ${path}: the fake knows no such operation`);
    return notFound();
  }
  const { route, params } = found;
  const isOther =
    params['owner'] !== undefined && `${params['owner']}/${params['repo']}` !== `${hub.owner}/${hub.repo}`;
  if (isOther) return notFound();
  const { writes } = route;
  if (writes !== undefined && hub.isArchived) {
    return refusal(403, 'Repository was archived so is read-only.');
  }
  if (writes !== undefined && !isQuery(path, text) && !token.writes.has(writes)) {
    const denied = refusal(403, 'Resource not accessible by integration');
    return { ...denied, headers: { 'x-accepted-github-permissions': `${writes}=write` } };
  }
  const body = (text === '' ? {} : JSON.parse(text)) as Call['body'];
  const problems = fieldProblems(route.fields ?? {}, body);
  fake.mistakes.push(...problems.filter((one) => !/too long/.test(one)).map((one) => `${method} ${path}: ${one}`));
  if (problems.length > 0) return refusal(422, `Validation Failed: ${problems.join(', ')}`);
  followBranches(hub, token.account);
  return route.handle({ hub, user: token.account, token, params, query, body });
}

interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** `{ref}`, `{path}` and `{basehead}` take slashes, as they are or encoded; other parts do not. */
function findRoute(method: string, path: string): Found | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const pattern = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'basehead' || (name === 'ref' && /\/git\//.test(route.path)) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return undefined;
}

function tokenOf(hub: Hub, request: IncomingMessage): Token | undefined {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return hub.tokens.get(value);
  return hub.tokens.get(Buffer.from(value, 'base64').toString().split(':')[1] ?? '');
}

function handleGit(
  hub: Hub,
  request: IncomingMessage,
  response: ServerResponse,
  { path, query }: { readonly path: string; readonly query: string },
): void {
  const token = tokenOf(hub, request);
  if (token === undefined) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    return;
  }
  const isPush = path.endsWith('/git-receive-pack') || query.includes('git-receive-pack');
  if (isPush && !token.writes.has('contents')) {
    response.writeHead(403).end('Write access to repository not granted.');
    return;
  }
  const { folder } = hub.store;
  serveGit(request, response, { folder, path: `/${basename(folder)}${path}`, query, user: token.account.login });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
