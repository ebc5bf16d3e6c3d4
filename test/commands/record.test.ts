import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run as record } from '../../src/commands/record.ts';
import { run as validate } from '../../src/commands/validate.ts';
import { ansibleReport, evidenceEstate, mergeBranch, proposed, runOn } from '../support/evidence-estate.ts';
import { commitAll, contentsOf, git, temporaryFolder, writeFiles } from '../support/folders.ts';

/** Records what stands in a file beside the estate. */
async function take(root: string, kind: string, text: string, options: CommandOptions = {}) {
  const report = join(writeFiles(temporaryFolder(), { report: text }), 'report');
  return runOn(record, root, [kind], { from: [report], ...options });
}

const recordsOf = (root: string): readonly string[] =>
  existsSync(join(root, 'records'))
    ? readdirSync(join(root, 'records'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.json'))
        .sort()
    : [];

function onlyRecord(root: string) {
  const [path = '', ...others] = recordsOf(root);
  expect(others).toEqual([]);
  return { path, ...JSON.parse(readFileSync(join(root, 'records', path), 'utf8')) };
}

async function merged(): Promise<string> {
  const root = evidenceEstate();
  mergeBranch(root, await proposed(root));
  return root;
}

describe('record deployment', () => {
  it('is one file a job, with a row for what each visit carried, that the estate takes', async () => {
    const root = await merged();

    const { code, out } = await take(
      root,
      'deployment',
      ansibleReport({ 'host-1': 'ok', 'HOST-2.example.org': 'failed' }),
      { by: 'p-ada' },
    );

    const { path, spec } = onlyRecord(root);
    expect([code, out]).toEqual([0, expect.stringContaining(`records/${path} is written`)]);
    expect(path).toMatch(/^deployment\/2026\/11\/2026-11-22-deployment-[0-9a-f]{12}\.json$/);
    expect(spec).toMatchObject({
      ...{ engine: 'ansible', job: 'play-1', executor: 'p-ada', claimedAt: '2026-11-22T22:20:00Z' },
      rows: [
        {
          asset: 'host-1',
          application: { ecosystem: 'npm', name: 'app' },
          version: '1.0.1',
          window: 'nights',
          result: 'succeeded',
        },
        { asset: 'host-2', result: 'failed', issues: ['upgrade: no space left'] },
      ],
    });
    expect(spec.rows[0].visit).toMatch(/^V-/);
    expect((await runOn(validate, root)).code).toBe(0);
  });

  it('is the same file for the same report, also when visits changed in between', async () => {
    const root = evidenceEstate();
    const branch = await proposed(root);
    const report =
      'asset,ecosystem,package,version,result,start,end\nhost-1,npm,app,1.0.1,ok,2026-11-22T22:05:00Z,2026-11-22T22:20:00Z\n';
    const options = { by: 'p-ada', engine: 'manual' };
    await take(root, 'deployment', report, options);
    const before = contentsOf(join(root, 'records'));
    mergeBranch(root, branch);

    const { code, out } = await take(root, 'deployment', report, options);

    expect([code, out]).toEqual([0, expect.stringContaining('holds this already')]);
    expect(contentsOf(join(root, 'records'))).toEqual(before);
  });

  it('keeps rows of assets that nobody knows and of work that nobody approved, and says so', async () => {
    const root = await merged();
    const table =
      'asset,ecosystem,package,version,result,end\nhost-9,npm,app,1.0.1,ok,2026-11-22T22:20:00Z\nhost-1,npm,left-pad,1.0.0,ok,2026-11-22T22:20:00Z\n';

    const { out } = await take(root, 'deployment', table, { by: 'p-ada', engine: 'manual', format: 'json' });

    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { readonly code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(['record/unknown-asset', 'record/outside-plan']);
    expect(onlyRecord(root).spec.rows.map(({ asset }: { readonly asset: string }) => asset)).toEqual([
      'host-1',
      'host-9',
    ]);
  });

  it('keeps a row without a visit that nobody approved for the asset', async () => {
    const root = await merged();
    const table =
      'asset,visit,ecosystem,package,version,result,end\nhost-1,V-ffffffffffff,npm,app,1.0.1,ok,2026-12-24T22:20:00Z\n';

    const { notes } = await take(root, 'deployment', table, { by: 'p-ada', engine: 'manual' });

    expect(notes).toContain('[record/unknown-visit]');
    expect(onlyRecord(root).spec.rows[0]).not.toHaveProperty('visit');
  });

  it('says which option fills what a report never tells, and writes nothing', async () => {
    const root = await merged();

    const { code, notes } = await take(root, 'deployment', ansibleReport({ 'host-1': 'ok' }));

    expect([code, recordsOf(root)]).toEqual([2, []]);
    expect(notes).toContain('--by <person>');
  });

  it('writes nothing of several reports when one is wrong', async () => {
    const root = await merged();
    const folder = writeFiles(temporaryFolder(), { good: ansibleReport({ 'host-1': 'ok' }), bad: '{"plays":[' });

    const { code } = await runOn(record, root, ['deployment'], {
      by: 'p-ada',
      from: [join(folder, 'good'), join(folder, 'bad')],
    });

    expect([code, recordsOf(root)]).toEqual([2, []]);
  });

  it('writes nothing with --dry-run', async () => {
    const root = await merged();
    const before = contentsOf(root);

    const { out } = await take(root, 'deployment', ansibleReport({ 'host-1': 'ok' }), { by: 'p-ada', dryRun: true });

    expect(out).toContain('would be written');
    expect(contentsOf(root)).toEqual(before);
  });

  it('corrects by a new record, and only what is there', async () => {
    const root = await merged();
    await take(root, 'deployment', ansibleReport({ 'host-1': 'ok' }), { by: 'p-ada' });
    const { name } = onlyRecord(root).metadata;
    const wrong = await take(root, 'deployment', ansibleReport({ 'host-1': 'failed' }), {
      by: 'p-ada',
      supersedes: ['nothing'],
    });
    expect([wrong.code, wrong.notes]).toEqual([2, expect.stringContaining('record/superseded-unknown')]);

    await take(root, 'deployment', ansibleReport({ 'host-1': 'failed' }), { by: 'p-ada', supersedes: [name] });

    expect(recordsOf(root)).toHaveLength(2);
    expect((await runOn(validate, root)).code).toBe(0);
  });

  it('never leaves the estate by a link', async () => {
    const root = await merged();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(root, 'records'));

    await expect(take(root, 'deployment', ansibleReport({ 'host-1': 'ok' }), { by: 'p-ada' })).rejects.toThrow();
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe('record test', () => {
  const junit = '<testsuite timestamp="2026-11-21T10:00:00Z" time="60"><testcase/><testcase/></testsuite>';

  it('takes the versions from a Change that is not merged yet, and hashes what backs it', async () => {
    const root = evidenceEstate();
    const branch = await proposed(root);
    const change = git(root, 'ls-tree', '--name-only', `${branch}:changes`).replace('.yaml', '');
    const log = join(writeFiles(temporaryFolder(), { 'run.log': 'ok\n' }), 'run.log');

    const { code } = await take(root, 'test', junit, {
      ...{ change, environment: 'staging', testKind: ['smoke'], by: 'ci', artifact: [log] },
    });

    expect(code).toBe(0);
    expect(onlyRecord(root).spec).toMatchObject({
      ...{ result: 'passed', cases: { passed: 2, failed: 0 }, endedAt: '2026-11-21T10:01:00Z', tester: 'ci' },
      patches: [{ ecosystem: 'npm', name: 'app', version: '1.0.1' }],
      artifacts: [
        { name: 'report', held: false },
        { name: 'run.log', held: false, sha256: 'dc51b8c96c2d745df3bd5590d990230a482fd247123599548e0632fdbf97fc22' },
      ],
    });
  });

  it('asks for what no test runner knows', async () => {
    const { code, notes } = await take(evidenceEstate(), 'test', junit);

    expect(code).toBe(2);
    for (const option of ['--environment', '--change', '--test-kind']) expect(notes).toContain(option);
  });
});

describe('what people write', () => {
  const drill = {
    ...{ occasion: 'drill', procedure: 'restore the snapshot', assets: ['host-1'], result: 'succeeded' },
    ...{ startedAt: '2026-11-20T11:00:00Z', endedAt: '2026-11-20T12:00:00Z' },
  };

  it.each([
    ['the fields of the kind', drill],
    ['a list of them', [drill]],
    [
      'a whole resource',
      { apiVersion: 'patchledger/v1', kind: 'RollbackRecord', metadata: { name: 'mine' }, spec: drill },
    ],
  ])('is taken as %s, with what the command line adds', async (_, value) => {
    const root = evidenceEstate();

    const { code } = await take(root, 'rollback', JSON.stringify(value), { by: 'p-ada' });

    expect(code).toBe(0);
    expect(onlyRecord(root)).toMatchObject({
      path: expect.stringMatching(/^rollback\/2026\/11\//),
      spec: { executor: 'p-ada' },
    });
  });

  it.each([
    [
      'evaluation',
      { evaluatedAt: '2026-11-20T12:00:00Z', rows: [{ advisories: ['CVE-2026-0001'], result: 'applicable' }] },
    ],
    ['activity', { activity: 'drill', heldAt: '2026-11-20T12:00:00Z', participants: ['p-ada'] }],
    [
      'incident',
      { severity: 'high', cause: 'patch', description: 'down', assets: ['host-1'], detectedAt: '2026-11-20T12:00:00Z' },
    ],
    [
      'verification',
      {
        method: 'agent',
        rows: [{ asset: 'host-1', application: { ecosystem: 'npm', name: 'app' }, verifiedAt: '2026-11-23T12:00:00Z' }],
      },
    ],
  ])('may be a record of the kind %s', async (kind, value) => {
    const root = evidenceEstate();

    const { code, notes } = await take(root, kind, JSON.stringify(value), { by: 'p-ada' });

    expect([code, notes]).toEqual([0, kind === 'activity' ? expect.stringContaining('record/unknown-activity') : '']);
    expect((await runOn(validate, root)).code).toBe(0);
  });

  it('is refused where it stands in the file', async () => {
    const { notes, code } = await take(evidenceEstate(), 'rollback', 'occasion: drill\nprocedur: x\n', { by: 'p-ada' });

    expect([code, notes]).toEqual([2, expect.stringMatching(/report:2:1: error: unknown key `procedur`/)]);
  });

  it('is refused as another kind than it says it is', async () => {
    const { notes } = await take(evidenceEstate(), 'incident', JSON.stringify({ kind: 'RollbackRecord', spec: drill }));

    expect(notes).toContain('it is a RollbackRecord');
  });
});

describe('record approval', () => {
  it('of a squash that holds what was proposed is asserted, and says that no forge confirms it', async () => {
    const root = evidenceEstate();
    mergeBranch(root, await proposed(root), 'squash');

    const { code, out } = await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect([code, out]).toEqual([0, expect.stringContaining('which no forge confirms')]);
    expect(onlyRecord(root).spec).toMatchObject({
      evidence: 'asserted',
      assertedBy: 'p-ada',
      content: 'same',
      requiredRoles: ['lead'],
    });
    expect((await runOn(record, root, ['approval'], { by: 'p-ada' })).out).toContain('holds this already');
  });

  it('catches what somebody slipped into a squash', async () => {
    const root = evidenceEstate();
    const branch = await proposed(root);
    git(root, 'merge', '-q', '--squash', branch);
    writeFiles(root, {
      'policies/base.yaml': readFileSync(join(root, 'policies/base.yaml'), 'utf8').replace('30d', '300d'),
    });
    commitAll(root, 'approve');

    const { code, notes } = await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect([code, notes]).toEqual([3, expect.stringContaining('policies/base.yaml')]);
    expect(onlyRecord(root).spec).toMatchObject({ content: 'differs', differingPaths: ['policies/base.yaml'] });
  });

  it('is not asked for where a merge brought records alone', async () => {
    const root = await merged();
    await take(root, 'deployment', ansibleReport({ 'host-1': 'ok' }), { by: 'p-ada' });
    commitAll(root, 'records');

    const { code, out } = await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect([code, out]).toEqual([0, expect.stringContaining('nothing to record')]);
  });

  it('by somebody without the role is kept, and approves nothing until a later record does', async () => {
    const root = await merged();
    const first = await runOn(record, root, ['approval'], { by: 'p-mara' });
    expect(first.code).toBe(3);

    const second = await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect([second.code, recordsOf(root).length]).toEqual([0, 2]);
  });

  it('needs a person where no forge could tell', async () => {
    const root = await merged();

    await expect(runOn(record, root, ['approval'])).rejects.toThrow('names no forge');
  });
});
