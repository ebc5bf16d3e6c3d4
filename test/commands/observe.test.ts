import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/observe.ts';
import { run as plan } from '../../src/commands/plan.ts';
import { run as validate } from '../../src/commands/validate.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { commitAll, contentsOf, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { advisoryFile, inventoryFile, policyFile } from '../support/ledger.ts';

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'acme', {}),
  ...inventoryFile({ 'host-1': { app: '1.0.0' }, 'host-2': { app: '1.0.0' } }),
  ...advisoryFile('CVE-2026-0001'),
  ...policyFile('base', [{ id: 'all', within: '24h' }]),
};

/** An estate on branch `main` of a repository of its own. */
function estateFolder(more: Readonly<Record<string, string>> = {}): string {
  const folder = writeFiles(temporaryFolder(), { ...files, ...more });
  commitAll(folder);
  return folder;
}

const observeIn = (
  root: string,
  { asOf = '2026-11-01T06:00:00Z', format, ...options }: CommandOptions & { asOf?: string; format?: string } = {},
): Promise<CapturedRun> => captureRun(run, { root, asOf, format }, [], { yes: true, ...options });

const ledgerOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.startsWith('records/ledger/') && path.endsWith('.json'))
    .sort();

describe('observe', () => {
  it('writes one file that the estate takes, and says in a few lines what is in it', async () => {
    const root = estateFolder();

    const { out, notes, code } = await observeIn(root);

    const [path = '', ...others] = ledgerOf(root);
    expect([code, notes, others]).toEqual([0, '', []]);
    expect(path).toMatch(/^records\/ledger\/2026\/11\/20261101T060000Z-[0-9a-f]{8}\.json$/);
    expect(out).toContain(`${path} is written`);
    expect(out).toContain('2 findings on 2 assets');
    expect(out.split('\n').length).toBeLessThan(10);
    expect((await captureRun(validate, { root, asOf: '2026-11-01T07:00:00Z' })).code).toBe(0);
    const record = JSON.parse(readFileSync(join(root, path), 'utf8'));
    expect(record.spec.commit).toBe(git(root, 'rev-parse', 'HEAD'));
  });

  it('writes nothing when nothing is new', async () => {
    const root = estateFolder();
    await observeIn(root);
    const before = contentsOf(join(root, 'records'));

    const again = await observeIn(root, { asOf: '2026-11-01T07:00:00Z' });

    expect(again.out).toBe('Nothing is new since the last run; nothing to write.\n');
    expect(contentsOf(join(root, 'records'))).toEqual(before);
  });

  it('gives the plan its ledger', async () => {
    const root = estateFolder();
    const notes = async (): Promise<string> =>
      (await captureRun(plan, { root, asOf: '2026-11-01T07:00:00Z', format: 'json' })).out;
    expect(await notes()).toContain('no-ledger');

    await observeIn(root);

    expect(await notes()).not.toContain('no-ledger');
  });

  it('shows with --dry-run what it would write, and needs --yes off a terminal', async () => {
    const root = estateFolder();
    const before = contentsOf(root);

    const dry = await observeIn(root, { dryRun: true, yes: false });
    expect(dry.out).toContain('would be written');
    await expect(observeIn(root, { yes: false })).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('--yes'),
    });

    expect(contentsOf(root).filter((line) => !line.startsWith('.git'))).toEqual(
      before.filter((line) => !line.startsWith('.git')),
    );
  });

  it('tells programs as JSON', async () => {
    const root = estateFolder();
    const document = JSON.parse((await observeIn(root, { format: 'json' })).out);

    expect(document).toMatchObject({
      schema: 'patchledger.observation/v1',
      dryRun: false,
      counts: { opened: 2, dueSet: 2 },
    });
    expect(ledgerOf(root)).toEqual([document.path]);
    expect(JSON.parse((await observeIn(root, { format: 'json', asOf: '2026-11-02T06:00:00Z' })).out)).toMatchObject({
      path: null,
      counts: null,
    });
  });

  it('puts the ledger where the Workspace keeps its records', async () => {
    const root = estateFolder({ 'patchledger.yaml': yaml('Workspace', 'acme', { folders: { records: 'evidence' } }) });
    await observeIn(root);

    expect(readdirSync(join(root, 'evidence/ledger/2026/11'))).toHaveLength(1);
    expect((await observeIn(root, { asOf: '2026-11-01T07:00:00Z' })).out).toContain('Nothing is new');
  });

  it('warns on another branch, and of changes that no commit holds', async () => {
    const root = estateFolder();
    git(root, 'switch', '--quiet', '--create', 'topic');
    writeFileSync(join(root, 'inventory/more.yaml'), yaml('Inventory', 'more', { assets: [{ name: 'host-3' }] }));

    const { notes } = await observeIn(root, { dryRun: true });

    expect(notes).toContain('branch topic');
    expect(notes).toContain('no commit holds');
  });
});

describe('observe refuses', () => {
  it.each<[string, (root: string) => void, { asOf?: string }]>([
    ['an estate with errors', (root) => writeFileSync(join(root, 'inventory/bad.yaml'), 'kind: Inventory\n'), {}],
    ['a folder without a commit', (root) => rmSync(join(root, '.git'), { recursive: true }), {}],
    ['to judge a commit', () => undefined, { asOf: 'HEAD' }],
  ])('%s', async (_what, prepare, options) => {
    const root = estateFolder();
    prepare(root);
    await expect(observeIn(root, options)).rejects.toMatchObject({ exitCode: 2 });
    expect(ledgerOf(root)).toEqual([]);
  });

  it('to go back behind the last run', async () => {
    const root = estateFolder();
    await observeIn(root);
    await expect(observeIn(root, { asOf: '2026-10-31T06:00:00Z' })).rejects.toMatchObject({ exitCode: 2 });
  });

  it('to write through a link that leads out of the estate', async () => {
    const [root, elsewhere] = [estateFolder(), temporaryFolder()];
    mkdirSync(join(root, 'records'));
    symlinkSync(elsewhere, join(root, 'records/ledger'));
    await expect(observeIn(root)).rejects.toMatchObject({ exitCode: 2 });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('to run beside a run that lives, and takes over from one that was killed', async () => {
    const root = estateFolder();
    const lock = join(root, '.git/patchledger/observe.lock');
    mkdirSync(join(root, '.git/patchledger'));
    writeFileSync(lock, `${process.ppid}\n`);
    await expect(observeIn(root)).rejects.toMatchObject({ exitCode: 2, hint: expect.stringContaining('observe.lock') });

    // No process has a number this large.
    writeFileSync(lock, '4194305\n');

    expect((await observeIn(root)).code).toBe(0);
    expect(ledgerOf(root)).toHaveLength(1);
    expect(readdirSync(join(root, '.git/patchledger'))).toEqual([]);
  });
});
