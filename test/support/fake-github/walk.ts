import { openGithubMerges } from '../../../src/adapters/github/merges.ts';
import { checkOn } from '../../../src/commands/check.ts';
import type { CommandOptions } from '../../../src/commands/command.ts';
import { type MergeConnection, mergesOn } from '../../../src/commands/open-merges.ts';
import { recordApprovalOn } from '../../../src/commands/record-approval.ts';
import type { CheckReport } from '../../../src/model/check.ts';
import { type CapturedRun, captureRun } from '../capture.ts';
import { expectDocument } from '../documents.ts';
import { commitAll, git } from '../folders.ts';
import type { GithubEstate } from './estate.ts';
import { tokens } from './fake-github.ts';

/** The forge as a workflow with a token that only reads sees it. */
const readingFrom =
  ({ github }: GithubEstate): MergeConnection =>
  async ({ terminal }, settings) =>
    openGithubMerges({
      ...{ apiUrl: github.apiUrl, token: tokens.reader, repository: settings.repository ?? '' },
      ...{ baseBranch: settings.baseBranch, inside: '', userAgent: 'test', note: terminal.note, secondMs: 1 },
    });

/** The gate's report, and its exit code. */
export interface Judged {
  readonly code: number;
  readonly report: CheckReport;
}

/** Checks out the head of a pull request, judges it against `main`, and goes back. */
export async function checkPull(estate: GithubEstate, number: number, asOf: string): Promise<Judged> {
  const { root, github } = estate;
  const pull = github.pulls().find((one) => one.number === number)?.pull;
  const branch = pull?.branch ?? '';
  if (pull !== undefined) pull.headSha = github.hub.store.resolve(`refs/heads/${branch}`) ?? pull.headSha;
  git(root, 'fetch', '--quiet', github.hub.store.folder, `refs/heads/${branch}`);
  git(root, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  const { code, out } = await captureRun(checkOn(readingFrom(estate)), { root, asOf, format: 'json' }, [], {
    base: 'main',
    pullRequest: String(number),
  });
  git(root, 'checkout', '--quiet', 'main');
  return { code, report: expectDocument('CheckDocument', out) as CheckReport };
}

/** Records who approved the last merge, from its reviews, and brings the record to the base. */
export async function recordApproval(estate: GithubEstate, options: CommandOptions = {}): Promise<CapturedRun> {
  const { root } = estate;
  const run = recordApprovalOn(mergesOn(readingFrom(estate)));
  const asOf = typeof options['asOf'] === 'string' ? options['asOf'] : '2026-11-22T14:00:00Z';
  const recorded = await captureRun(run, { root, asOf, format: 'json' }, ['approval'], options);
  expectDocument('RecordsDocument', recorded.out);
  keep(estate, 'record the approval');
  return recorded;
}

/** Commits what stands in the clone, as the data lane does, and brings it to the base. */
export function keep({ root, github }: GithubEstate, message: string): void {
  commitAll(root, message);
  github.hub.store.run(['fetch', '--quiet', root, '+main:refs/heads/main']);
}

/** A person opens a pull request with files, from a branch of their own. Answers its number. */
export async function openPullOf(
  { github }: GithubEstate,
  { login, branch, files }: { readonly login: string; readonly branch: string; readonly files: Record<string, string> },
): Promise<number> {
  const { store } = github.hub;
  store.run(['update-ref', `refs/heads/${branch}`, store.resolve('refs/heads/main') ?? '']);
  github.push(branch, files, login);
  const token = `ghp_${login}0123456789abcdefghijklmnopqrstuvwxyz`;
  github.grant(token, ['pull_requests'], login);
  const answer = await fetch(`${github.apiUrl}/repos/acme/estate/pulls`, {
    method: 'POST',
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ title: branch, head: branch, base: 'main' }),
  });
  return ((await answer.json()) as { readonly number: number }).number;
}
