import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as observe } from '../../src/commands/observe.ts';
import { run as plan } from '../../src/commands/plan.ts';
import type { CheckId, CheckReport } from '../../src/model/check.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { checkPull, keep, openPullOf, recordApproval } from '../support/fake-github/walk.ts';
import { git } from '../support/folders.ts';
import { advisoryFile, inventoryFile, policyFile } from '../support/ledger.ts';

const noon = '2026-11-22T12:00:00Z';
const later = '2026-11-22T15:00:00Z';
const policy = (within: string) => policyFile('base', [{ id: 'all', within }]);
const advisory = (id: string, pkg: string, published: string) => advisoryFile(id, { pkg, published });

/** Two hosts with a day to patch, one finding each; whoever is security officer approves policies. */
async function estateWithClocksRunning(): Promise<GithubEstate> {
  const estate = await githubEstate({
    'patchledger.yaml': yaml('Workspace', 'acme', {
      forge: { kind: 'github', repository: 'acme/estate' },
      approvals: { PatchPolicy: ['security-officer'] },
    }),
    'directory/people.yaml': yaml('Team', 'security', {
      people: [
        { id: 'p-mara', login: 'mara', email: 'mara@example.org' },
        { id: 'p-ivo', login: 'ivo', email: 'ivo@example.org' },
      ],
    }),
    'directory/roles.yaml': yaml('Role', 'security-officer', {
      holders: [{ person: 'p-mara' }, { person: 'p-ivo' }],
    }),
    '.github/CODEOWNERS': '/policies/ @mara @ivo\n',
    ...inventoryFile({ 'host-1': { app: '1.0.0', lib: '1.0.0' }, 'host-2': { app: '1.0.0' } }),
    ...advisory('CVE-2026-0001', 'app', '2026-11-22T06:00:00Z'),
    ...policy('24h'),
  });
  await captureRun(observe, { root: estate.root, asOf: noon }, [], { yes: true });
  keep(estate, 'ledger');
  return estate;
}

const find = ({ results }: CheckReport, id: CheckId) => results.find((result) => result.id === id);
const words = (report: CheckReport, id: CheckId): readonly string[] =>
  (find(report, id)?.problems ?? []).map(({ code, message }) => `${code} ${message}`);

async function duesIn(root: string, asOf: string): Promise<Readonly<Record<string, string>>> {
  const { out } = await captureRun(plan, { root, asOf, format: 'json' });
  const { requirements } = JSON.parse(out) as {
    readonly requirements: readonly {
      readonly asset: string;
      readonly component: { readonly name: string };
      readonly due: string;
    }[];
  };
  return Object.fromEntries(requirements.map(({ asset, component, due }) => [`${asset} ${component.name}`, due]));
}

function ledgerIn(root: string): readonly Record<string, unknown>[] {
  const folder = join(root, 'records/ledger/2026/11');
  return readdirSync(folder)
    .sort()
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).spec);
}

describe('a pull request that loosens a day to a week', () => {
  it('says what it does, waits for who must approve, and leaves the clocks alone that run', async () => {
    const estate = await estateWithClocksRunning();
    const { root, github } = estate;
    const number = await openPullOf(estate, { login: 'mara', branch: 'a-week', files: policy('14d') });

    const opened = await checkPull(estate, number, noon);
    expect([opened.code, opened.report.lane]).toEqual([3, 'decision']);
    expect(opened.report.results.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)).toEqual(['approval']);
    expect(words(opened.report, 'effect')).toContainEqual(
      expect.stringMatching(/^check\/policy-changed base\/all: loosened, from .*24h.* to .*14d.*, for 2 assets$/),
    );
    expect(words(opened.report, 'approval')).toEqual([
      'check/approval-missing security-officer has not approved: policies/base.yaml',
    ]);

    // Who wrote it may hold the role, and still not approve it.
    github.review(number, 'mara');
    expect(words((await checkPull(estate, number, noon)).report, 'approval')).toEqual([
      expect.stringContaining('check/self-approval mara'),
    ]);

    // A review of fourteen days is none of seven.
    github.review(number, 'ivo');
    expect((await checkPull(estate, number, noon)).code).toBe(0);
    github.push('a-week', policy('7d'), 'mara');
    const moved = await checkPull(estate, number, noon);
    expect([moved.code, words(moved.report, 'approval')]).toEqual([
      3,
      [expect.stringMatching(/^check\/approval-stale ivo approved .*PatchPolicy base was another/)],
    ]);

    github.review(number, 'ivo');
    const green = await checkPull(estate, number, noon);
    expect([green.code, find(green.report, 'approval')?.verdict]).toEqual([0, 'pass']);

    github.merge(number);
    estate.pull();
    const { code, out } = await recordApproval(estate, { asOf: later });
    expect([code, JSON.parse(out).records[0].approves]).toEqual([0, true]);
    expect(github.mistakes).toEqual([]);

    await captureRun(observe, { root, asOf: later }, [], { yes: true });
    expect(ledgerIn(root).at(-1)).toMatchObject({ policyEffective: [{ policy: 'base', rule: 'all' }] });
    estate.change(advisory('CVE-2026-0002', 'lib', '2026-11-22T18:00:00Z'));

    expect(await duesIn(root, '2026-11-22T20:00:00Z')).toEqual({
      'host-1 app': '2026-11-23T06:00:00Z',
      'host-2 app': '2026-11-23T06:00:00Z',
      'host-1 lib': '2026-11-29T18:00:00Z',
    });
  });

  it('cannot name who approves it, nor move the policy out of sight', async () => {
    const estate = await estateWithClocksRunning();
    const excused = yaml('Workspace', 'acme', {
      forge: { kind: 'github', repository: 'acme/estate' },
      folders: { observed: 'policies' },
    });
    const number = await openPullOf(estate, {
      ...{ login: 'mara', branch: 'excused' },
      files: {
        ...policy('7d'),
        'patchledger.yaml': excused,
        'directory/roles.yaml': yaml('Role', 'security-officer', { holders: [{ person: 'p-mara' }] }),
      },
    });
    estate.github.review(number, 'mara');

    const { code, report } = await checkPull(estate, number, noon);

    expect([code === 0, report.lane]).toEqual([false, 'decision']);
    expect(words(report, 'approval')).toEqual([expect.stringContaining('check/self-approval mara')]);
    expect(git(estate.root, 'status', '--porcelain')).toBe('');
  });

  it('is nobody’s work when a reviewer only brings the base in', async () => {
    const estate = await estateWithClocksRunning();
    const { github } = estate;
    const number = await openPullOf(estate, { login: 'mara', branch: 'a-week', files: policy('7d') });
    estate.change({ 'inventory/more.yaml': yaml('Inventory', 'more', { assets: [{ name: 'host-3' }] }) });
    const { store } = github.hub;
    const [base, head] = ['refs/heads/main', 'refs/heads/a-week'];
    const tree = store.run(['merge-tree', '--write-tree', base, head]).split('\n')[0] ?? '';
    const who = { GIT_AUTHOR_NAME: 'ivo', GIT_AUTHOR_EMAIL: 'ivo@example.org', GIT_COMMITTER_NAME: 'ivo' };
    const env = { ...who, GIT_COMMITTER_EMAIL: 'ivo@example.org' };
    const merged = store.run(['commit-tree', tree, '-p', head, '-p', base, '-m', 'bring in the base'], '', env).trim();
    store.run(['update-ref', head, merged]);
    await checkPull(estate, number, noon);
    github.review(number, 'ivo');

    expect(words((await checkPull(estate, number, noon)).report, 'approval')).toEqual([]);
  });
});
