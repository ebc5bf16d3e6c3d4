import type { CommandOptions, CommandRun } from '../../src/commands/command.ts';
import { run as propose } from '../../src/commands/propose.ts';
import { type CapturedRun, captureRun } from './capture.ts';
import { documents, yaml } from './estate.ts';
import { commitAll, git, temporaryFolder, writeFiles } from './folders.ts';
import { advisoryFile, inventoryFile, policyFile } from './ledger.ts';

/** A Sunday noon; the window of the estate opens at 22:00. */
export const noon = '2026-11-22T12:00:00Z';

/** Two hosts with npm's `app` 1.0.0, an advisory of it, windows each night, and a lead who approves. */
export function evidenceEstate(priority = 'scheduled'): string {
  const policy = {
    selector: { all: true },
    rules: [{ id: 'all', when: {}, then: { priority, within: '30d', clockStart: 'released' } }],
    approvals: { [priority]: { roles: ['lead'], reviewWithin: '24h' } },
  };
  const people = [
    { id: 'p-ada', login: 'ada' },
    { id: 'p-mara', email: 'mara@example.org' },
  ];
  const folder = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'acme', {}),
    'schedules/nights.yaml': yaml('MaintenanceWindow', 'nights', {
      ...{ start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 5 },
    }),
    'directory/people.yaml': documents(
      yaml('Team', 'ops', { people }),
      yaml('Role', 'lead', { holders: [{ person: 'p-ada' }] }),
    ),
    ...inventoryFile({ 'host-1': { app: '1.0.0' }, 'host-2': { app: '1.0.0' } }),
    ...advisoryFile('CVE-2026-0001'),
    ...policyFile('base', []),
    'policies/base.yaml': yaml('PatchPolicy', 'base', policy),
  });
  commitAll(folder);
  return folder;
}

/** Runs a command on an estate at noon, unless another moment is given. */
export const runOn = (
  command: CommandRun,
  root: string,
  args: readonly string[] = [],
  { asOf = noon, format, ...options }: CommandOptions & { readonly asOf?: string; readonly format?: string } = {},
): Promise<CapturedRun> => captureRun(command, { root, asOf, format }, args, options);

/** Proposes what is due, and answers the branch. */
export async function proposed(root: string): Promise<string> {
  const { out } = await runOn(propose, root, [], { yes: true, format: 'json' });
  const [first] = (JSON.parse(out) as { readonly proposals: readonly { readonly branch: string }[] }).proposals;
  return first?.branch ?? '';
}

/** Merges a branch as a person does, and answers the commit. */
export function mergeBranch(root: string, branch: string, how: 'merge' | 'squash' = 'merge'): string {
  if (how === 'merge') git(root, 'merge', '-q', '--no-ff', '-m', 'approve', branch);
  else {
    git(root, 'merge', '-q', '--squash', branch);
    git(root, 'commit', '-q', '-m', 'approve');
  }
  return git(root, 'rev-parse', 'HEAD');
}

/** What `ansible-playbook` reports of hosts, with the JSON callback, from 22:05 to 22:20. */
export function ansibleReport(results: Readonly<Record<string, 'ok' | 'failed'>>): string {
  const duration = { start: '2026-11-22T22:05:00.000000Z', end: '2026-11-22T22:20:00.000000Z' };
  const hosts = Object.fromEntries(
    Object.entries(results).map(([host, result]) => [
      host,
      result === 'ok' ? { changed: true } : { failed: true, msg: 'no space left' },
    ]),
  );
  const stats = Object.fromEntries(
    Object.entries(results).map(([host, result]) => [
      host,
      { ok: 1, failures: result === 'ok' ? 0 : 1, unreachable: 0 },
    ]),
  );
  return JSON.stringify({
    plays: [{ play: { id: 'play-1', duration }, tasks: [{ task: { name: 'upgrade', duration }, hosts }] }],
    stats,
  });
}
