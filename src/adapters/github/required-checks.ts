import type { MergeCheck } from '../../model/review.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';

/**
 * The verdicts on a commit, of checks and statuses, sorted by name, and which of them the rules of a branch ask for, by
 * its protection and by rulesets. One that is asked for and was never made is `missing`. Where the rules cannot be read,
 * nothing is said of what they ask for.
 */
export async function readRequiredChecks(
  client: GithubClient,
  { head, branch }: { readonly head: string; readonly branch: string },
): Promise<readonly MergeCheck[]> {
  const [verdicts, rules] = await Promise.all([readVerdicts(client, head), readRules(client, branch)]);
  const made = new Set(verdicts.map(({ name }) => name));
  const missing = [...rules.required].filter((name) => !made.has(name));
  return [
    ...verdicts.map((check) => {
      const required = rules.required.has(check.name);
      return required || rules.isWhole ? { ...check, required } : check;
    }),
    ...missing.map((name) => ({ name, conclusion: 'missing', required: true })),
  ].sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function readVerdicts({ octokit, owner, repo }: GithubClient, ref: string): Promise<readonly MergeCheck[]> {
  const checks = await asking(`read the checks of ${ref.slice(0, 12)}`, () =>
    octokit.paginate(octokit.rest.checks.listForRef, { owner, repo, ref, per_page: 100 }),
  );
  const { data } = await asking(`read the verdicts on ${ref.slice(0, 12)}`, () =>
    octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref, per_page: 100 }),
  );
  const all = [
    ...checks.map(({ name, conclusion, status }) => ({ name, conclusion: conclusion ?? status })),
    ...data.statuses.map(({ context, state }) => ({ name: context, conclusion: state })),
  ];
  const newest = new Map(all.map((check) => [check.name, check] as const));
  return [...newest.keys()].sort().flatMap((name) => newest.get(name) ?? []);
}

interface Rules {
  /** Names of the checks that are asked for, as far as they could be read. */
  readonly required: ReadonlySet<string>;
  /** Could everything be read? Then what is not in it is not asked for. */
  readonly isWhole: boolean;
}

/** Both are shown to whoever may read the repository; older servers know no rulesets. */
async function readRules(client: GithubClient, branch: string): Promise<Rules> {
  const found = await Promise.all([readProtection(client, branch), readRulesets(client, branch)]);
  const known = found.filter((names) => names !== undefined);
  return { required: new Set(known.flat()), isWhole: known.length === found.length };
}

const readProtection = ({ octokit, owner, repo }: GithubClient, branch: string) =>
  unlessHidden(async () => {
    const { data } = await asking(`show the branch ${branch}`, () =>
      octokit.rest.repos.getBranch({ owner, repo, branch }),
    );
    const { contexts = [], checks = [] } = data.protection?.required_status_checks ?? {};
    return [...contexts, ...checks.map(({ context }) => context)];
  });

const readRulesets = ({ octokit, owner, repo }: GithubClient, branch: string) =>
  unlessHidden(async () => {
    const rules = await asking(`list the rules of the branch ${branch}`, () =>
      octokit.paginate(octokit.rest.repos.getBranchRules, { owner, repo, branch, per_page: 100 }),
    );
    return rules.flatMap((rule) =>
      rule.type === 'required_status_checks'
        ? (rule.parameters?.required_status_checks ?? []).map(({ context }) => context)
        : [],
    );
  });

async function unlessHidden(read: () => Promise<readonly string[]>): Promise<readonly string[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ForgeError && (error.kind === 'missing' || error.kind === 'forbidden')) return undefined;
    throw error;
  }
}
