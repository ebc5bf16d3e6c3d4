import type { ForgeAccess } from '../../model/health.ts';
import { ForgeError } from '../forge-error.ts';
import { type GithubSettings, openClient } from './client.ts';
import { asking } from './errors.ts';

/** Asks GitHub what a token may do with a repository. Two calls that read; a refusal is an answer, too. */
export async function githubAccess(settings: GithubSettings): Promise<ForgeAccess> {
  const { octokit, owner, repo, baseBranch } = openClient(settings);
  try {
    const { data, headers } = await asking('show the repository', () =>
      octokit.rest.repos.get({ owner, repo, request: { retries: 0 } }),
    );
    const scopes = headers['x-oauth-scopes'];
    return {
      kind: 'reached',
      scopes: scopes === undefined ? undefined : scopes.split(',').map((scope) => scope.trim()),
      mayPush: data.permissions?.push,
      isArchived: data.archived,
      hasBaseBranch: await hasBranch(() =>
        octokit.rest.git.getRef({ owner, repo, ref: `heads/${baseBranch}`, request: { retries: 0 } }),
      ),
    };
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}

async function hasBranch(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await asking('show the base branch', ask);
    return true;
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'missing') return false;
    throw error;
  }
}
