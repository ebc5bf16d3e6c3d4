import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandRun } from '../../src/commands/command.ts';
import { run as exporting } from '../../src/commands/export.ts';
import { run as importing } from '../../src/commands/import.ts';
import { run as observe } from '../../src/commands/observe.ts';
import { run as plan } from '../../src/commands/plan.ts';
import { run as record } from '../../src/commands/record.ts';
import { run as report } from '../../src/commands/report.ts';
import { run as verify } from '../../src/commands/verify.ts';
import type { CheckReport } from '../../src/model/check.ts';
import { captureRun } from '../support/capture.ts';
import { expectDocument } from '../support/documents.ts';
import { documents, yaml } from '../support/estate.ts';
import { type GithubEstate, githubEstate } from '../support/fake-github/estate.ts';
import { checkPull, keep, recordApproval } from '../support/fake-github/walk.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { repositoryRoot } from '../support/source-files.ts';

const repo = join(repositoryRoot, 'test/scenarios/friday-evening/repo');
const friday = '2021-12-10T16:00:00Z';
const merged = '2021-12-10T16:20:00Z';
const night = '2021-12-11T01:30:00Z';
const saturday = '2021-12-11T05:00:00Z';
const pkg = { ecosystem: 'Maven', name: 'org.apache.logging.log4j:log4j-core' };
const assets = ['gateway', 'val-1', 'val-2', 'val-3', 'val-4'];

/** The scenario's estate, with nothing observed yet, on GitHub; the owners of the roles have accounts there. */
async function estateOnGithub(): Promise<GithubEstate> {
  const paths = readdirSync(repo, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:ya?ml|json)$/.test(path),
  );
  const estate = await githubEstate({
    ...Object.fromEntries(paths.map((path) => [path, readFileSync(join(repo, path), 'utf8')])),
    'patchledger.yaml': yaml('Workspace', 'estate', {
      timeZone: 'Europe/Zurich',
      forge: { kind: 'github', repository: 'acme/estate' },
    }),
    'directory/ops.yaml': documents(yaml('Team', 'ops', { people: [{ id: 'p-0003', login: 'mara' }] })),
    '.github/CODEOWNERS': '/changes/ @mkeller @jfrei\n',
  });
  const { hub } = estate.github;
  for (const [id, login] of [
    [21, 'mkeller'],
    [22, 'jfrei'],
  ] as const)
    hub.accounts.set(login, { id, login, type: 'User' });
  let second = 0;
  hub.now = () => new Date(Date.parse(friday) + ++second * 1000).toISOString().replace('.000Z', 'Z');
  return estate;
}

const words = ({ results }: CheckReport, id: string): readonly string[] =>
  (results.find((result) => result.id === id)?.problems ?? []).map(({ code, message }) => `${code} ${message}`);

interface ExportedVisit {
  readonly id: string;
  readonly asset: string;
  readonly start: string;
  readonly end: string;
}

describe('an exploited critical flaw on a Friday at 17:00', () => {
  it('is followed from its import to the ledger’s last word and the report', async () => {
    const estate = await estateOnGithub();
    const { root, github } = estate;
    const step = async (command: CommandRun, asOf: string, args: readonly string[] = [], options: object = {}) => {
      const run = await captureRun(command, { root, asOf, format: 'json' }, args, { yes: true, ...options });
      return { ...run, value: run.out.startsWith('{') ? JSON.parse(run.out) : undefined };
    };
    const reportFile = (name: string, value: unknown): string => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return join(writeFiles(temporaryFolder(), { [name]: text }), name);
    };
    const seen = (version: string, at: string): string => {
      const rows = assets.map((asset) => `${asset},${pkg.name},${version},${pkg.ecosystem},${at}`);
      return reportFile('fleet.csv', `hostname,package,version,ecosystem,lastSeen\n${rows.join('\n')}\n`);
    };

    // Machines report what they run; the ledger takes up what is required from now on.
    const imported = await step(importing, friday, ['csv', seen('2.14.1', '2021-12-10T15:00:00Z')]);
    expect(imported.code, imported.notes).toBe(0);
    await step(observe, friday);
    keep(estate, 'data: the fleet, and the ledger');
    const planned = (await step(plan, friday)).value;
    expect(planned.visits.map(({ asset, kind }: { asset: string; kind: string }) => `${asset} ${kind}`).sort()).toEqual(
      [...['gateway emergency', 'val-1 routine', 'val-2 routine', 'val-3 routine', 'val-4 routine']],
    );

    // Two pull requests: the gateway leaves every window, so somebody else must agree to it.
    await estate.propose({ asOf: friday });
    const pulls = github.openPulls();
    const numberOf = (lane: string): number => pulls.find(({ pull }) => pull.branch.includes(lane))?.number ?? 0;
    const lanes = [
      { number: numberOf('-emergency-'), approver: 'jfrei', role: 'incident-lead' },
      { number: numberOf('-routine-'), approver: 'mkeller', role: 'platform-lead' },
    ];
    expect(pulls).toHaveLength(2);

    for (const { number, approver, role } of lanes) {
      const red = await checkPull(estate, number, merged);
      expect([red.code, words(red.report, 'approval')]).toEqual([
        3,
        [expect.stringContaining(`check/approval-missing ${role} has not approved: changes/`)],
      ]);
      github.review(number, approver);
      const green = await checkPull(estate, number, merged);
      expect([green.code, green.report.verdict]).toEqual([0, expect.not.stringContaining('failed')]);
      github.merge(number);
      estate.pull();
      const { code, out } = await recordApproval(estate, { asOf: merged });
      expect([code, JSON.parse(out).records[0].approves]).toEqual([0, true]);
    }

    // What is handed out is what was approved, validator after validator.
    const handed = await step(exporting, merged, ['json']);
    const { visits } = expectDocument('ExportDocument', handed.out) as { readonly visits: readonly ExportedVisit[] };
    expect(visits.map(({ asset }) => asset).sort()).toEqual(assets);
    const validators = visits
      .filter(({ asset }) => asset !== 'gateway')
      .sort((one, two) => (one.start < two.start ? -1 : 1));
    for (const [index, { end }] of validators.entries()) {
      const next = validators[index + 1];
      if (next !== undefined) expect(Date.parse(next.start) - Date.parse(end)).toBeGreaterThanOrEqual(30 * 60_000);
    }

    const take = (kind: string, value: object) =>
      step(record, night, [kind], { from: [reportFile('report.json', value)], by: 'p-0003' });
    const taken = [
      await take('test', {
        ...{ environment: 'staging', kinds: ['smoke'], result: 'passed', endedAt: '2021-12-10T16:40:00Z' },
        patches: [{ ...pkg, version: '2.15.0' }],
      }),
      await take('deployment', {
        ...{ engine: 'ansible', executor: 'runner' },
        rows: visits.map(({ id, asset, start, end }) => ({
          ...{ visit: id, asset, application: pkg, fromVersion: '2.14.1', version: '2.15.0', start, end },
          ...{ result: 'succeeded', reboot: 'not-needed' },
        })),
      }),
      await take('verification', {
        method: 'agent',
        rows: assets.map((asset) => ({
          ...{ asset, application: pkg, observedVersion: '2.15.0', inEffect: true, verifiedAt: '2021-12-11T01:20:00Z' },
        })),
      }),
    ];
    for (const { out } of taken) expectDocument('RecordsDocument', out);
    expect(taken.map(({ code, notes }) => [code, notes])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    keep(estate, 'data: what was done');

    // Machines confirm it; the ledger says how each finding ended, and the report shows it.
    await step(importing, saturday, ['csv', seen('2.15.0', '2021-12-11T04:00:00Z')]);
    const judged = await step(verify, saturday);
    expectDocument('VerificationDocument', judged.out);
    const verified = judged.value;
    expect([verified.summary.confirmed, verified.missed]).toEqual([5, []]);
    await step(observe, saturday);
    keep(estate, 'data: the fleet, and the ledger');
    const folder = join(root, 'records/ledger/2021/12');
    const closed = readdirSync(folder).flatMap(
      (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).spec.closed ?? [],
    );
    expect(closed).toMatchObject([{ by: 'deployment', version: '2.15.0', assets }]);
    expect((await step(plan, saturday)).value.requirements).toEqual([]);

    const out = temporaryFolder();
    await captureRun(report, { root, asOf: saturday, format: 'markdown' }, [], { out: join(out, 'pack') });
    const approvals = readFileSync(
      join(out, 'pack', readdirSync(join(out, 'pack')).find((name) => name.includes('approvals')) ?? ''),
      'utf8',
    );
    expect(approvals).toContain('2 approval records for 2 merged Changes; 2 read from a forge.');
    expect(github.mistakes).toEqual([]);
  });
});
