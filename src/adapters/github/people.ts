import type { ForgePull, Refused } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { once } from './commit.ts';
import { asking } from './errors.ts';

/** Accounts and teams, as two lists of the API. */
function sorted(names: readonly string[]): { readonly reviewers: string[]; readonly team_reviewers: string[] } {
  return {
    reviewers: names.filter((name) => !name.includes('/')),
    team_reviewers: names.filter((name) => name.includes('/')).map((name) => name.slice(name.indexOf('/') + 1)),
  };
}

/**
 * Asks for reviews. GitHub refuses a whole request for one name it does not know or that may not see the repository, so
 * the names of a refused one are tried one by one.
 */
export const askReviewers = (
  client: GithubClient,
  pull: ForgePull,
  names: readonly string[],
): Promise<readonly Refused[]> =>
  eachOrAll(names, async (some) => {
    const { octokit, owner, repo } = client;
    await asking(`ask ${some.join(', ')} for a review`, () =>
      octokit.rest.pulls.requestReviewers({ owner, repo, ...once, pull_number: numberOf(pull), ...sorted(some) }),
    );
  });

/** Takes back requests for reviews. */
export async function dismissReviewers(
  { octokit, owner, repo }: GithubClient,
  pull: ForgePull,
  names: readonly string[],
): Promise<void> {
  await asking(`take back the request for a review of ${names.join(', ')}`, () =>
    octokit.rest.pulls.removeRequestedReviewers({ owner, repo, pull_number: numberOf(pull), ...sorted(names) }),
  );
}

/** Assigns accounts. GitHub leaves out in silence whom it cannot assign, so its answer is looked at. */
export async function assign(
  { octokit, owner, repo }: GithubClient,
  pull: ForgePull,
  logins: readonly string[],
): Promise<readonly Refused[]> {
  const { data } = await asking(`assign ${logins.join(', ')}`, () =>
    octokit.rest.issues.addAssignees({ owner, repo, ...once, issue_number: numberOf(pull), assignees: [...logins] }),
  );
  const assigned = new Set((data.assignees ?? []).map(({ login }) => login.toLowerCase()));
  return logins
    .filter((login) => !assigned.has(login.toLowerCase()))
    .map((name) => ({ name, why: 'GitHub cannot assign this account here' }));
}

/** The number of a pull request that stands on GitHub. */
export function numberOf({ number, branch }: ForgePull): number {
  if (number === undefined) throw new Error(`the pull request of ${branch} has no number`);
  return number;
}

async function eachOrAll(
  names: readonly string[],
  ask: (names: readonly string[]) => Promise<void>,
): Promise<readonly Refused[]> {
  try {
    await ask(names);
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (names.length === 1) return names.map((name) => ({ name, why: error.message }));
  }
  const refused: Refused[] = [];
  for (const name of names) refused.push(...(await eachOrAll([name], ask)));
  return refused;
}

/** A matter of the name, or of what the token may do about people; nothing that stops the work. */
const isRefusal = (error: unknown): error is ForgeError =>
  error instanceof ForgeError && ['refused', 'forbidden', 'missing'].includes(error.kind);
