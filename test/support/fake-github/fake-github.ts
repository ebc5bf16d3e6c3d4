import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../folders.ts';
import { type FakeServer, serveHub } from './server.ts';
import { isPull, type PullIssue } from './shapes.ts';
import { type Account, close, emptyHub, followBranches, type Hub, type Permission } from './state.ts';
import { gitStore } from './store.ts';

const everything: ReadonlySet<Permission> = new Set(['contents', 'pull_requests', 'issues', 'statuses', 'checks']);

/** Tokens of the fake, as long as real ones; what each may is said where it is made. */
export const tokens = {
  app: 'ghs_0123456789abcdefghijklmnopqrstuvwxyzAB',
  reader: 'ghs_readonly0123456789abcdefghijklmnopqrst',
} as const;

/** GitHub with one repository, and what people do to it. */
export interface FakeGithub extends FakeServer {
  readonly hub: Hub;
  /** Address of the REST API, as `GITHUB_API_URL` states it. */
  readonly apiUrl: string;
  /** Address of the repository for git. */
  readonly gitUrl: string;
  readonly pulls: () => readonly PullIssue[];
  readonly openPulls: () => readonly PullIssue[];
  /** Gives a token of its own to an account, with what it may write. */
  readonly grant: (token: string, writes: readonly Permission[], login?: string, scopes?: readonly string[]) => void;
  readonly closePull: (number: number, login: string, words?: string) => void;
  readonly merge: (number: number) => void;
  readonly review: (number: number, login: string, state?: string) => void;
  /** Puts a commit of a person onto a branch. */
  readonly push: (branch: string, files: Readonly<Record<string, string>>, login: string) => string;
  readonly deleteBranch: (branch: string, login: string) => void;
  readonly fileAt: (branch: string, path: string) => string;
  /** Remembers everything; the answer brings it back, as often as wanted. */
  readonly snapshot: () => () => void;
  /** Calls that write and were answered well since this was asked last. */
  readonly takeWrites: () => readonly string[];
  readonly takeReads: () => readonly string[];
}

/** Starts a GitHub whose repository holds what `source` has on its branch `main`; it ends with the test. */
export async function startGithub(source: string): Promise<FakeGithub> {
  const folder = join(temporaryFolder(), 'estate.git');
  mkdirSync(folder);
  const store = gitStore(folder);
  store.run(['init', '--quiet', '--bare', '--initial-branch=main']);
  store.run(['config', 'http.receivepack', 'true']);
  store.run(['fetch', '--quiet', source, 'main:refs/heads/main']);
  const hub = emptyHub(store);
  const people: readonly Account[] = [
    { id: 1, login: 'patchledger[bot]', type: 'Bot' },
    { id: 2, login: 'stale[bot]', type: 'Bot' },
    { id: 11, login: 'mara', type: 'User' },
    { id: 12, login: 'ivo', type: 'User' },
  ];
  for (const account of people) hub.accounts.set(account.login, account);
  const server = await serveHub(hub);
  onTestFinished(server.close);
  const github = withPeople(server, hub);
  github.grant(tokens.app, [...everything], 'patchledger[bot]');
  github.grant(tokens.reader, [], 'patchledger[bot]');
  return github;
}

function withPeople(server: FakeServer, hub: Hub): FakeGithub {
  const pulls = (): readonly PullIssue[] => [...hub.issues.values()].filter(isPull);
  const marks = { writes: 0, reads: 0 };
  const actions = {
    pulls,
    ...{ hub, apiUrl: hub.apiUrl, gitUrl: `${server.url}/${hub.owner}/${hub.repo}.git` },
    openPulls: () => pulls().filter(({ state }) => state === 'open'),
    grant: (token: string, writes: readonly Permission[], login = 'mara', scopes?: readonly string[]) =>
      void hub.tokens.set(token, { account: account(hub, login), writes: new Set(writes), scopes }),
    ...history(hub),
    snapshot: () => snapshotOf(hub),
    takeWrites: () => {
      const taken = server.exchanges.slice(marks.writes).filter(({ isWrite, status }) => isWrite && status < 300);
      marks.writes = server.exchanges.length;
      return taken.map(({ method, path }) => `${method} ${path}`);
    },
    takeReads: () => {
      const taken = server.exchanges.slice(marks.reads).filter(({ isWrite }) => !isWrite);
      marks.reads = server.exchanges.length;
      return taken.map(({ method, path }) => `${method} ${path}`);
    },
  };
  return Object.assign(server, actions);
}

/** Objects and refs are files; all else is plain data, cloned at once so that accounts stay the same everywhere. */
function snapshotOf(hub: Hub): () => void {
  const { folder } = hub.store;
  const copy = `${folder}.${hub.nextId()}`;
  cpSync(folder, copy, { recursive: true });
  const state = (): Pick<Hub, 'accounts' | 'issues' | 'comments' | 'statuses' | 'checks'> => {
    const { accounts, issues, comments, statuses, checks } = hub;
    return { accounts, issues, comments, statuses, checks };
  };
  const kept = structuredClone(state());
  return () => {
    rmSync(folder, { recursive: true });
    cpSync(copy, folder, { recursive: true });
    const { statuses, ...maps } = structuredClone(kept);
    hub.statuses.splice(0, hub.statuses.length, ...statuses);
    for (const name of ['accounts', 'issues', 'comments', 'checks'] as const) {
      const map: Map<unknown, unknown> = hub[name];
      map.clear();
      for (const [key, value] of maps[name]) map.set(key, value);
    }
  };
}

const account = (hub: Hub, login: string): Account => {
  const known = hub.accounts.get(login);
  if (known === undefined) throw new Error(`nobody is called ${login}`);
  return known;
};

const pullOf = (hub: Hub, number: number): PullIssue => {
  const issue = hub.issues.get(number);
  if (issue === undefined || !isPull(issue)) throw new Error(`#${number} is no pull request`);
  return issue;
};

/** What people do to branches and pull requests. */
function history(hub: Hub) {
  const { store } = hub;
  return {
    closePull(number: number, login: string, words?: string): void {
      const by = account(hub, login);
      const now = hub.now();
      if (words !== undefined) {
        const id = hub.nextId();
        hub.comments.set(id, { id, issue: number, user: by, body: words, createdAt: now, updatedAt: now });
      }
      close(hub, pullOf(hub, number), by);
    },
    merge(number: number): void {
      const issue = pullOf(hub, number);
      const [base, head] = [`refs/heads/${issue.pull.base}`, issue.pull.headSha];
      const tree = store.run(['merge-tree', '--write-tree', base, head]).split('\n')[0] ?? '';
      const env = identity('mara', hub.now());
      const parents = ['-p', store.resolve(base) ?? '', '-p', head];
      const merged = store.run(['commit-tree', tree, ...parents, '-m', `Merge #${number}`], '', env).trim();
      store.run(['update-ref', base, merged]);
      close(hub, issue, account(hub, 'mara'));
      Object.assign(issue.pull, { mergedAt: issue.closedAt, mergeCommit: merged });
    },
    review(number: number, login: string, state = 'APPROVED'): void {
      const { pull } = pullOf(hub, number);
      const user = account(hub, login);
      pull.reviews.push({ id: hub.nextId(), user, state, commit: pull.headSha, submittedAt: hub.now() });
      pull.reviewers = pull.reviewers.filter((one) => one !== user);
    },
    push(branch: string, files: Readonly<Record<string, string>>, login: string): string {
      const head = store.resolve(`refs/heads/${branch}`) ?? '';
      const env = { ...identity(login, hub.now()), GIT_INDEX_FILE: `${store.folder}/index-${hub.nextId()}` };
      store.run(['read-tree', head], '', env);
      for (const [path, text] of Object.entries(files)) {
        const blob = store.run(['hash-object', '-w', '--stdin'], text).trim();
        store.run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], '', env);
      }
      const tree = store.run(['write-tree'], '', env).trim();
      const made = store.run(['commit-tree', tree, '-p', head, '-m', 'by hand'], '', env).trim();
      store.run(['update-ref', `refs/heads/${branch}`, made, head]);
      return made;
    },
    deleteBranch(branch: string, login: string): void {
      store.run(['update-ref', '-d', `refs/heads/${branch}`]);
      followBranches(hub, account(hub, login));
    },
    fileAt: (branch: string, path: string): string => store.run(['show', `refs/heads/${branch}:${path}`]),
  };
}

const identity = (login: string, date: string): Readonly<Record<string, string>> => ({
  ...{ GIT_AUTHOR_NAME: login, GIT_AUTHOR_EMAIL: `${login}@example.org`, GIT_AUTHOR_DATE: date },
  ...{ GIT_COMMITTER_NAME: login, GIT_COMMITTER_EMAIL: `${login}@example.org`, GIT_COMMITTER_DATE: date },
});
