import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pullRequestFile } from '../../src/adapters/local-forge.ts';
import { run } from '../../src/commands/propose.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { commitAll, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { advisoryFile, inventoryFile, policyFile } from '../support/ledger.ts';

const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 5 };

/** An estate on branch `main` of a repository of its own, with work for one host. */
function estateFolder(workspace: object = {}): string {
  const folder = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'acme', workspace),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
    ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
    ...advisoryFile('CVE-2026-0001'),
    ...policyFile('base', [{ id: 'all', within: '30d' }]),
  });
  commitAll(folder);
  return folder;
}

interface Proposed {
  readonly step: string;
  readonly branch: string;
  readonly path: string;
}

async function propose(root: string): Promise<readonly Proposed[]> {
  const { out, code }: CapturedRun = await captureRun(run, { root, asOf: '2026-11-22T12:00:00Z', format: 'json' }, [], {
    yes: true,
  });
  expect(code).toBe(0);
  return (JSON.parse(out) as { readonly proposals: readonly Proposed[] }).proposals;
}

const stepsOf = (proposals: readonly Proposed[]): readonly string[] => proposals.map(({ step }) => step);

describe('a Change that was merged', () => {
  it.each([
    ['merge', ['merge', '-q', '--no-ff', '-m', 'approve']],
    ['squash', ['merge', '-q', '--squash']],
  ])('by %s is not proposed again, and the next one of its key has the next number', async (how, args) => {
    const root = estateFolder();
    const [first] = await propose(root);
    git(root, ...args, first?.branch ?? '');
    if (how === 'squash') git(root, 'commit', '-q', '-m', 'approve');

    expect(stepsOf(await propose(root))).toEqual(['merged']);

    writeFiles(root, inventoryFile({ 'host-1': { app: '1.0.0' }, 'host-2': { app: '1.0.0' } }));
    commitAll(root);
    const [second] = await propose(root);

    expect(second).toMatchObject({
      step: 'create',
      branch: first?.branch,
      path: first?.path.replace('-1.yaml', '-2.yaml'),
    });
    expect(git(root, 'diff', '--name-status', 'main', second?.branch ?? '')).toBe(`A\t${second?.path}`);
    expect(stepsOf(await propose(root))).toEqual(['unchanged']);
  });
});

describe('a proposal', () => {
  it('stands in the folder of Changes that the Workspace names, and is found there again', async () => {
    const root = estateFolder({ folders: { changes: 'ops/approved/' } });
    const [first] = await propose(root);

    expect(first?.path).toMatch(/^ops\/approved\/[a-z0-9-]+-1\.yaml$/);
    expect(stepsOf(await propose(root))).toEqual(['unchanged']);
    git(root, 'merge', '-q', '--ff-only', first?.branch ?? '');
    expect(stepsOf(await propose(root))).toEqual(['merged']);
  });

  it.each(['gone', 'of an earlier plan'])(
    'gets its text back when that is %s, as after a run that was killed',
    async (how) => {
      const root = estateFolder();
      const [first] = await propose(root);
      const file = pullRequestFile(root, first?.branch ?? '');
      const text = readFileSync(file, 'utf8');
      if (how === 'gone') rmSync(file);
      else writeFileSync(file, text.replace(/^<!--.*-->/, '<!-- patchledger:v1 e30 -->'));

      expect(stepsOf(await propose(root))).toEqual(['unchanged']);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('keeps what a person wrote into its text, as long as it asks for the same', async () => {
    const root = estateFolder();
    const [first] = await propose(root);
    const file = pullRequestFile(root, first?.branch ?? '');
    const edited = `${readFileSync(file, 'utf8')}\nSeen by Mara.\n`;
    writeFileSync(file, edited);

    await propose(root);

    expect(readFileSync(file, 'utf8')).toBe(edited);
  });

  it('keeps the time of its visits, although an earlier one is free by now', async () => {
    const root = estateFolder();
    const saturdays = { ...nights, rrule: 'FREQ=WEEKLY;BYDAY=SA' };
    writeFiles(root, { 'schedules/w.yaml': yaml('MaintenanceWindow', 'saturdays', saturdays) });
    commitAll(root);
    const [first] = await propose(root);
    writeFiles(root, { 'schedules/n.yaml': yaml('MaintenanceWindow', 'nights', nights) });
    commitAll(root);

    expect(stepsOf(await propose(root))).toEqual(['unchanged']);
    expect(git(root, 'show', `${first?.branch}:${first?.path}`)).toContain('"window":"saturdays"');
  });
});
