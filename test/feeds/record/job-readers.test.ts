import { describe, expect, it } from 'vitest';
import { jobReaders, readJobReport } from '../../../src/feeds/record/registry.ts';
import { sampleOf } from '../../../src/feeds/sample.ts';
import type { RecordWord, ReportedRow } from '../../../src/model/record-report.ts';
import { at } from '../../support/world.ts';

const start = '2026-11-22T21:00:00.000000Z';
const end = '2026-11-22T21:30:00.000000Z';

function read(text: string, kind: RecordWord = 'deployment') {
  const { value, diagnostics } = readJobReport({ path: 'report', text }, kind);
  return { value, rows: value?.rows ?? [], codes: diagnostics.map(({ code }) => code), diagnostics };
}

interface Task {
  readonly name: string;
  readonly hosts: Readonly<Record<string, object>>;
}

function ansible(tasks: readonly Task[], stats: Readonly<Record<string, object>>): string {
  const duration = { start, end };
  return JSON.stringify({
    plays: [
      {
        play: { id: 'play-1', duration },
        tasks: tasks.map(({ name, hosts }) => ({ task: { name, duration }, hosts })),
      },
    ],
    stats,
  });
}

const brief = ({ assets, visit, requirement, result, issues }: ReportedRow) => ({
  assets,
  visit,
  requirement,
  result,
  issues,
});

describe('a run of ansible-playbook', () => {
  it('is one row a host where its tasks are not ours, from the first task to the last', () => {
    const { rows, value } = read(
      ansible([{ name: 'upgrade', hosts: { 'host-1': { changed: true } } }], { 'host-1': { ok: 1 } }),
    );

    expect(value).toMatchObject({ engine: 'ansible', job: 'play-1' });
    expect(rows).toMatchObject([
      { assets: ['host-1'], result: 'succeeded', start: at('2026-11-22T21:00:00Z'), end: at('2026-11-22T21:30:00Z') },
    ]);
  });

  it('is one row a requirement where its tasks are ours', () => {
    const task = (requirement: string, result: object): Task => ({
      name: `patchledger V-000000000001 ${requirement}`,
      hosts: { 'host-1': result },
    });
    const { rows } = read(
      ansible([task('R-00000000000a', { changed: true }), task('R-00000000000b', { failed: true, msg: 'no space' })], {
        'host-1': { ok: 1, failures: 1 },
      }),
    );

    expect(rows.map(brief)).toEqual([
      {
        assets: ['host-1'],
        visit: 'V-000000000001',
        requirement: 'R-00000000000a',
        result: 'succeeded',
        issues: undefined,
      },
      {
        ...{ assets: ['host-1'], visit: 'V-000000000001', requirement: 'R-00000000000b', result: 'failed' },
        issues: ['patchledger V-000000000001 R-00000000000b: no space'],
      },
    ]);
  });

  it.each([
    ['failed', { failures: 1, ok: 3 }],
    ['failed', { unreachable: 1, ok: 3 }],
    ['succeeded-with-issues', { rescued: 1, ok: 3 }],
    ['succeeded-with-issues', { ignored: 1, ok: 3 }],
    ['skipped', { skipped: 2 }],
  ])('is %s by its totals %o', (result, totals) => {
    expect(read(ansible([], { 'host-1': totals })).rows.map((row) => row.result)).toEqual([result]);
  });

  it('tells that a host was rebooted', () => {
    const { rows } = read(
      ansible([{ name: 'reboot', hosts: { 'host-1': { rebooted: true } } }], { 'host-1': { ok: 1 } }),
    );

    expect(rows).toMatchObject([{ reboot: 'done' }]);
  });
});

describe('invocations of AWS SSM', () => {
  const invocation = { CommandId: 'c-1', InstanceId: 'i-1', InstanceName: 'host-1', Status: 'Success' };
  const list = (...invocations: readonly object[]): string => JSON.stringify({ CommandInvocations: invocations });

  it('name the asset by name and id, and the visit by our comment', () => {
    const plugins = [
      { ResponseStartDateTime: '2026-11-22T22:00:00.5+01:00', ResponseFinishDateTime: 1_795_382_400.25 },
    ];
    const { rows } = read(list({ ...invocation, Comment: 'patchledger V-000000000001', CommandPlugins: plugins }));

    expect(rows).toMatchObject([
      {
        ...{ assets: ['host-1', 'i-1'], visit: 'V-000000000001', result: 'succeeded' },
        ...{ start: at('2026-11-22T21:00:00Z') + 500, end: at('2026-11-22T21:20:00Z') + 250 },
      },
    ]);
  });

  it('are left out while they are not over', () => {
    expect(read(list({ ...invocation, Status: 'InProgress' }))).toMatchObject({
      rows: [],
      codes: ['record/wrong-entry'],
    });
  });

  it('of two commands are two jobs', () => {
    const { rows, codes } = read(list(invocation, { ...invocation, CommandId: 'c-2' }));

    expect([rows, codes]).toEqual([[], ['record/wrong-report']]);
  });

  it('may be a single one', () => {
    expect(read(JSON.stringify({ ...invocation, ExecutionStartDateTime: start })).rows).toHaveLength(1);
  });
});

describe('JUnit XML', () => {
  const suite = '<testsuites><testsuite timestamp="2026-11-21T10:00:00" time="62.5" tests="99">';

  it('is counted case by case, whatever its totals say', () => {
    const cases =
      '<testcase/><testcase><failure/></testcase><testcase><error/></testcase><testcase><skipped/></testcase>';
    const { value } = read(`${suite}${cases}<testsuite><testcase/></testsuite></testsuite></testsuites>`, 'test');

    expect(value?.cases).toEqual({
      ...{ passed: 2, failed: 2, skipped: 1 },
      ...{ startedAt: at('2026-11-21T10:00:00Z'), endedAt: at('2026-11-21T10:01:02Z') + 500 },
    });
  });

  it('without a case is no evidence', () => {
    expect(read(`${suite}</testsuite></testsuites>`, 'test').codes).toEqual(['record/wrong-report']);
  });

  it('is no evidence of a deployment', () => {
    expect(read(`${suite}<testcase/></testsuite></testsuites>`).codes).toEqual(['record/unrecognised']);
  });
});

describe('a table', () => {
  it('finds its columns by what they are usually called', () => {
    const { rows, codes } = read(
      'Host;Package;New version;Status;Finished at\nhost-1;app;1.0.1;OK;2026-11-22T21:00:00Z\n',
    );

    expect(codes).toEqual([]);
    expect(rows).toMatchObject([{ assets: ['host-1'], package: 'app', version: '1.0.1', result: 'succeeded' }]);
  });

  it.each([
    ['a result that means nothing for sure', 'host-1,app,1,maybe,2026-11-22T21:00:00Z'],
    ['an end without a zone', 'host-1,app,1,ok,2026-11-22 21:00'],
    ['no asset', ',app,1,ok,2026-11-22T21:00:00Z'],
  ])('leaves a row out for %s', (_, row) => {
    expect(read(`asset,package,version,result,end\n${row}\n`)).toMatchObject({
      rows: [],
      codes: ['record/wrong-entry'],
    });
  });

  it('whose quote never closes is refused where it opens', () => {
    const { diagnostics } = read('asset,package\nhost-1,"app\n');

    expect(diagnostics).toMatchObject([{ code: 'record/syntax', severity: 'error', range: { start: { line: 2 } } }]);
  });
});

describe('the registry', () => {
  it.each([
    ['ansible-json', '{"plays":[],"stats":{}}'],
    ['aws-ssm', '{"CommandInvocations":[]}'],
    ['junit', '<?xml version="1.0"?>\n<testsuite/>'],
    ['csv', 'asset,package\n'],
  ])('knows %s by its content alone', (id, text) => {
    const sample = sampleOf({ path: 'x', text });

    expect(jobReaders.filter((reader) => reader.recognises(sample)).map((reader) => reader.id)).toEqual([id]);
  });

  it('leaves what people write to the schema of the kind', () => {
    expect(read('engine: manual\nrows: []\n')).toMatchObject({ value: undefined, codes: [] });
  });

  it.each([
    ['an empty text', ' \n'],
    ['a web page', '<!doctype html><html></html>'],
    ['XML of another kind', '<report/>'],
  ])('refuses %s', (_, text) => {
    expect(read(text).codes).toEqual(['record/unrecognised']);
  });
});
