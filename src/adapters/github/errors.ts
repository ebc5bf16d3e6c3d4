import { ForgeError } from '../forge-error.ts';

/** What an answer of GitHub's API tells of a failure. */
interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

interface Rule {
  readonly statuses: readonly number[];
  readonly words?: RegExp;
  readonly make: (failure: Failure, doing: string) => ForgeError;
}

/** Runs a call and turns its failure into a cause and a remedy. `doing` completes "GitHub did not …". */
export async function asking<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw forgeErrorOf(error, doing);
  }
}

/** A failure of GitHub's API in words: what happened, and what can be done about it. The first rule that fits decides. */
function forgeErrorOf(error: unknown, doing: string): ForgeError {
  if (error instanceof ForgeError) return error;
  const failure = failureOf(error);
  if (failure === undefined) throw error;
  const rule = rules.find(
    ({ statuses, words }) => statuses.includes(failure.status) && (words === undefined || words.test(failure.message)),
  );
  const made = rule?.make(failure, doing);
  return made ?? (failure.status >= 500 ? unavailable(failure, doing) : refused(failure, doing));
}

const protection =
  /protected branch|rule violations?|through a pull request|Cannot (?:create|update|delete) (?:ref|this)/i;

// https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api names statuses and messages.
const rules: readonly Rule[] = [
  {
    statuses: [401],
    make: ({ message }, doing) =>
      new ForgeError('unauthorised', {
        cause: `GitHub did not ${doing}: it does not accept the token (${message})`,
        remedy: 'put a token that is valid into PATCHLEDGER_TOKEN or GITHUB_TOKEN',
      }),
  },
  {
    statuses: [403, 429],
    words: /rate limit|abuse/i,
    make: (_, doing) =>
      new ForgeError('rate-limited', {
        cause: `GitHub did not ${doing}: its rate limit is used up`,
        remedy: 'run again later; what is done stays done',
      }),
  },
  {
    statuses: [403],
    words: /archived/i,
    make: (_, doing) =>
      new ForgeError('archived', {
        cause: `GitHub did not ${doing}: the repository is archived, and so read-only`,
        remedy: 'unarchive it, or name another one in spec.forge.repository of the Workspace',
      }),
  },
  {
    statuses: [403, 422],
    words: /\block(?:ed)?\b/i,
    make: (_, doing) =>
      new ForgeError('locked', {
        cause: `GitHub did not ${doing}: its conversation is locked`,
        remedy: 'unlock the conversation of the pull request, and run again',
      }),
  },
  {
    statuses: [403, 409, 422],
    words: protection,
    make: ({ message }, doing) =>
      new ForgeError('protected', {
        cause: `GitHub did not ${doing}: a branch protection or a rule forbids it (${message})`,
        remedy: 'let the account of the token write to branches of Patchledger in the rules of the repository',
      }),
  },
  {
    statuses: [403],
    make: ({ message, headers }, doing) =>
      new ForgeError('forbidden', {
        cause: `GitHub did not ${doing}: the token may not (${message})`,
        remedy: `give the token ${neededBy(headers) ?? 'write access to contents, pull requests, issues and statuses'}`,
      }),
  },
  {
    statuses: [404],
    make: (_, doing) =>
      new ForgeError('missing', {
        cause: `GitHub did not ${doing}: there is no such thing, or the token may not see it`,
        remedy: 'check spec.forge of the Workspace, and the repositories that the token is for',
      }),
  },
  {
    statuses: [409, 422],
    words: /already exists|not a fast[ -]forward|does not exist|Could not resolve to a node|head sha|was modified/i,
    make: ({ message }, doing) =>
      new ForgeError('moved', {
        cause: `GitHub did not ${doing}: somebody else was faster (${message})`,
        remedy: 'run again: it goes on from what stands there',
      }),
  },
];

const unavailable = ({ status, message }: Failure, doing: string): ForgeError =>
  new ForgeError('unavailable', {
    cause: `GitHub did not ${doing}: it cannot be reached or failed (${status} ${message})`,
    remedy: 'check the network and GITHUB_API_URL, and run again: it goes on from what stands there',
  });

const refused = ({ status, message }: Failure, doing: string): ForgeError =>
  new ForgeError('refused', {
    cause: `GitHub did not ${doing} (${status} ${message})`,
    remedy: 'see the message of GitHub',
  });

/** GitHub says which permissions or scopes a call takes. */
function neededBy(headers: Failure['headers']): string | undefined {
  const permissions = headers['x-accepted-github-permissions'];
  const scopes = headers['x-accepted-oauth-scopes'];
  if (permissions) return `the permission ${permissions}`;
  return scopes ? `one of the scopes ${scopes}` : undefined;
}

/** A `RequestError`, and what GraphQL answers; anything else is no failure of the forge. */
function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, response, errors } = error as Error & {
    readonly status?: unknown;
    readonly response?: { readonly headers?: Failure['headers']; readonly data?: unknown };
    readonly errors?: unknown;
  };
  const message = error.message.split('\n', 1)[0]?.replace(/ - https:\/\/docs\.github\.com\S*$/, '') ?? '';
  if (typeof status === 'number') return { status, message, headers: response?.headers ?? {} };
  return Array.isArray(errors) ? { status: 422, message, headers: {} } : undefined;
}

/** Did a call find nothing left of what it was to take away? */
export const isGone = (error: unknown): boolean =>
  error instanceof ForgeError &&
  (error.kind === 'missing' || (error.kind === 'moved' && /does not exist/.test(error.message)));

/** Runs a call that takes something away; that it is gone already is as good. */
export async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
