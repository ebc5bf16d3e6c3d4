import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

/** Where a repository is, and what calls to it rest on. */
export interface GithubSettings {
  /** Such as `https://api.github.com`, or `https://github.example.com/api/v3` of GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly baseBranch: string;
  /** Path of the estate in its repository, with `/` at its end; empty: it is the whole. */
  readonly inside: string;
  readonly userAgent: string;
  /** Tells the user that calls are held back. */
  readonly note: (text: string) => void;
  /** Milliseconds that a unit of waiting takes, for servers that do not limit. Default: 1000. */
  readonly secondMs?: number;
}

/** A connection to a repository. */
export interface GithubClient {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  readonly baseBranch: string;
  readonly inside: string;
}

const PacedOctokit = Octokit.plugin(throttling, retry);

/** Waiting longer than this is a matter for another run. */
const longestWaitSeconds = 300;
const mostRetries = 3;

/**
 * Connects to GitHub or GitHub Enterprise Server. Calls that write wait for one another (a second, three where somebody
 * is notified), as GitHub asks of its clients; a server of one's own has no such limits unless it says so. What it says
 * is honoured everywhere.
 */
export function openClient(settings: GithubSettings): GithubClient {
  const { apiUrl, token, repository, baseBranch, inside, userAgent, note, secondMs = 1000 } = settings;
  const [owner = '', repo = ''] = repository.split('/');
  const mayWait = (what: string) => (seconds: number, _options: unknown, _octokit: unknown, retries: number) => {
    const waits = retries < mostRetries && seconds <= longestWaitSeconds;
    if (waits) note(`GitHub asks to wait ${seconds} s (${what})\n`);
    return waits;
  };
  const octokit = new PacedOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent,
    log: silent,
    throttle: {
      onRateLimit: mayWait('rate limit'),
      onSecondaryRateLimit: mayWait('secondary rate limit'),
      retryAfterBaseValue: secondMs,
      ...(isLimited(apiUrl) ? {} : unpaced),
    },
    retry: { retryAfterBaseValue: secondMs },
  });
  return { octokit, owner, repo, baseBranch, inside };
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** github.com and its tenants limit writers; GitHub Enterprise Server does so only where its administrator wants it. */
function isLimited(apiUrl: string): boolean {
  const { hostname } = new URL(apiUrl);
  return /(?:^|\.)(?:github\.com|ghe\.com)$/.test(hostname);
}

type Throttle = NonNullable<NonNullable<ConstructorParameters<typeof PacedOctokit>[0]>['throttle']>;
type Pacing = NonNullable<Throttle['write']>;

/** A queue that lets everything pass at once. */
const openGate = {
  key: () => ({
    schedule: (_job: unknown, work: (...values: readonly unknown[]) => unknown, ...values: readonly unknown[]) =>
      Promise.resolve(work(...values)),
  }),
} as unknown as Pacing;

const unpaced: { readonly write: Pacing; readonly notifications: Pacing } = {
  write: openGate,
  notifications: openGate,
};
