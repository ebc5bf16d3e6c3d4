import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { integrityDocument } from '../../../src/core/report/integrity.ts';
import type { ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { ClusterPlan } from '../../../src/model/visit.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  visitOf,
} from '../../support/report.ts';
import { at } from '../../support/world.ts';

const tablesOf = (documents: readonly ReportDocument[]): ReadonlyMap<string, ReportTable> =>
  new Map(
    documents.flatMap(({ sections }) =>
      sections.flatMap(({ tables }) => tables.map((table) => [table.id, table] as const)),
    ),
  );
const found = ({ gaps }: ReportDocument, check: RegExp): readonly string[] =>
  gaps.filter((gap) => check.test(gap.check)).flatMap((gap) => [...gap.found]);
const documentOf = (input: ReportInput, id: string): ReportDocument =>
  buildReport(input).documents.find((document) => document.id === id) as ReportDocument;

const deployed: ReportSketch = {
  assets: [{ name: 'db-1', observedIn: ['observed/a.ndjson'] }, { name: 'db-2' }],
  resources: {
    DeploymentRecord: indexed([
      deploymentRecord('old', [deploymentRow({ start: '2026-01-01T00:00:00Z', end: '2026-01-01T01:00:00Z' })]),
      deploymentRecord('new', [deploymentRow()]),
      deploymentRecord('when', [deploymentRow({ start: 'sometime', end: 'later' })]),
    ]),
  },
};

describe('a period', () => {
  const input = {
    ...reportInput(deployed),
    period: { from: at('2026-11-01T00:00:00Z'), to: at('2026-11-22T12:00:00Z') },
  };
  const tables = tablesOf(buildReport(input).documents);

  it('takes out of the log what lies outside, counts it, and keeps what has no readable time', () => {
    expect(tables.get('d9-deployments')?.population).toMatchObject({
      rowsIn: 3,
      rowsShown: 2,
      addsUp: true,
      excluded: [{ reason: 'outside the period', count: 1 }],
      filters: ['from 2026-11-01T00:00:00Z until before 2026-11-22T12:00:00Z'],
    });
  });

  it('says where it leaves nothing out', () => {
    expect(tables.get('d2-assets')?.population.filters.at(-1)).toMatch(/the period leaves nothing out/);
  });

  it('holds for dossiers as well', () => {
    expect(buildReport(input).dossiers).toHaveLength(2);
  });
});

describe('what changed', () => {
  it('is not known without a ledger, and says so', () => {
    expect(buildReport(reportInput()).changed.join(' ')).toMatch(/^From .*: there is no ledger/);
  });

  it('counts what opened, came back and ended in the period, or in the last 91 days', () => {
    const { decision } = reportInput();
    const closed = (by: 'deployment' | 'exception', time: string) => ({
      ...{ by, at: at(time), version: undefined, evidence: undefined, record: 'two' },
    });
    const episode = (opened: string) => ({ openedAt: at(opened), version: '1', record: 'one' });
    const finding = (opened: string, parts: object) => ({
      ...{ name: 'CVE-2026-0001', advisories: ['CVE-2026-0001'], earlier: [], closed: undefined, dues: new Map() },
      ...{ ...episode(opened), ...parts },
    });
    const findings = [
      finding('2026-11-02T00:00:00Z', { closed: closed('deployment', '2026-11-03T00:00:00Z') }),
      finding('2026-11-02T00:00:00Z', { closed: closed('exception', '2026-11-04T00:00:00Z') }),
      finding('2026-11-05T00:00:00Z', {
        earlier: [{ ...episode('2026-01-02T00:00:00Z'), closed: closed('deployment', '2026-01-03T00:00:00Z') }],
      }),
    ];
    const packages = new Map([
      ['npm app', { id: 1, ecosystem: 'npm', name: 'app', path: undefined, declined: [], findings }],
    ]);
    const ledger = { ...decision.ledger, records: 1, assets: new Map([['db-1', packages]]) };

    expect(buildReport({ ...reportInput(), decision: { ...decision, ledger } }).changed.join(' ')).toContain(
      '3 findings opened, 1 of them not for the first time; 1 patched, 1 ended otherwise',
    );
  });
});

describe('the reconciliation', () => {
  it('counts each asset for the first source that reports it, and those that none reports', () => {
    const { population } = tablesOf([documentOf(reportInput(deployed), 'D2')]).get('d2-feeds') as ReportTable;

    expect(population).toMatchObject({
      addsUp: true,
      reconciliation: [
        { label: 'reported', count: 1 },
        { label: 'reported by nobody', count: 1 },
      ],
    });
  });

  it('names a missing list from outside as a gap, and every difference of one that is there', () => {
    const cmdb = {
      name: 'cmdb.csv',
      sha256: '0'.repeat(64),
      listed: 3,
      reconciliation: {
        onlyThere: ['ghost-1'],
        onlyHere: ['db-2'],
        differing: [{ asset: 'db-1', field: 'owner', here: undefined, there: 'ops' }],
        agreeing: 1,
      },
    };
    const document = documentOf({ ...reportInput(deployed), cmdb }, 'D2');

    expect(found(documentOf(reportInput(deployed), 'D2'), /list from outside/)).toEqual([
      'no list was handed in (--cmdb)',
    ]);
    expect(found(document, /list from outside/)).toEqual([
      'ghost-1: only in cmdb.csv',
      'db-2: only in the inventory',
      'db-1: owner is not stated here, ops there',
    ]);
    expect(tablesOf([document]).get('d2-outside')?.population).toMatchObject({ rowsIn: 4, rowsShown: 3, addsUp: true });
  });
});

describe('the drawings', () => {
  it('show the visits of the next days by window, late ones and emergencies told apart', () => {
    const input = reportInput({
      assets: [{ name: 'db-1' }],
      visits: [visitOf('db-1', []), visitOf('db-2', [], { window: undefined, state: 'late' })],
    });
    const [figure] = documentOf(input, 'D9').sections.flatMap(({ figures = [] }) => figures);

    expect(figure?.chart).toMatchObject({
      kind: 'gantt',
      rows: [
        { label: 'nights', bars: [{ kind: 'visit', label: 'db-1' }] },
        { label: 'no window, emergency', bars: [{ kind: 'late' }] },
      ],
    });
    expect(tablesOf([documentOf(input, 'D9')]).get(figure?.tableId ?? '')?.population.addsUp).toBe(true);
  });

  it('show how much of a cluster is protected after each visit, against what is needed', () => {
    const input = reportInput({ assets: [{ name: 'db-1' }], visits: [visitOf('db-1', [])] });
    const cluster = (name: string, coverage: object): ClusterPlan =>
      ({
        cluster: name,
        consensus: 'bft',
        members: 4,
        maxUnavailable: 1,
        soakMs: 0,
        visits: ['V-db-1'],
        coverage,
      }) as unknown as ClusterPlan;
    const schedule = {
      ...input.decision.plan.schedule,
      clusters: [
        cluster('quorum', {
          initialPercent: 50,
          steps: [
            { visit: 'V-db-1', percent: 75 },
            { visit: 'V-gone', percent: 80 },
          ],
          threshold: { percent: 66.7 },
        }),
        cluster('replicas', { initialPercent: 100, steps: [], threshold: undefined }),
      ],
    };
    const document = documentOf(
      { ...input, decision: { ...input.decision, plan: { ...input.decision.plan, schedule } } },
      'D2',
    );
    const figures = document.sections.flatMap((section) => section.figures ?? []);

    expect(figures).toHaveLength(1);
    expect(figures[0]).toMatchObject({
      description: 'From 50 percent to 80 percent in 2 steps; more than 66.7 percent are needed.',
      chart: { kind: 'coverage', needed: 0.667, steps: [{ label: 'db-1', share: 0.75 }] },
    });
    expect(tablesOf([document]).get('d2-clusters')?.rows.length).toBe(2);
  });
});

describe('the integrity statement', () => {
  const recorded = { at: at('2026-11-21T23:00:00Z'), commit: 'c'.repeat(40) };
  const file = 'records/deployment/2026/11/new.yaml';
  const known: ReportInput = {
    ...reportInput(deployed),
    history: { tree: 't'.repeat(40), isShallow: false, recorded: new Map([[file, recorded]]) },
    programDigest: 'sha256:1',
    seals: { head: 'sha256:2', count: 3 },
    dossiers: { kind: 'sample', size: 2, seed: 's' },
  };

  it('lists the digests of the files, the tree, the head of the seals, and how each claim is checked', () => {
    const document = integrityDocument(known, [{ path: 'index.html', sha256: 'f'.repeat(64), bytes: 7 }]);
    const tables = tablesOf([document]);
    const text = JSON.stringify([...tables.values()].map(({ rows }) => rows.map((row) => row)));

    for (const word of ['index.html', 'f'.repeat(64), 't'.repeat(40), 'sha256:2', 'sample of 2, seed s', '--check'])
      expect(text).toContain(word);
    for (const table of tables.values()) expect(table.population.addsUp, table.id).toBe(true);
  });

  it('names what is not known as gaps: seals, history, records that it does not date', () => {
    const document = integrityDocument(reportInput({ ...deployed, commit: undefined }));

    expect(found(document, /chain of seals/)).toEqual(['no seal is on record']);
    expect(found(document, /as a whole/)).toEqual([expect.stringMatching(/there is no commit/)]);
    expect(found(document, /built/)).toHaveLength(1);
    expect(found(integrityDocument(known), /tells when each record came/)).toHaveLength(2);
    expect(found(integrityDocument(known), /chain of seals/)).toEqual([]);
    expect(document.summary[0]).toMatch(/nobody else can make it again/);
  });

  describe('of merges', () => {
    const commit = 'd'.repeat(40);
    const approval = (name: string, spec: object): Resource<'ApprovalRecord'> =>
      ({
        kind: 'ApprovalRecord',
        name,
        origin: { file: `records/approval/${name}.yaml`, document: 0 },
        document: {
          apiVersion: 'patchledger/v1',
          kind: 'ApprovalRecord',
          metadata: { name },
          spec: { reviews: [], commitAuthors: [], mergeCommit: commit, evidence: 'forge', ...spec },
        },
      }) as unknown as Resource<'ApprovalRecord'>;
    const reviews = [{ id: '1', state: 'approved', user: { login: 'ann' }, submittedAt: '2026-11-20T10:00:00Z' }];
    const recordedAt = (text: string) => ({ at: at(text), commit });
    const input: ReportInput = {
      ...reportInput({
        resources: {
          ApprovalRecord: indexed([
            approval('seen', { reviews, mergedAt: '2026-11-20T11:00:00Z' }),
            approval('early', { mergedAt: '2026-11-20T12:00:00Z', supersedes: ['old'] }),
            approval('said', { evidence: 'asserted', assertedBy: 'p-ann', mergedAt: '2026-11-20T12:00:00Z' }),
            approval('bare', {}),
            approval('old', {}),
          ]),
        },
      }),
      history: {
        tree: 't',
        isShallow: false,
        recorded: new Map([
          ['records/approval/seen.yaml', recordedAt('2026-11-20T11:01:00Z')],
          ['records/approval/early.yaml', recordedAt('2026-11-19T12:00:00Z')],
          ['records/approval/said.yaml', recordedAt('2026-11-19T12:00:00Z')],
        ]),
      },
    };
    const document = integrityDocument(input);
    const attested = tablesOf([document]).get('d14-attested');

    it('shows the times of the forge beside that of the commit, and who gave them', () => {
      expect(attested?.rows.map((row) => row.slice(0, 5))[0]).toEqual([
        { kind: 'code', text: 'seen' },
        { kind: 'text', text: 'the forge' },
        { kind: 'instant', at: at('2026-11-20T10:00:00Z') },
        { kind: 'instant', at: at('2026-11-20T11:00:00Z') },
        { kind: 'instant', at: at('2026-11-20T11:01:00Z') },
      ]);
      expect(attested?.population).toMatchObject({ rowsIn: 5, rowsShown: 4, addsUp: true });
      expect(attested?.rows.map((row) => row[4])[3]).toEqual({ kind: 'absent', word: 'not in the history' });
    });

    it('counts the files that a merge brought which the forge dated', () => {
      const rows =
        tablesOf([document])
          .get('d14-recorded')
          ?.rows.map((row) => row.slice(0, 4)) ?? [];

      expect(rows).toContainEqual([
        { kind: 'code', text: 'ApprovalRecord' },
        { kind: 'number', value: 5 },
        { kind: 'number', value: 3 },
        { kind: 'number', value: 3 },
      ]);
    });

    it('names merges that no forge dated, and commits that bear a time before the merge', () => {
      expect(found(document, /the forge dated every merge/)).toEqual([
        'said: asserted, not read from the forge',
        'bare: it names no time of the merge',
      ]);
      expect(found(document, /from before the merge/)).toEqual([
        'early: committed 2026-11-19T12:00:00Z, merged 2026-11-20T12:00:00Z',
      ]);
    });
  });

  it('says that a shallow clone was not looked at whole', () => {
    const history = { tree: 't', isShallow: true, recorded: new Map() };

    expect(found(integrityDocument({ ...known, history, dossiers: { kind: 'all' } }), /as a whole/)).toEqual([
      expect.stringMatching(/shallow/),
    ]);
  });
});
