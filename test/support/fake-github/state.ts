import type { GitStore } from './store.ts';

/** What a token may be allowed to write. Everything that stands in the repository may be read with any token. */
export type Permission = 'contents' | 'pull_requests' | 'issues' | 'statuses' | 'checks';

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface Token {
  readonly account: Account;
  readonly writes: ReadonlySet<Permission>;
  /** Scopes of a classic token; absent: a token of another kind, which does not tell. */
  readonly scopes?: readonly string[] | undefined;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: Account;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** What issues and pull requests have in common: one row of numbers, labels, people, a conversation. */
export interface Issue {
  readonly number: number;
  readonly user: Account;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  isLocked: boolean;
  labels: string[];
  assignees: Account[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: Account | null;
  /** Set for pull requests. */
  pull: Pull | undefined;
}

export interface Pull {
  readonly branch: string;
  /** Comes from a repository of somebody else. */
  isFork: boolean;
  base: string;
  headSha: string;
  isDraft: boolean;
  reviewers: Account[];
  teams: string[];
  mergedAt: string | null;
  mergeCommit: string | null;
  reviews: Review[];
}

export interface Review {
  readonly id: number;
  readonly user: Account;
  readonly state: string;
  readonly commit: string;
  readonly submittedAt: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly creator: Account;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  name: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
}

/** Everything that GitHub knows of one repository. */
export interface Hub {
  readonly owner: string;
  readonly repo: string;
  readonly store: GitStore;
  readonly accounts: Map<string, Account>;
  readonly teams: Set<string>;
  readonly tokens: Map<string, Token>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, Comment>;
  readonly statuses: Status[];
  readonly checks: Map<number, CheckRun>;
  /** Checks that must pass on the base: by its protection, and by a ruleset; `undefined`: the server knows no rulesets. */
  readonly rules: { protection: readonly string[]; ruleset: readonly string[] | undefined };
  /** Logins by team, `organisation/team`; whoever asks for another one is told that there is none. */
  readonly members: Map<string, readonly string[]>;
  defaultBranch: string;
  /** Numbers of pull requests in the merge queue; `undefined`: the server knows no merge queues. */
  queue: readonly number[] | undefined;
  /** Calls, as method and path, that the server cannot answer, however often they are tried. */
  broken: RegExp | undefined;
  /** No closed pull request is opened again, whatever its branch. */
  refusesReopening: boolean;
  isArchived: boolean;
  hasIssues: boolean;
  allowsDrafts: boolean;
  /** Branches that nobody's token may write. */
  protected: RegExp | undefined;
  apiUrl: string;
  nextId: () => number;
  now: () => string;
}

/** A repository with nobody in it and nothing said. Ids and instants count up, so that runs compare. */
export function emptyHub(store: GitStore): Hub {
  let id = 100;
  let second = 0;
  return {
    ...{ owner: 'acme', repo: 'estate', store, defaultBranch: 'main', apiUrl: '' },
    ...{ accounts: new Map(), teams: new Set(), tokens: new Map(), issues: new Map(), comments: new Map() },
    ...{ statuses: [], checks: new Map(), rules: { protection: [], ruleset: [] }, members: new Map() },
    ...{ queue: [], refusesReopening: false, broken: undefined },
    ...{ isArchived: false, hasIssues: true, allowsDrafts: true, protected: undefined },
    nextId: () => ++id,
    now: () => new Date(Date.UTC(2026, 10, 22, 12, 0, ++second)).toISOString().replace('.000Z', 'Z'),
  };
}

/** Closes an issue or a pull request. */
export function close(hub: Hub, issue: Issue, by: Account): void {
  if (issue.state === 'closed') return;
  Object.assign(issue, { state: 'closed', closedAt: hub.now(), closedBy: by });
}

/**
 * Pull requests follow their branches: an open one shows the branch as it stands, and closes when the branch is gone, as
 * done by whoever deleted it.
 */
export function followBranches(hub: Hub, by: Account): void {
  for (const issue of hub.issues.values()) {
    const { pull, state } = issue;
    if (pull === undefined || state === 'closed') continue;
    const head = hub.store.resolve(`refs/heads/${pull.branch}`);
    if (head !== undefined) pull.headSha = head;
    else close(hub, issue, by);
  }
}
