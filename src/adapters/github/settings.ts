import type {
  BranchGuard,
  BranchSettings,
  GuardBypass,
  SettingsReader,
  UnreadSettings,
} from '../../model/forge-settings.ts';
import { ForgeError } from '../forge-error.ts';
import { type GithubClient, type GithubSettings, openClient } from './client.ts';
import { asking } from './errors.ts';

/**
 * Opens a repository of GitHub for asking what guards its base branch: rules of rulesets, the rulesets themselves with
 * who may pass them by, branch protection, and what is wrong with CODEOWNERS. Every call is a GET. What the token may not
 * see is told as not read; that GitHub fails is thrown.
 */
export function openGithubSettings(settings: GithubSettings): SettingsReader {
  const client = openClient(settings);
  return { settings: () => readSettings(client) };
}

async function readSettings(client: GithubClient): Promise<BranchSettings> {
  const parts = [...(await readRules(client)), await readProtection(client), await readCodeowners(client)];
  return {
    guards: parts.flatMap(({ guards = [] }) => guards),
    bypass: parts.flatMap(({ bypass = [] }) => bypass),
    codeownerErrors: parts.flatMap(({ codeownerErrors = [] }) => codeownerErrors),
    unread: parts.flatMap(({ unread = [] }) => unread),
  };
}

type Part = Partial<BranchSettings>;

/** The rules that hold for the branch, wherever their ruleset stands: repository, organisation or enterprise. */
async function readRules(client: GithubClient): Promise<readonly Part[]> {
  const { octokit, owner, repo, baseBranch: branch } = client;
  const rules = await unlessHidden('rules', () =>
    asking(`list the rules of ${branch}`, () =>
      octokit.paginate(octokit.rest.repos.getBranchRules, { owner, repo, branch, per_page: 100 }),
    ),
  );
  if ('unread' in rules) return [{ unread: [rules.unread] }];
  const ids = [...new Set(rules.answer.flatMap(({ ruleset_id }) => ruleset_id ?? []))].sort((a, b) => a - b);
  const rulesets = await Promise.all(ids.map(async (id) => [id, await readRuleset(client, id)] as const));
  const names = new Map(rulesets.map(([id, { from }]) => [id, from] as const));
  const guards = rules.answer.map((rule): BranchGuard => {
    const from = names.get(rule.ruleset_id ?? 0) ?? 'ruleset';
    return { from, rule: rule.type, value: 'parameters' in rule ? rule.parameters : undefined };
  });
  return [{ guards }, ...rulesets.map(([, part]) => part)];
}

/** Who may pass a ruleset by is shown only to whoever may write it. */
async function readRuleset(
  { octokit, owner, repo }: GithubClient,
  id: number,
): Promise<Part & { readonly from: string }> {
  const ruleset = await unlessHidden('rulesets', () =>
    asking(`show ruleset ${id}`, () => octokit.rest.repos.getRepoRuleset({ owner, repo, ruleset_id: id })),
  );
  if ('unread' in ruleset) return { from: `ruleset ${id}`, unread: [ruleset.unread] };
  const { name, bypass_actors: actors } = ruleset.answer.data;
  const from = `ruleset ${name}`;
  if (actors === undefined) {
    return { from, unread: [{ part: 'rulesets', reason: `the token may not see who may pass ${from} by` }] };
  }
  return {
    from,
    bypass: actors.map(({ actor_type: type, actor_id: actor, bypass_mode: mode }): GuardBypass => {
      return { from, who: actor === null || actor === undefined ? type : `${type} ${actor}`, mode };
    }),
  };
}

interface Protection {
  readonly enforce_admins?: { readonly enabled: boolean };
  readonly required_pull_request_reviews?: {
    readonly bypass_pull_request_allowances?: {
      readonly users?: readonly { readonly login: string }[];
      readonly teams?: readonly { readonly slug: string }[];
      readonly apps?: readonly ({ readonly slug?: string } | null)[];
    };
  };
}

const fromProtection = 'branch-protection';

/** That a branch has no protection and that nobody may see it are both a 404; only the words tell them apart. */
async function readProtection({ octokit, owner, repo, baseBranch: branch }: GithubClient): Promise<Part> {
  const read = await unlessHidden('protection', () =>
    asking(`show the protection of ${branch}`, async () => {
      try {
        return await octokit.rest.repos.getBranchProtection({ owner, repo, branch });
      } catch (error) {
        if (error instanceof Error && /\bBranch not protected\b/i.test(error.message)) return undefined;
        throw error;
      }
    }),
  );
  if ('unread' in read) return { unread: [read.unread] };
  if (read.answer === undefined) return {};
  const { url: _url, ...protection } = read.answer.data as Protection & { readonly url?: string };
  return {
    guards: Object.entries(protection).map(([rule, value]) => ({ from: fromProtection, rule, value })),
    bypass: allowed(protection),
  };
}

function allowed({
  enforce_admins: admins,
  required_pull_request_reviews: reviews,
}: Protection): readonly GuardBypass[] {
  const { users = [], teams = [], apps = [] } = reviews?.bypass_pull_request_allowances ?? {};
  const named = [
    ...users.map(({ login }) => `user ${login}`),
    ...teams.map(({ slug }) => `team ${slug}`),
    ...apps.map((app) => `app ${app?.slug ?? 'unnamed'}`),
  ];
  return [
    ...(admins?.enabled === true ? [] : [{ from: fromProtection, who: 'administrators', mode: undefined }]),
    ...named.map((who) => ({ from: fromProtection, who, mode: 'pull_request' })),
  ];
}

async function readCodeowners({ octokit, owner, repo, baseBranch: ref }: GithubClient): Promise<Part> {
  const read = await unlessHidden('codeowners', () =>
    asking('show what is wrong with CODEOWNERS', () => octokit.rest.repos.codeownersErrors({ owner, repo, ref })),
  );
  // A repository without the file answers 404, and the file is then missing, not hidden: it guards nothing.
  if ('unread' in read) return read.isMissing ? {} : { unread: [read.unread] };
  return {
    codeownerErrors: read.answer.data.errors.map(({ path, line, kind, source }) => {
      return `${path}:${line} ${kind}${source === undefined ? '' : `: ${source.trim()}`}`;
    }),
  };
}

type Answer<T> = { readonly answer: T } | { readonly unread: UnreadSettings; readonly isMissing: boolean };

async function unlessHidden<T>(part: UnreadSettings['part'], ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!(error instanceof ForgeError) || (error.kind !== 'missing' && error.kind !== 'forbidden')) throw error;
    return { unread: { part, reason: error.message }, isMissing: error.kind === 'missing' };
  }
}
