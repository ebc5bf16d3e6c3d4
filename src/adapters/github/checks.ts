import type { ForgeCheck, ForgeStatus } from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { once } from './commit.ts';
import { asking } from './errors.ts';

/** GitHub refuses longer ones. */
const longestDescription = 140;
const longestSummary = 65_535;

/** Writes a commit status. One a context counts, the last, so writing it twice is no harm. */
export async function setStatus(
  { octokit, owner, repo }: GithubClient,
  commit: string,
  status: ForgeStatus,
): Promise<void> {
  const description = status.description.slice(0, longestDescription);
  await asking(`write the verdict ${status.context}`, () =>
    octokit.rest.repos.createCommitStatus({ owner, repo, ...once, sha: commit, ...status, description }),
  );
}

/** Writes the check of this name on a commit, in place where there is one. Only apps may write checks. */
export async function setCheck(client: GithubClient, commit: string, check: ForgeCheck): Promise<'check' | 'status'> {
  try {
    await writeCheck(client, commit, check);
    return 'check';
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'forbidden') throw error;
  }
  const { name, conclusion, title } = check;
  await setStatus(client, commit, { context: name, state: conclusion, description: title });
  return 'status';
}

async function writeCheck({ octokit, owner, repo }: GithubClient, commit: string, check: ForgeCheck): Promise<void> {
  const { name, conclusion, title, summary: text } = check;
  const summary = text.slice(0, longestSummary);
  const doing = `write the check ${name}`;
  const { data } = await asking(doing, () =>
    octokit.rest.checks.listForRef({ owner, repo, ref: commit, check_name: name, filter: 'all', per_page: 100 }),
  );
  const known = data.check_runs.toSorted((left, right) => left.id - right.id)[0];
  const stands = known?.conclusion === conclusion && known.output.title === title && known.output.summary === summary;
  if (stands) return;
  const state = { name, status: 'completed' as const, conclusion, output: { title, summary } };
  await asking(doing, async () => {
    if (known === undefined) await octokit.rest.checks.create({ owner, repo, ...once, head_sha: commit, ...state });
    else await octokit.rest.checks.update({ owner, repo, check_run_id: known.id, ...state });
  });
}
