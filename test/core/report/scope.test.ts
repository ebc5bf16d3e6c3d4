import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import { selectorWords } from '../../../src/core/report/selector-words.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { ReportCell, ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  verificationRecord,
} from '../../support/report.ts';
import { at, componentWith, findingWith } from '../../support/world.ts';

const documentOf = (id: ReportDocument['id'], sketch: ReportSketch): ReportDocument =>
  buildReport(reportInput(sketch)).documents.find((document) => document.id === id) as ReportDocument;

const tableOf = ({ sections }: ReportDocument, id: string): ReportTable =>
  sections.flatMap(({ tables }) => tables).find((table) => table.id === id) as ReportTable;

const column = ({ columns, rows }: ReportTable, key: string): readonly (ReportCell | undefined)[] =>
  rows.map((row) => row[columns.findIndex((one) => one.key === key)]);

const found = ({ gaps }: ReportDocument, check: RegExp): readonly string[] =>
  gaps.filter((gap) => check.test(gap.check)).flatMap((gap) => [...gap.found]);

const resource = <K extends Kind>(kind: K, name: string, spec: object): Resource<K> =>
  ({
    kind,
    name,
    origin: { file: `${name}.yaml`, document: 0 },
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
  }) as unknown as Resource<K>;

const code = (text: string): ReportCell => ({ kind: 'code', text });

/** Saturday nights from 22:00 to midnight, for databases. */
const nights = resource('MaintenanceWindow', 'nights', {
  ...{ selector: { names: ['db-*'] }, start: '2026-01-03T22:00', rrule: 'FREQ=WEEKLY;BYDAY=SA' },
  ...{ duration: '2h', maxConcurrent: 1 },
});

describe('an asset', () => {
  const document = documentOf('D2', {
    assets: [
      {
        name: 'db-1',
        uid: 'i-1',
        function: 'ledger',
        observedIn: ['observed/a.ndjson'],
        components: [componentWith()],
      },
      { name: 'ws-1' },
    ],
    resources: {
      MaintenanceWindow: indexed([nights]),
      PatchPolicy: indexed([resource('PatchPolicy', 'base', { selector: { names: ['db-*'] }, rules: [] })]),
      Rollout: indexed([
        resource('Rollout', 'fleet', {
          selector: { names: ['db-*'] },
          rings: [{ name: 'all', selector: { all: true } }],
        }),
      ]),
    },
  });
  const assets = tableOf(document, 'd2-assets');

  it('stands with its policies, windows and ring, or with the word for there being none', () => {
    expect(column(assets, 'policies')).toEqual([
      { kind: 'list', items: [code('base')] },
      { kind: 'absent', word: 'no policy: nothing is promised' },
    ]);
    expect(column(assets, 'windows')).toEqual([
      { kind: 'list', items: [code('nights')] },
      { kind: 'absent', word: 'none' },
    ]);
    expect(column(assets, 'ring')).toEqual([code('fleet/all'), { kind: 'absent', word: 'none' }]);
  });

  it('stands with its stable id, what is installed, and who reported it', () => {
    expect(column(assets, 'uid')[0]).toEqual(code('i-1'));
    expect(column(assets, 'function')[0]).toEqual({ kind: 'text', text: 'ledger' });
    expect(column(assets, 'ecosystems')[0]).toMatchObject({ kind: 'list', items: [code('npm')] });
    expect(column(assets, 'reportedIn')).toEqual([
      { kind: 'list', items: [{ kind: 'place', file: 'observed/a.ndjson', line: undefined }] },
      { kind: 'absent', word: 'by people alone' },
    ]);
  });

  it('whose end of support nobody stated is a gap', () => {
    expect(found(document, /end of support of every asset/)).toEqual(['db-1', 'ws-1']);
  });
});

describe('the software', () => {
  const lodash = componentWith({ name: 'lodash', version: '4.17.20' });
  const document = documentOf('D2', {
    assets: [...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, components: [lodash] }))].concat({
      name: 'g',
      components: [lodash, { ...lodash, path: '/srv/other' }, componentWith({ name: 'left-pad', version: '1.0.0' })],
    }),
  });
  const packages = tableOf(document, 'd2-packages');

  it('is listed version by version, with its address and the assets that have it', () => {
    expect(column(packages, 'purl')).toEqual([code('pkg:npm/left-pad@1.0.0'), code('pkg:npm/lodash@4.17.20')]);
    expect(column(packages, 'assets')).toEqual([
      { kind: 'number', value: 1 },
      { kind: 'number', value: 7 },
    ]);
    expect(column(packages, 'on')[1]).toMatchObject({
      items: [{}, {}, {}, {}, {}, { kind: 'text', text: 'and 2 more' }],
    });
  });

  it('adds up with the components of the assets, two copies on one asset counted twice', () => {
    expect(column(packages, 'copies')).toEqual([
      { kind: 'number', value: 1 },
      { kind: 'number', value: 8 },
    ]);
    expect(packages.population).toMatchObject({ rowsIn: 9, rowsShown: 9, addsUp: true });
  });
});

describe('a deployment', () => {
  const freeze = resource('Freeze', 'close', {
    ...{ selector: { all: true }, from: '2026-11-14T00:00', to: '2026-11-15T00:00', reason: 'books' },
  });
  const row = (start: string, end: string, window?: string) =>
    deploymentRow({ start, end, ...(window !== undefined && { window }) });
  const rows = [
    row('2026-11-21T22:10:00Z', '2026-11-21T22:40:00Z', 'nights'),
    row('2026-11-14T22:10:00Z', '2026-11-14T22:40:00Z', 'nights'),
    row('2026-11-07T23:50:00Z', '2026-11-08T00:10:00Z', 'nights'),
    row('2026-11-06T10:00:00Z', '2026-11-06T10:10:00Z', 'nights'),
    row('2026-11-05T10:00:00Z', '2026-11-05T10:10:00Z', 'gone'),
    row('2026-11-04T10:00:00Z', '2026-11-04T10:10:00Z'),
    row('some', 'day'),
  ];
  const document = documentOf('D9', {
    assets: [{ name: 'db-1' }],
    resources: {
      DeploymentRecord: indexed([
        deploymentRecord('routine', rows),
        deploymentRecord('urgent', [row('2026-11-03T10:00:00Z', '2026-11-03T10:10:00Z')], {
          emergency: { by: 'ann', reason: 'exploited' },
        }),
      ]),
      MaintenanceWindow: indexed([nights]),
      Freeze: indexed([freeze]),
    },
  });

  it('is told by where it lay: in its window, past its end, outside, or in none that is known', () => {
    const words = column(tableOf(document, 'd9-deployments'), 'inWindow').map(
      (cell) => cell?.kind === 'text' && cell.text,
    );

    expect(words).toEqual([
      'unreadable',
      ...['inside', 'inside', 'ran over', 'outside', 'window not in the estate', 'no window named'],
      'no window named',
    ]);
  });

  it('names the freezes of its asset that it lay in', () => {
    expect(column(tableOf(document, 'd9-deployments'), 'freezes')[2]).toEqual({ kind: 'list', items: [code('close')] });
  });

  it('is a gap outside its window or in a freeze, emergencies aside', () => {
    expect(found(document, /lay in the window/)).toHaveLength(6);
  });

  it('is a gap without the digest of its package, or with a signature that nobody found good', () => {
    expect(found(document, /digest of every package/)).toHaveLength(8);
  });
});

describe('a requirement', () => {
  const findings = [
    findingWith({ advisory: 'CVE-2026-0001', facts: { severity: 'medium', published: at('2026-11-02T00:00:00Z') } }),
    findingWith({ advisory: 'CVE-2026-0002', facts: { published: at('2026-11-01T00:00:00Z') } }),
  ];
  const evaluation = resource('EvaluationRecord', 'one', {
    ...{ evaluator: 'ann', evaluatedAt: '2026-11-03T00:00:00Z' },
    rows: [{ advisories: ['CVE-2026-0002'], result: 'applicable' }],
  });
  const sketch: ReportSketch = {
    assets: [{ name: 'db-1' }],
    requirements: [{ asset: 'db-1', findings, severity: 'medium' }],
    resources: { EvaluationRecord: indexed([evaluation]) },
  };

  it('says since when it was published, detected and looked at, each only where something says so', () => {
    const table = tableOf(documentOf('D4', sketch), 'd4-requirements');

    expect(column(table, 'published')).toEqual([{ kind: 'instant', at: at('2026-11-01T00:00:00Z') }]);
    expect(column(table, 'evaluated')).toEqual([{ kind: 'instant', at: at('2026-11-03T00:00:00Z') }]);
    expect(column(table, 'detected')).toEqual([{ kind: 'absent', word: 'not in the ledger' }]);
    expect(column(table, 'cves')).toEqual([{ kind: 'list', items: [code('CVE-2026-0001'), code('CVE-2026-0002')] }]);
  });

  it('says what was deployed last on its package and when that was verified, whatever became of it', () => {
    const openssl = componentWith({ ecosystem: 'Debian:12', name: 'openssl' });
    const requirements = ['db-1', 'db-2', 'db-3', 'db-4'].map((asset) => ({ asset, component: openssl, findings }));
    const late = { start: '2026-11-21T23:00:00Z', end: '2026-11-21T23:30:00Z' };
    const table = tableOf(
      documentOf('D4', {
        assets: [{ name: 'db-1' }, { name: 'db-2', formerNames: ['old-2'] }, { name: 'db-3' }, { name: 'db-4' }],
        requirements,
        resources: {
          DeploymentRecord: indexed([
            deploymentRecord('run', [
              deploymentRow(),
              deploymentRow({ ...late, result: 'skipped' }),
              deploymentRow({ asset: 'old-2', result: 'failed' }),
              deploymentRow({ asset: 'db-3', end: 'some day' }),
            ]),
          ]),
          VerificationRecord: indexed([verificationRecord('check')]),
        },
      }),
      'd4-requirements',
    );
    const rows = new Map(
      column(table, 'asset').map((cell, index) => [
        cell?.kind === 'code' ? cell.text : '',
        [column(table, 'deployed')[index], column(table, 'verified')[index]],
      ]),
    );
    const none = { kind: 'absent', word: 'no record' };

    expect(rows.get('db-1')).toEqual([
      { kind: 'text', text: '3.0.15-1~deb12u1 succeeded, 2026-11-21T22:20:00Z (run)' },
      { kind: 'instant', at: at('2026-11-21T23:00:00Z') },
    ]);
    expect(rows.get('db-2')).toEqual([
      { kind: 'text', text: '3.0.15-1~deb12u1 failed, 2026-11-21T22:20:00Z (run)' },
      none,
    ]);
    expect(rows.get('db-3')?.[0]).toEqual({
      kind: 'text',
      text: '3.0.15-1~deb12u1 succeeded, when is unreadable (run)',
    });
    expect(rows.get('db-4')).toEqual([none, none]);
  });

  it('never shows the worst known severity as that of findings which nobody rated', () => {
    expect(column(tableOf(documentOf('D4', sketch), 'd4-requirements'), 'severity')).toEqual([
      {
        kind: 'list',
        items: [
          { kind: 'text', text: 'medium' },
          { kind: 'text', text: 'unknown of 1 of 2' },
        ],
      },
    ]);
    expect(column(tableOf(documentOf('D10', sketch), 'd10-poam'), 'Weakness Description')).toEqual([
      { kind: 'text', text: expect.stringMatching(/; nobody rated CVE-2026-0002$/) },
    ]);
  });
});

describe('earlier versions of a rule', () => {
  it('are listed newest first, with what changed, and add up', () => {
    const { decision, ...rest } = reportInput();
    const version = (within: string, digest: string, time: string) => ({
      ...{ within, digest, priority: 'scheduled' as const, effectiveAt: at(time) },
    });
    const versions = [
      version('30d', 'a', '2026-01-01T00:00:00Z'),
      version('30d', 'b', '2026-02-01T00:00:00Z'),
      version('14d', 'c', '2026-03-01T00:00:00Z'),
    ];
    const policies = new Map([
      ['base', { rules: [], changedAt: at('2026-03-01T00:00:00Z'), versions: new Map([['all', versions]]) }],
    ]);
    const ledger = { ...decision.ledger, policies };

    const document = buildReport({ ...rest, decision: { ...decision, ledger } }).documents[0] as ReportDocument;
    const table = tableOf(document, 'd1-versions');

    expect(column(table, 'change').map((cell) => cell?.kind === 'text' && cell.text)).toEqual([
      'tightened or loosened',
      'otherwise changed',
      'first seen',
    ]);
    expect(table.population).toMatchObject({ rowsIn: 3, addsUp: true });
  });
});

describe('a document with nothing to list', () => {
  it.each([
    ['D1', /a policy is in force/],
    ['D2', /assets are listed/],
    ['D8', /tests are recorded/],
    ['D8', /ways back are on record/],
    ['D9', /deployments are recorded/],
    ['D12', /roles are named/],
    ['D13', /recurring duties are named/],
  ] as const)('of %s says so as a gap: %s', (id, check) => {
    expect(found(documentOf(id, {}), check)).toHaveLength(1);
  });
});

describe('a selector', () => {
  it.each([
    [undefined, 'every asset'],
    [{ all: true } as const, 'every asset'],
    [{ match: { type: ['server', 'workstation'] as const } }, 'type is server or workstation'],
    [
      { labels: { scope: 'pci', tier: ['a', 'b'] }, names: ['db-*'] },
      'label scope is pci; label tier is a or b; names like db-*',
    ],
    [{ not: { names: ['ws-*'] } }, 'not (names like ws-*)'],
    [{ anyOf: [{ names: ['a'] }, { names: ['b'] }] }, '(names like a) or (names like b)'],
  ])('reads %j as %s', (selector, words) => {
    expect(selectorWords(selector as Parameters<typeof selectorWords>[0])).toBe(words);
  });
});
