import { describe, expect, it } from 'vitest';
import { CommandError } from '../../src/commands/exit.ts';
import { run } from '../../src/commands/propose.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { estateFiles, githubEstate } from '../support/fake-github/estate.ts';
import { commitAll, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { advisoryFile, inventoryFile, policyFile } from '../support/ledger.ts';

const records = 'patchledger/records/declines';

/** An estate without a forge, whose one Change is up for approval; answers its name. */
async function proposed(): Promise<{ readonly root: string; readonly change: string }> {
  const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 5 };
  const root = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'acme', {}),
    'directory/ops.yaml': yaml('Team', 'ops', { people: [{ id: 'p-mara', login: 'mara' }] }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
    ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
    ...advisoryFile('CVE-2026-0001'),
    ...policyFile('base', [{ id: 'all', within: '30d' }]),
  });
  commitAll(root);
  const [first] = await propose(root);
  return { root, change: /([^/]+)\.yaml$/.exec(first?.path ?? '')?.[1] ?? '' };
}

type Options = Parameters<typeof run>[2];

interface Line {
  readonly step: string;
  readonly branch: string;
  readonly path?: string;
}

async function propose(root: string, options: Options = { yes: true }): Promise<readonly Line[]> {
  const { out } = await captureRun(run, { root, asOf: '2026-11-22T12:00:00Z', format: 'json' }, [], options);
  return (JSON.parse(out) as { readonly proposals: readonly Line[] }).proposals;
}

describe('a no on the local forge', () => {
  it('is recorded as a claim on the branch of records, and the work is not proposed again, before and after it is merged', async () => {
    const { root, change } = await proposed();

    const lines = await propose(root, { decline: change, by: 'p-mara', reason: 'Not before the audit.', yes: true });

    expect(lines.map(({ step, branch }) => [step, branch.replace(/^.*\//, '')])).toEqual([
      ['declined', 'declines'],
      ['vanished', expect.stringMatching(/^unowned-routine-/)],
    ]);
    const path = `records/decline/2026/11/decline-${change}.yaml`;
    expect(git(root, 'diff', '--name-status', 'main', records)).toBe(`A\t${path}`);
    expect(git(root, 'show', `${records}:${path}`)).toMatch(
      /declinedBy: \{"login":"p-mara"\}\n {2}declinedAt: "2026-11-22T12:00:00Z"\n {2}reason: "Not before the audit."[\s\S]*claimedAt/,
    );
    git(root, 'merge', '-q', '--ff-only', records);
    git(root, 'branch', '-q', '-D', lines[1]?.branch ?? '', records);
    expect(await propose(root)).toEqual([]);
  });

  it('to a Change that comes back has a record of its own', async () => {
    const { root, change } = await proposed();
    await propose(root, { decline: change, by: 'p-mara', yes: true });
    await propose(root, { decline: change, by: 'p-mara', yes: true });

    expect(git(root, 'diff', '--name-only', 'main', records).split('\n')).toEqual([
      `records/decline/2026/11/decline-${change}-again-2.yaml`,
      `records/decline/2026/11/decline-${change}.yaml`,
    ]);
  });

  it.each<readonly [string, (change: string) => Options, RegExp, RegExp]>([
    ['nobody’s', (decline) => ({ decline, yes: true }), /somebody’s/, /--by/],
    [
      'of somebody unknown',
      (decline) => ({ decline, by: 'x', yes: true }),
      /no Team lists a person x/,
      /id of a person/,
    ],
    ['of a login', (decline) => ({ decline, by: 'mara', yes: true }), /no Team lists/, /did you mean p-mara/],
    [
      'to nothing',
      () => ({ decline: 'x', by: 'p-mara', yes: true }),
      /no Change x is up/,
      /these are: unowned-routine/,
    ],
    ['of a dry run', (decline) => ({ decline, by: 'p-mara', dryRun: true }), /exclude each other/, /^$/],
    ['that nobody agreed to', (decline) => ({ decline, by: 'p-mara' }), /would be declined/, /--yes/],
    ['without a Change', () => ({ by: 'p-mara' }), /belong to --decline/, /--decline/],
  ])('is refused when it is %s', async (_, options, message, hint) => {
    const { root, change } = await proposed();

    const error = await propose(root, options(change)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(CommandError);
    expect((error as CommandError).message).toMatch(message);
    expect((error as CommandError).hint ?? '').toMatch(hint);
    expect(git(root, 'branch', '--list', records)).toBe('');
  });

  it('is for closing the pull request where there is one', async () => {
    const { propose: onGithub } = await githubEstate(estateFiles({ 'db-1': 'data' }));

    await expect(onGithub({ decline: 'x', by: 'mara' })).rejects.toThrow(/declined by closing it/);
  });
});
