import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { ReportCell, ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  visitOf,
} from '../../support/report.ts';

const documentOf = (id: ReportDocument['id'], sketch: ReportSketch): ReportDocument =>
  buildReport(reportInput(sketch)).documents.find((document) => document.id === id) as ReportDocument;
const tableOf = ({ sections }: ReportDocument, id: string): ReportTable =>
  sections.flatMap(({ tables }) => tables).find((table) => table.id === id) as ReportTable;
const column = ({ columns, rows }: ReportTable, key: string): readonly (ReportCell | undefined)[] =>
  rows.map((row) => row[columns.findIndex((one) => one.key === key)]);
const found = ({ gaps }: ReportDocument, check: RegExp): readonly string[] =>
  gaps.filter((gap) => check.test(gap.check)).flatMap((gap) => [...gap.found]);
const texts = (cells: readonly (ReportCell | undefined)[]): readonly string[] =>
  cells.map((cell) =>
    cell?.kind === 'text' || cell?.kind === 'code'
      ? cell.text
      : cell?.kind === 'absent'
        ? `(${cell.word})`
        : (cell?.kind ?? ''),
  );

const resource = <K extends Kind>(kind: K, name: string, spec: object): Resource<K> =>
  ({
    kind,
    name,
    origin: { file: `records/${name}.yaml`, document: 0 },
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
  }) as unknown as Resource<K>;

const approval = (name: string, spec: object): Resource<'ApprovalRecord'> =>
  resource('ApprovalRecord', name, {
    ...{ reviews: [], commitAuthors: ['eve'], mergeCommit: 'a'.repeat(40), evidence: 'forge' },
    ...spec,
  });
const review = (more: object = {}): object => ({
  ...{ id: '1', state: 'approved', user: { login: 'ann' }, submittedAt: '2026-11-20T10:00:00Z' },
  ...more,
});
const approvals = (...records: readonly Resource<'ApprovalRecord'>[]): ReportDocument =>
  documentOf('D7', {
    resources: {
      ApprovalRecord: indexed(records),
      Change: indexed([resource('Change', 'edge-1', { visits: [] })]),
      DeploymentRecord: indexed([
        deploymentRecord('run', [deploymentRow({ start: '2026-11-21T22:00:00Z', end: '2026-11-21T22:20:00Z' })], {
          change: 'edge-1',
        }),
      ]),
    },
  });

describe('the approval document', () => {
  it('shows an approval by somebody else, before the deployment, of exactly what was merged', () => {
    const whole = approval('one', {
      ...{
        change: 'edge-1',
        reviews: [review({ roles: ['owner'], commit: 'b'.repeat(40), person: 'p-ann' })],
        content: 'same',
      },
      ...{ author: { login: 'eve' }, mergedBy: { login: 'bot' }, mergedAt: '2026-11-20T11:00:00Z', planFp: 'sha256:1' },
      ...{ headCommit: 'b'.repeat(40), pullRequest: { number: 7 }, resources: [{ kind: 'Change', name: 'edge-1' }] },
      requiredChecks: [{ name: 'patchledger/policy', conclusion: 'success' }],
    });
    const document = approvals(whole);
    const table = tableOf(document, 'd7-approvals');

    expect(texts(column(table, 'separation'))).toEqual(['independent']);
    expect(texts(column(table, 'order'))).toEqual(['approved first']);
    expect(texts(column(table, 'content'))).toEqual(['yes']);
    expect(
      document.gaps.filter(({ check }) => /approv|deploy|merged/.test(check)).flatMap((gap) => [...gap.found]),
    ).toEqual([]);
  });

  it('finds who approved their own work, came too late, lacks a role, asserts, or merged something else', () => {
    const bad = approval('bad', {
      ...{ change: 'edge-1', reviews: [review({ void: 'author' })], mergedAt: '2026-11-22T09:00:00Z' },
      ...{
        evidence: 'asserted',
        assertedBy: 'eve',
        missingRoles: ['owner'],
        content: 'differs',
        differingPaths: ['x.yaml'],
      },
    });
    const document = approvals(bad);

    expect(found(document, /nobody approved what they wrote/)).toEqual(['bad']);
    expect(found(document, /before deployment/)).toEqual(['bad']);
    expect(found(document, /every role/)).toEqual(['bad']);
    expect(found(document, /what was merged/)).toEqual(['bad']);
    expect(found(document, /not asserted/)).toEqual(['bad']);
  });

  it('names a merged Change without a record, and what nobody knows of a record', () => {
    const document = approvals(approval('bare', {}), approval('said', { evidence: 'asserted' }));
    const table = tableOf(document, 'd7-approvals');

    expect(found(document, /has a record/)).toEqual(['edge-1']);
    expect(texts(column(table, 'separation'))).toEqual(['nobody approved', 'asserted']);
    expect(texts(column(table, 'order'))).toEqual(['nothing deployed', 'nothing deployed']);
    expect(texts(column(table, 'content'))).toEqual(['(not verified)', '(not verified)']);
    expect(texts(column(table, 'evidence'))).toEqual(['from the forge', 'asserted by somebody']);
  });

  it('says of every review whether it counts and why not', () => {
    const reviews = [
      review(),
      review({ void: 'stale' }),
      review({ void: 'unread' }),
      review({ void: 'overruled' }),
      review({ state: 'commented', submittedAt: undefined }),
    ];
    const table = tableOf(approvals(approval('one', { reviews, change: 'edge-1' })), 'd7-reviews');

    expect(texts(column(table, 'counts')).map((text) => text.slice(0, 3))).toEqual(['yes', 'no:', 'no:', 'no:', 'no:']);
    expect(column(table, 'submittedAt')[4]).toEqual({ kind: 'absent', word: 'not known' });
  });

  it('leaves out what a later record corrects, and says so', () => {
    const { population } = tableOf(
      approvals(approval('one', {}), approval('two', { supersedes: ['one'] })),
      'd7-approvals',
    );

    expect(population).toMatchObject({ rowsIn: 2, rowsShown: 1, addsUp: true });
  });
});

describe('emergencies', () => {
  const emergency = (name: string, spec: object): Resource<'EmergencyRecord'> =>
    resource('EmergencyRecord', name, {
      ...{ by: 'ann', reason: 'exploited', exportedAt: '2026-11-10T00:00:00Z', reviewBy: '2026-11-12T00:00:00Z' },
      ...{ engine: 'ansible', change: name, planFp: 'sha256:1', headCommit: 'b'.repeat(40) },
      visits: [
        { id: 'V-1', asset: 'gw-1', requirements: [] },
        { id: 'V-2', asset: 'gw-1', requirements: [] },
      ],
      ...spec,
    });
  const reviewed = (change: string, mergedAt: string, planFp = 'sha256:1'): Resource<'ApprovalRecord'> =>
    approval(`r-${change}`, {
      ...{ change, planFp, mergedAt, content: 'same' },
      reviews: [review({ user: { login: 'bob' }, submittedAt: mergedAt })],
    });
  const document = documentOf('D7', {
    resources: {
      EmergencyRecord: indexed([
        emergency('in-time', {
          openGates: [
            { visit: 'V-1', gate: 'approval' },
            { visit: 'V-1', gate: 'test-evidence', needs: 'a smoke test' },
          ],
        }),
        emergency('late', {}),
        emergency('never', {}),
        emergency('other', {}),
        emergency('waiting', { reviewBy: '2026-12-01T00:00:00Z', supersedes: ['wrong'] }),
        emergency('wrong', {}),
      ]),
      ApprovalRecord: indexed([
        reviewed('in-time', '2026-11-11T00:00:00Z'),
        reviewed('late', '2026-11-20T00:00:00Z'),
        reviewed('other', '2026-11-11T00:00:00Z', 'sha256:2'),
      ]),
    },
  });
  const table = tableOf(document, 'd7-emergencies');

  it('show who let work run and why, what did not hold, and the review that came afterwards', () => {
    expect(texts(column(table, 'by'))).toEqual(Array.from({ length: 5 }, () => 'ann'));
    expect(column(table, 'openGates').slice(0, 2)).toEqual([
      {
        kind: 'list',
        items: [
          { kind: 'code', text: 'approval' },
          { kind: 'code', text: 'test-evidence: a smoke test' },
        ],
      },
      { kind: 'absent', word: 'nothing' },
    ]);
    expect(texts(column(table, 'review'))).toEqual([
      'reviewed in time',
      'reviewed late',
      'review overdue',
      'another plan was approved than what ran',
      'review due',
    ]);
    expect(texts(column(table, 'reviewedAt'))).toEqual([
      'instant',
      'instant',
      '(not on record)',
      'instant',
      '(not on record)',
    ]);
    expect(table.population).toMatchObject({ rowsIn: 6, rowsShown: 5, addsUp: true });
  });

  it('are a gap where nobody reviewed them in time, or reviewed something else', () => {
    expect(found(document, /emergency work was reviewed/)).toEqual([
      'late: reviewed late, asked for until 2026-11-12T00:00:00Z',
      'never: review overdue, asked for until 2026-11-12T00:00:00Z',
      'other: another plan was approved than what ran, asked for until 2026-11-12T00:00:00Z',
    ]);
  });
});

describe('the document of tests and ways back', () => {
  const test = (name: string, spec: object): Resource<'TestRecord'> =>
    resource('TestRecord', name, {
      ...{
        environment: 'staging',
        patches: [{ ecosystem: 'npm', name: 'lodash', version: '4.17.21' }],
        kinds: ['smoke'],
      },
      ...{ result: 'passed', endedAt: '2026-11-20T10:00:00Z' },
      ...spec,
    });
  const rollback = (name: string, spec: object): Resource<'RollbackRecord'> =>
    resource('RollbackRecord', name, {
      ...{ occasion: 'drill', procedure: 'restore', assets: ['gw-1'], result: 'succeeded', executor: 'ann' },
      ...{ startedAt: '2026-11-20T10:00:00Z', endedAt: '2026-11-20T10:30:00Z' },
      ...spec,
    });

  it('shows what was tested with which evidence, and whose report nobody keeps', () => {
    const kept = test('kept', {
      ...{ cases: { passed: 3, failed: 0 }, tester: 'ann', change: 'edge-1', mirrors: ['gw-1'] },
      artifacts: [
        { name: 'junit.xml', sha256: '0'.repeat(64) },
        { name: 'log', held: false },
      ],
    });
    const document = documentOf('D8', {
      resources: { TestRecord: indexed([kept, test('bare', { result: 'failed', endedAt: 'soon' })]) },
    });
    const table = tableOf(document, 'd8-tests');

    expect(document.summary[0]).toMatch(/^2 test runs, 1 failed/);
    expect(found(document, /is kept/)).toEqual(['bare']);
    expect(column(table, 'passed')).toEqual([
      { kind: 'number', value: 3 },
      { kind: 'absent', word: 'not counted' },
    ]);
    expect(column(table, 'endedAt')[1]).toEqual({ kind: 'absent', word: 'unreadable' });
  });

  it('names the rings of the assets, also under names that they had before', () => {
    const rollout = resource('Rollout', 'fleet', { rings: [{ name: 'canary', selector: { names: ['gw-1'] } }] });
    const document = documentOf('D8', {
      assets: [{ name: 'gw-1', formerNames: ['old-gw'] }, { name: 'gw-2' }],
      resources: {
        Rollout: indexed([rollout]),
        TestRecord: indexed([test('ringed', { assets: ['old-gw', 'gw-2'] }), test('bare', {})]),
        RollbackRecord: indexed([rollback('drill', { change: 'edge-1' })]),
      },
    });
    const ring = { kind: 'list', items: [{ kind: 'code', text: 'fleet/canary' }] };

    expect(column(tableOf(document, 'd8-tests'), 'ring')).toEqual([ring, { kind: 'absent', word: 'none' }]);
    expect(column(tableOf(document, 'd8-rollbacks'), 'ring')).toEqual([ring]);
    expect(texts(column(tableOf(document, 'd8-rollbacks'), 'change'))).toEqual(['edge-1']);
  });

  it('says whether the Change that was tested got its go-ahead, and finds one that got it although its test failed', () => {
    const brought = (name: string, change: string, more: object = {}): Resource<'ApprovalRecord'> =>
      approval(name, { change, content: 'same', reviews: [review()], ...more });
    const document = documentOf('D8', {
      resources: {
        TestRecord: indexed([
          test('early', { change: 'one', endedAt: '2026-11-19T10:00:00Z', result: 'failed' }),
          test('late', { change: 'one', endedAt: '2026-11-21T10:00:00Z' }),
          test('broken', { change: 'two', endedAt: '2026-11-19T10:00:00Z', result: 'failed' }),
          test('when', { change: 'two', endedAt: 'soon' }),
          test('open', { change: 'three' }),
          test('free', {}),
        ]),
        ApprovalRecord: indexed([
          brought('again', 'one', { reviews: [review({ submittedAt: '2026-11-25T10:00:00Z' })] }),
          brought('first', 'one'),
          brought('second', 'two'),
          brought('nobody', 'three', { reviews: [] }),
        ]),
      },
    });

    expect(texts(column(tableOf(document, 'd8-tests'), 'goAhead'))).toEqual([
      'approved after the test, 2026-11-20T10:00:00Z (first)',
      'approved before the test, 2026-11-20T10:00:00Z (first)',
      'approved after the test, 2026-11-20T10:00:00Z (second)',
      'approved, when is not known (second)',
      '(no approval on record)',
      '(it names no Change)',
    ]);
    expect(found(document, /last test failed/)).toEqual(['two: broken']);
  });

  it('shows how long a way back took, and from where to where', () => {
    const full = rollback('full', {
      application: { name: 'lodash' },
      fromVersion: '2',
      toVersion: '1',
      restorePoint: 'snap-1',
    });
    const document = documentOf('D8', {
      resources: { RollbackRecord: indexed([full, rollback('bare', { startedAt: 'x' })]) },
    });
    const table = tableOf(document, 'd8-rollbacks');

    expect(texts(column(table, 'duration'))).toEqual(['30 min', '(not known)']);
    expect(texts(column(table, 'versions'))).toEqual(['lodash from 2 to 1', '(not stated)']);
  });

  it('names visits that are proposed or approved and lack a test or a drill', () => {
    const gates = [
      { gate: 'test-evidence', status: 'open', needs: 'a smoke test' },
      { gate: 'rollback-drill', status: 'open', needs: 'a drill' },
    ] as const;
    const document = documentOf('D8', {
      assets: [{ name: 'gw-1' }],
      requirements: [{ asset: 'gw-1' }],
      visits: [visitOf('gw-1', ['R-gw-1-openssl'], { state: 'proposed', gates })],
    });

    expect(found(document, /has the tests/)[0]).toContain('on gw-1: a smoke test');
    expect(found(document, /was drilled/)[0]).toContain('on gw-1: a drill');
  });
});
