import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import type { Exception } from '../../../src/model/generated/exception.ts';
import type { PatchPolicy } from '../../../src/model/generated/patch-policy.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { ReportCell, ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { deploymentRecord, deploymentRow, indexed, type ReportSketch, reportInput } from '../../support/report.ts';
import { at } from '../../support/world.ts';

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

describe('ageing', () => {
  const assets = [{ name: 'gw-1', owner: 'edge' }];
  const overdue = { asset: 'gw-1', due: '2026-11-20T12:00:00Z', overdue: true } as const;

  it('keeps a breach in the count although an exception covers it', () => {
    const document = documentOf('D5', { assets, requirements: [{ ...overdue, state: 'excepted' }] });

    expect(document.summary[0]).toMatch(/^1 breach among 1 open requirement/);
    expect(tableOf(document, 'd5-breaches').rows).toHaveLength(1);
  });

  it('counts days late, names who answers, and a breach that no visit ends', () => {
    const document = documentOf('D5', { assets, requirements: [{ ...overdue, state: 'overdue' }] });
    const table = tableOf(document, 'd5-breaches');

    expect(column(table, 'daysLate')).toEqual([{ kind: 'number', value: 2 }]);
    expect(column(table, 'owner')).toEqual([{ kind: 'text', text: 'edge' }]);
    expect(found(document, /has a visit that will end it/)).toHaveLength(1);
  });

  it('names the roles of every step of escalation that has been reached', () => {
    const spec: Partial<PatchPolicy['spec']> = {
      rules: [],
      escalation: [
        { at: '-1d', role: 'lead' },
        { at: '+1d', role: 'head' },
        { at: '+5d', role: 'board' },
      ],
    };
    const document = documentOf('D5', {
      assets,
      requirements: [{ ...overdue, state: 'overdue', governance: { policies: ['base'] } }],
      resources: { PatchPolicy: indexed([resource('PatchPolicy', 'base', spec)]) },
    });

    expect(column(tableOf(document, 'd5-breaches'), 'escalatedTo')).toEqual([
      {
        kind: 'list',
        items: [
          { kind: 'code', text: 'head' },
          { kind: 'code', text: 'lead' },
        ],
      },
    ]);
  });

  it('adds up over all ages, those without a running clock among them, and draws the same numbers', () => {
    const document = documentOf('D5', { assets, requirements: [{ ...overdue, state: 'overdue' }] });
    const { population } = tableOf(document, 'd5-ageing');
    const [figure] = document.sections.flatMap(({ figures }) => figures ?? []);

    expect(population).toMatchObject({ rowsIn: 1, rowsShown: 1, addsUp: true });
    expect(population.reconciliation).toContainEqual({ label: 'not started', count: 1 });
    expect(figure).toMatchObject({ tableId: 'd5-ageing', chart: { kind: 'stacked-bars' } });
  });
});

describe('the register of exceptions', () => {
  const spec = (more: Partial<Exception['spec']> = {}): Exception['spec'] => ({
    selector: { names: ['gw-1'] },
    advisories: ['CVE-2026-0001'],
    treatment: 'accept',
    reason: 'no window',
    requestedBy: 'ann',
    expires: '2026-12-31',
    ...more,
  });
  const register = (more: Partial<Exception['spec']>): ReportDocument =>
    documentOf('D6', {
      assets: [{ name: 'gw-1' }],
      resources: { Exception: indexed([resource('Exception', 'one', spec(more))]) },
    });

  it('shows one that nobody approved as proposed, with nobody as its approver', () => {
    const table = tableOf(register({}), 'd6-exceptions');

    expect(column(table, 'status')).toEqual([{ kind: 'text', text: 'proposed' }]);
    expect(column(table, 'approvedBy')).toEqual([{ kind: 'absent', word: 'nobody' }]);
  });

  it('names those in force that end within 30 days', () => {
    const approval = resource('ApprovalRecord', 'merge', {
      ...{ mergeCommit: 'a'.repeat(40), mergedAt: '2026-11-01T00:00:00Z', commitAuthors: ['ann'], evidence: 'forge' },
      ...{ content: 'same', resources: [{ kind: 'Exception', name: 'one' }] },
      reviews: [{ id: '1', state: 'approved', user: { login: 'bob' }, submittedAt: '2026-11-01T00:00:00Z' }],
    });
    const ending = (expires: string): readonly string[] =>
      found(
        documentOf('D6', {
          assets: [{ name: 'gw-1' }],
          resources: {
            Exception: indexed([resource('Exception', 'one', spec({ expires }))]),
            ApprovalRecord: indexed([approval]),
          },
        }),
        /ends within 30 days/,
      );

    expect(ending('2026-12-20')).toEqual([expect.stringMatching(/^one: ends 2026-12-21 /)]);
    expect(ending('2026-12-31')).toEqual([]);
  });

  it('keeps one that has expired', () => {
    const table = tableOf(register({ expires: '2026-11-21' }), 'd6-exceptions');

    expect(column(table, 'status')).toEqual([{ kind: 'text', text: 'expired' }]);
  });

  it('names those without a compensating control, and controls without evidence', () => {
    expect(found(register({}), /protects meanwhile/)).toEqual(['one']);
    const table = tableOf(register({ compensatingControls: [{ control: 'WAF rule' }] }), 'd6-exceptions');
    expect(column(table, 'controls')).toEqual([
      { kind: 'list', items: [{ kind: 'text', text: 'WAF rule (no evidence named)' }] },
    ]);
    expect(found(register({ compensatingControls: [{ control: 'WAF rule' }] }), /names its evidence/)).toEqual([
      'one: WAF rule',
    ]);
  });
});

describe('the register of sources', () => {
  const asOf = at('2026-11-22T12:00:00Z');
  const feed = (name: string, fetchedAt: string | undefined) => ({
    name,
    documents: 3,
    ...(fetchedAt === undefined ? {} : { fetchedAt: at(fetchedAt) }),
  });

  it('tells fresh, stale and never fetched apart, and lists what is not fresh as a gap', () => {
    const feeds = [feed('a', '2026-11-22T06:00:00Z'), feed('b', '2026-11-20T06:00:00Z'), feed('c', undefined)];
    const document = documentOf('D3', { asOf, catalog: { feeds } });

    expect(column(tableOf(document, 'd3-sources'), 'state')).toEqual(
      ['fresh', 'stale', 'never fetched'].map((text) => ({ kind: 'text', text })),
    );
    expect(found(document, /within its time/)).toEqual(['b: stale', 'c: never fetched']);
  });

  it('names who sees to a source, and says of one that nobody does', () => {
    const sources = [{ name: 'a', owner: 'platform' }, { name: 'b' }];
    const document = documentOf('D3', {
      asOf,
      resources: { Workspace: indexed([resource('Workspace', 'acme', { catalog: { sources } })]) },
    });

    expect(column(tableOf(document, 'd3-sources'), 'owner')).toEqual([
      { kind: 'code', text: 'platform' },
      { kind: 'absent', word: 'nobody named' },
    ]);
    expect(found(document, /somebody who sees to it/)).toEqual(['b']);
  });

  describe('with evaluations on record', () => {
    const advisory = (id: string, file: string, published?: string) => ({
      ...{ id, aliases: [`CVE-${id}`], related: [], upstream: [], summary: '', affected: [], severity: [], file },
      ...(published === undefined ? {} : { published: at(published) }),
    });
    const evaluation = (name: string, spec: object) =>
      resource('EvaluationRecord', name, { evaluator: 'p-ann', evaluatedAt: '2026-11-20T12:00:00Z', ...spec });
    const indexedSource = (name: string) => ({
      ...{ name, path: `catalog/${name}/`, format: 'osv', sha256: 'a'.repeat(64), documents: 2 },
      ...{ fetchedAt: '2026-11-22T06:00:00Z', importedAt: '2026-11-01T00:00:00Z' },
    });
    const document = documentOf('D3', {
      asOf,
      catalog: {
        feeds: [
          feed('debian', '2026-11-22T06:00:00Z'),
          feed('elsewhere', undefined),
          feed('npm', '2026-11-22T06:00:00Z'),
        ],
        documents: [
          advisory('1', 'catalog/debian/1.json', '2026-11-10T00:00:00Z'),
          advisory('2', 'catalog/debian/2.json'),
          advisory('3', 'catalog/npm/3.json'),
        ],
      },
      resources: {
        CatalogIndex: indexed([
          resource('CatalogIndex', 'feeds', { sources: [indexedSource('debian'), indexedSource('npm')] }),
        ]),
        Team: indexed([resource('Team', 'ops', { people: [{ id: 'p-ann', displayName: 'Ann Meier' }] })]),
        EvaluationRecord: indexed([
          evaluation('first', { rows: [{ advisories: ['CVE-1'], result: 'not-applicable', patch: 'p-1' }] }),
          evaluation('second', {
            supersedes: ['first'],
            sources: [{ name: 'npm', checkedAt: '2026-11-19T00:00:00Z' }],
            rows: [
              { advisories: ['CVE-1'], result: 'applicable' },
              { advisories: ['2', 'CVE-9'], result: 'deferred' },
            ],
          }),
        ]),
      },
    });
    const plainOf = (cell: ReportCell | undefined): unknown => {
      if (cell?.kind === 'list') return cell.items;
      if (cell?.kind === 'number') return cell.value;
      return cell?.kind === 'instant' ? cell.at : cell;
    };
    const texts = (id: string, key: string) => column(tableOf(document, id), key).map(plainOf);

    it('says of each source how much of it was evaluated, by whom, and when somebody consulted it', () => {
      expect(texts('d3-sources', 'evaluated')).toEqual([2, 0, 0]);
      expect(texts('d3-sources', 'applicable')).toEqual([1, 0, 0]);
      expect(texts('d3-sources', 'evaluatedAt')[0]).toBe(at('2026-11-20T12:00:00Z'));
      expect(texts('d3-sources', 'evaluators')).toEqual([
        [{ kind: 'text', text: 'Ann Meier (p-ann)' }],
        { kind: 'absent', word: 'nobody on record' },
        [{ kind: 'text', text: 'Ann Meier (p-ann)' }],
      ]);
      expect(texts('d3-sources', 'consultedAt')[2]).toBe(at('2026-11-19T00:00:00Z'));
      expect(found(document, /was evaluated, as a record says/)).toEqual(['npm: 0 of 1']);
    });

    it('lists decisions with the days since publication, and leaves out what a later record corrects', () => {
      expect(texts('d3-evaluations', 'days')).toEqual([10, { kind: 'absent', word: 'not known' }]);
      expect(tableOf(document, 'd3-evaluations').population).toMatchObject({
        rowsIn: 3,
        excluded: [{ reason: 'corrected by a later record', count: 1 }],
        addsUp: true,
      });
    });
  });

  it('says that nobody is known to look where no source is named', () => {
    expect(tableOf(documentOf('D3', {}), 'd3-sources').whenEmpty).toMatch(/^No source is named/);
  });
});

describe('the policy document', () => {
  const policy = resource('PatchPolicy', 'base', {
    rules: [
      {
        id: 'kev',
        when: { kev: true, cvss: { gte: 7, lt: 9 }, exposure: { known: false } },
        then: { priority: 'immediate', within: '24h', clockStart: { latest: ['released', 'detected'] } },
      },
    ],
    default: { priority: 'scheduled', within: '30d' },
  });
  const document = documentOf('D1', { assets: [{ name: 'gw-1' }], resources: { PatchPolicy: indexed([policy]) } });

  it('lists every rule in order, its default last, in words', () => {
    const table = tableOf(document, 'd1-rules');

    expect(column(table, 'when')).toEqual([
      { kind: 'text', text: 'kev is true and cvss ≥ 7 and cvss < 9 and exposure is unknown' },
      { kind: 'absent', word: 'always' },
    ]);
    expect(column(table, 'clock')[0]).toEqual({ kind: 'text', text: 'latest of released, detected' });
  });

  it('names a policy in force whose approval is on no record', () => {
    expect(found(document, /approved in a merge/)).toEqual(['base']);
  });

  it('names assets that no policy covers', () => {
    const narrow = {
      ...policy,
      document: { ...policy.document, spec: { ...policy.document.spec, selector: { names: ['db-*'] } } },
    };
    const some = documentOf('D1', { assets: [{ name: 'gw-1' }], resources: { PatchPolicy: indexed([narrow]) } });

    expect(found(some, /covers every asset/)).toEqual(['gw-1']);
  });
});

describe('roles', () => {
  const team = resource('Team', 'edge', { people: [{ id: 'ann', displayName: 'Ann Meier' }, { id: 'bob' }] });
  const role = (name: string, spec: object): Resource<'Role'> => resource('Role', name, spec);
  const rolesOf = (...roles: readonly Resource<'Role'>[]): ReportDocument =>
    documentOf('D12', { resources: { Team: indexed([team]), Role: indexed(roles) } });

  it('are held as of the day of the report, and by the members of their teams', () => {
    const document = rolesOf(
      role('approver', {
        holders: [
          { person: 'ann', until: '2026-11-21' },
          { person: 'bob', from: '2026-11-22' },
        ],
      }),
      role('owner', { teams: ['edge'] }),
    );

    expect(column(tableOf(document, 'd12-roles'), 'people')).toEqual([
      { kind: 'list', items: [{ kind: 'text', text: 'bob' }] },
      {
        kind: 'list',
        items: [
          { kind: 'text', text: 'Ann Meier (ann)' },
          { kind: 'text', text: 'bob' },
        ],
      },
    ]);
  });

  it('that nobody is accountable beside are a gap', () => {
    const part = (activity: string, what: string): object => ({ activity, part: what });
    const document = rolesOf(
      role('lead', { responsibilities: [part('Approve', 'accountable'), part('Run', 'responsible')] }),
    );

    expect(found(document, /accountable for every activity/)).toEqual(['Run']);
  });

  it('that are kept apart name who holds both, once, whichever of them says so', () => {
    const document = rolesOf(
      role('approver', { holders: [{ person: 'ann' }], conflictsWith: ['author'] }),
      role('author', { holders: [{ person: 'ann' }], conflictsWith: ['approver'] }),
    );

    expect(tableOf(document, 'd12-conflicts').rows).toHaveLength(1);
    expect(found(document, /kept apart/)).toEqual(['ann: approver and author']);
  });
});

describe('activities', () => {
  const activity = resource('Activity', 'patch-training', {
    type: 'training',
    start: '2026-03-02T09:00',
    rrule: 'FREQ=YEARLY',
    grace: '14d',
    owner: 'ciso',
  });
  const record = resource('ActivityRecord', 'training-2026', {
    activity: 'patch-training',
    heldAt: '2026-03-05T09:00:00Z',
    conductedBy: 'ann',
    participants: ['ann', 'eve'],
    actions: [{ action: 'write it down', owner: 'ann' }],
  });
  const activities = (...records: readonly Resource<'ActivityRecord'>[]): ReportDocument =>
    documentOf('D13', { resources: { Activity: indexed([activity]), ActivityRecord: indexed(records) } });

  it('that nobody held within their grace are missed, and a gap', () => {
    expect(found(activities(), /whose time is over was met/)).toEqual([
      expect.stringMatching(/^patch-training of \d{4}-\d\d-\d\d, due until \d{4}-\d\d-\d\d$/),
    ]);
  });

  it('are met by the record of what was held', () => {
    const table = tableOf(activities(record), 'd13-occurrences');

    expect(column(table, 'state')).toEqual([{ kind: 'text', text: 'met' }]);
    expect(column(table, 'metBy')).toEqual([{ kind: 'code', text: 'training-2026' }]);
  });

  it('name people whom the directory does not know, and records without kept evidence', () => {
    const document = activities(record);

    expect(found(document, /known to the directory/)).toEqual(['ann in training-2026', 'eve in training-2026']);
    expect(found(document, /evidence that is kept/)).toEqual(['training-2026']);
  });
});

describe('the plan of action and milestones', () => {
  const open = { asset: 'gw-1', state: 'open', due: '2026-12-24T12:00:00Z', target: '8.1' } as const;

  it('has the 31 columns of the template, by its headings', () => {
    const { columns } = tableOf(documentOf('D10', {}), 'd10-poam');

    expect(columns).toHaveLength(31);
    expect(columns.map(({ key }) => key)).toEqual(columns.map(({ title }) => title));
    expect(columns[0]?.key).toBe('POAM ID');
    expect(columns[30]?.key).toBe('Service Name');
  });

  it('keeps the first completion date and says beside it what moved', () => {
    const moved = { ...open, originalDue: at('2026-12-01T12:00:00Z') };
    const table = tableOf(documentOf('D10', { assets: [{ name: 'gw-1' }], requirements: [moved] }), 'd10-poam');

    expect(column(table, 'Scheduled Completion Date')).toEqual([{ kind: 'text', text: '2026-12-01' }]);
    expect(column(table, 'Milestone Changes')).toEqual([
      { kind: 'text', text: 'deadline moved to 2026-12-24T12:00:00Z' },
    ]);
  });

  it('does not claim a day of detection or an absence from the KEV catalogue that nobody recorded', () => {
    const document = documentOf('D10', { assets: [{ name: 'gw-1' }], requirements: [open] });

    expect(column(tableOf(document, 'd10-poam'), 'Original Detection Date')[0]).toMatchObject({ kind: 'absent' });
    expect(column(tableOf(document, 'd10-poam'), 'BOD 22-01 tracking')[0]).toMatchObject({ kind: 'absent' });
    expect(found(document, /day of detection/)).toHaveLength(1);
  });
});

describe('what was held', () => {
  const record = resource('ActivityRecord', 'review-1', {
    ...{
      activity: 'patch-review',
      heldAt: 'soon',
      conductedBy: 'ann',
      participants: [],
      result: 'failed',
      about: 'patches',
    },
    ...{
      validUntil: '2027-01-01',
      sentTo: ['all'],
      decisions: ['go on'],
      actions: [{ action: 'a', owner: 'ann', due: '2027-01-02' }],
    },
    artifacts: [
      { name: 'minutes', path: 'docs/minutes.md', sha256: '0'.repeat(64) },
      { name: 'slides', url: 'https://example.org/slides' },
      { name: 'notes' },
      { name: 'video', held: false },
    ],
  });
  const document = documentOf('D13', { resources: { ActivityRecord: indexed([record]) } });

  it('names each artefact with where it is kept, and says of one that is not held that it is not', () => {
    const [cell] = column(tableOf(document, 'd13-records'), 'evidence');

    expect(cell?.kind === 'list' ? cell.items.map((item) => (item.kind === 'text' ? item.text : '')) : []).toEqual([
      `minutes: docs/minutes.md, SHA-256 ${'0'.repeat(64)}`,
      'slides: https://example.org/slides',
      'notes: kept nowhere',
      'video: not held',
    ]);
    expect(column(tableOf(document, 'd13-records'), 'heldAt')).toEqual([{ kind: 'absent', word: 'unreadable' }]);
  });

  it('lists decisions and actions with who does them by when', () => {
    expect(column(tableOf(document, 'd13-actions'), 'kind')).toEqual([
      { kind: 'text', text: 'decision' },
      { kind: 'text', text: 'action' },
    ]);
  });
});

describe('what patching cost', () => {
  const workspace = (cost: object | undefined) =>
    resource('Workspace', 'acme', cost === undefined ? {} : { cost: { currency: 'EUR', ...cost } });
  const sketch = (cost: object | undefined): ReportSketch => ({
    assets: [{ name: 'db-1', facts: { criticality: 'high' } }],
    resources: {
      Workspace: indexed([workspace(cost)]),
      DeploymentRecord: indexed([deploymentRecord('run', [deploymentRow()])]),
    },
  });
  const prices = {
    rates: [{ name: 'ops', base: '60.00', employerShare: '20' }],
    steps: { deploy: { rate: 'ops', minutes: 10, manualMinutes: 30 } },
    tooling: [{ name: 'runners', perMonth: '30.00' }],
  };
  const cellsOf = (document: ReportDocument, id: string, key: string) =>
    column(tableOf(document, id), key).map((cell) =>
      cell && 'text' in cell ? cell.text : cell && 'word' in cell ? `(${cell.word})` : '',
    );

  it('stands beside the figures it belongs to, each amount with what is not known of it', () => {
    const document = documentOf('D11', sketch(prices));
    const amounts = new Map(
      cellsOf(document, 'd11-cost', 'figure').map((title, index) => [
        title,
        cellsOf(document, 'd11-cost', 'amount')[index],
      ]),
    );

    expect(amounts.get('People: deploy')).toBe('EUR 12.00');
    expect(amounts.get('People: verify')).toBe('(not known)');
    expect(amounts.get('Total')).toMatch(/^at least EUR /);
    expect(amounts.get('Saved by automation')).toMatch(/^EUR -\d+\.\d\d as far as known$/);
    expect(cellsOf(document, 'd11-cost-inputs', 'input')).toContain('rates.0.base');
    expect(found(document, /that patching cost/).length).toBeGreaterThan(0);
    for (const id of ['d11-cost', 'd11-cost-inputs']) expect(tableOf(document, id).population.addsUp).toBe(true);
  });

  it('is a gap where no price is stated', () => {
    const document = documentOf('D11', sketch(undefined));

    expect(tableOf(document, 'd11-cost')).toBeUndefined();
    expect(found(document, /that patching cost/)).toEqual([expect.stringContaining('states no prices')]);
  });

  it('tells no pay of anybody in a redacted pack', () => {
    const input = { ...reportInput(sketch(prices)), isRedacted: true };
    const document = buildReport(input).documents.find(({ id }) => id === 'D11') as ReportDocument;

    expect(new Set(cellsOf(document, 'd11-cost-inputs', 'value'))).toEqual(new Set(['(withheld)']));
  });
});
