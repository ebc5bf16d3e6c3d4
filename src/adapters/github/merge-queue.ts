import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';

/** Only GraphQL tells. Sent by POST, and a read all the same. */
const query = `query ($owner: String!, $repo: String!, $branch: String!) {
  repository(owner: $owner, name: $repo) {
    mergeQueue(branch: $branch) { entries(first: 100) { nodes { pullRequest { number } } } }
  }
}`;

interface QueueAnswer {
  readonly repository: {
    readonly mergeQueue: {
      readonly entries: { readonly nodes: readonly { readonly pullRequest: { readonly number: number } | null }[] };
    } | null;
  } | null;
}

/**
 * Numbers of the pull requests that wait in the merge queue of the base branch. A server that knows no merge queues, and a
 * token that may not see them, have none to respect.
 */
export async function queuedPulls({ octokit, owner, repo, baseBranch }: GithubClient): Promise<ReadonlySet<number>> {
  try {
    const { repository } = await asking('read the merge queue', () =>
      octokit.graphql<QueueAnswer>(query, { owner, repo, branch: baseBranch }),
    );
    const nodes = repository?.mergeQueue?.entries.nodes ?? [];
    return new Set(nodes.flatMap(({ pullRequest }) => pullRequest?.number ?? []));
  } catch (error) {
    if (error instanceof ForgeError && ['refused', 'forbidden', 'missing'].includes(error.kind)) return new Set();
    throw error;
  }
}
