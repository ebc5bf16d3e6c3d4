import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkOscal } from '../../../src/core/oscal/check.ts';
import { type OscalFile, oscalFiles } from '../../../src/core/oscal/documents.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import { frameworkMatrices, readShippedMappings } from '../../../src/core/report/frameworks.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import type { OscalAssessmentPlan, OscalAssessmentResults, OscalPoam } from '../../../src/model/oscal.ts';
import type { OscalComponentDefinition } from '../../../src/model/oscal-component.ts';
import type { OscalDocument } from '../../../src/model/oscal-document.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { policy } from '../../support/policies.ts';
import { deploymentRecord, deploymentRow, indexed, reportInput, visitOf } from '../../support/report.ts';
import { at, componentWith } from '../../support/world.ts';

const folder = new URL('../../../policies/frameworks/', import.meta.url);
const shipped = frameworkMatrices(
  readShippedMappings(
    readdirSync(folder).map((name) => ({ path: name, text: readFileSync(new URL(name, folder), 'utf8') })),
  ),
  [],
);

const digest = 'e'.repeat(64);

function filesOf(input: ReportInput, without: readonly string[] = []): readonly OscalFile[] {
  const whole = { frameworks: shipped, ...input };
  const report = buildReport(whole);
  return [
    ...oscalFiles({
      input: whole,
      report: { ...report, documents: report.documents.filter(({ id }) => !without.includes(id)) },
      digestOf: (file) => (file.startsWith('inventory/') ? digest : undefined),
      csv: new Map([['d2-assets', { path: 'csv/d2-assets.csv', sha256: digest }]]),
    }),
  ];
}

const documentsOf = (input: ReportInput): readonly OscalDocument[] =>
  filesOf(input).flatMap((file) => (file.kind === 'document' ? [file.document] : []));

function only<K extends string, T>(documents: readonly object[], key: K): T {
  const found = documents.flatMap((document) => (key in document ? [(document as Record<K, T>)[key]] : []));
  expect(found).toHaveLength(1);
  return found[0] as T;
}

const results = (input: ReportInput): OscalAssessmentResults => only(documentsOf(input), 'assessment-results');
const poam = (input: ReportInput): OscalPoam => only(documentsOf(input), 'plan-of-action-and-milestones');

const openssl = componentWith();
const late = { asset: 'db-1', due: '2026-11-20T00:00:00Z', state: 'overdue', overdue: true } as const;

describe('the OSCAL documents', () => {
  it('are left out, with the reason, where OSCAL has no empty one', () => {
    const absent = filesOf({ ...reportInput(), frameworks: [] });

    expect(absent).toEqual([
      expect.objectContaining({ kind: 'absent', because: expect.stringContaining('no mapping') }),
      expect.objectContaining({ kind: 'absent', because: expect.stringContaining('no mapping') }),
      expect.objectContaining({ kind: 'absent', because: 'nothing is open' }),
      expect.objectContaining({ kind: 'absent', because: expect.stringContaining('no mapping') }),
    ]);
  });

  it('refer to nothing that is not there, whatever the estate holds', () => {
    const input = reportInput({
      assets: [{ name: 'db-1', components: [openssl], lastSeen: at('2026-11-22T00:00:00Z') }, { name: 'db-2' }],
      requirements: [late, { asset: 'db-2', state: 'unknown' }],
      visits: [visitOf('db-1', ['R-1'])],
      resources: { DeploymentRecord: indexed([deploymentRecord('job-1', [deploymentRow()])]) },
    });
    const documents = documentsOf(input);

    expect(documents).toHaveLength(3);
    for (const document of documents) expect(checkOscal(document)).toEqual([]);
  });

  it('are equal for equal estates, and of the commit and the instant, never of the hour', () => {
    const sketch = { assets: [{ name: 'db-1' }], requirements: [late] };

    expect(documentsOf(reportInput(sketch))).toEqual(documentsOf(reportInput(sketch)));
    expect(poam(reportInput(sketch)).metadata).toMatchObject({
      'last-modified': '2026-11-22T12:00:00Z',
      version: 'a'.repeat(40),
      'oscal-version': '1.2.1',
    });
  });

  it('keep the UUID of a risk when the commit changes, and give the document another', () => {
    const sketch = { assets: [{ name: 'db-1' }], requirements: [late] };
    const [before, after] = [poam(reportInput(sketch)), poam(reportInput({ ...sketch, commit: 'b'.repeat(40) }))];

    expect(after.risks.map(({ uuid }) => uuid)).toEqual(before.risks.map(({ uuid }) => uuid));
    expect(after.uuid).not.toBe(before.uuid);
  });

  it('share no UUID between estates of different names', () => {
    const sketch = { assets: [{ name: 'db-1' }], requirements: [late] };

    expect(poam(reportInput({ ...sketch, name: 'other' })).risks[0]?.uuid).not.toBe(
      poam(reportInput(sketch)).risks[0]?.uuid,
    );
  });

  it('name files that are not committed by their digest', () => {
    const { metadata } = poam(reportInput({ commit: undefined, assets: [{ name: 'db-1' }], requirements: [late] }));

    expect(metadata.version).toBe(`sha256:${'0'.repeat(64)}`);
    expect(metadata.remarks).toContain('not committed');
  });
});

describe('an observation', () => {
  const observations = (input: ReportInput) => results(input).results[0]?.observations ?? [];

  it('is of when a machine last saw the asset, and counts as long as the Workspace lets it', () => {
    const lastSeen = at('2026-11-21T00:00:00Z');
    const [verdict] = observations(reportInput({ assets: [{ name: 'db-1', lastSeen }] }));

    expect(verdict).toMatchObject({ collected: '2026-11-21T00:00:00Z', expires: '2026-12-05T00:00:00Z' });
    expect(verdict?.remarks).toBeUndefined();
  });

  it('says so where people alone state what is installed', () => {
    const [verdict] = observations(reportInput({ assets: [{ name: 'db-1' }] }));

    expect(verdict?.remarks).toContain('No machine reported this');
    expect(verdict?.expires).toBeUndefined();
  });

  it('leads to its files with their hash, and says where one is not known', () => {
    const input = reportInput({
      assets: [
        { name: 'db-1' },
        { name: 'db-2', observedIn: ['observed/a.ndjson'], lastSeen: at('2026-11-21T00:00:00Z') },
      ],
    });
    const resources = results(input)['back-matter']?.resources ?? [];

    expect(resources.find(({ title }) => title === 'inventory/hosts.yaml')?.rlinks).toEqual([
      { href: 'inventory/hosts.yaml', hashes: [{ algorithm: 'SHA-256', value: digest }] },
    ]);
    expect(resources.find(({ title }) => title === 'observed/a.ndjson')?.remarks).toContain('not known');
    expect(resources.find(({ title }) => title === 'csv/d2-assets.csv')?.rlinks?.[0]?.href).toBe(
      '../csv/d2-assets.csv',
    );
  });

  it('counts what it does not name when it rests on many files', () => {
    const observedIn = Array.from({ length: 12 }, (_, index) => `observed/${index}.ndjson`);
    const [verdict] = observations(
      reportInput({ assets: [{ name: 'db-1', observedIn, lastSeen: at('2026-11-21T00:00:00Z') }] }),
    );

    expect(verdict?.['relevant-evidence'].filter(({ href }) => href !== undefined)).toHaveLength(11);
    expect(verdict?.['relevant-evidence'].map(({ description }) => description)).toContain(
      'What is installed: 2 more files, listed in csv/d2-assets.csv.',
    );
  });

  it('tells each patch that a job deployed once, with the assets that it reached', () => {
    const rows = [
      deploymentRow(),
      deploymentRow({ asset: 'db-2' }),
      deploymentRow({ asset: 'gone', result: 'failed' }),
    ];
    const input = reportInput({
      assets: [{ name: 'db-1' }, { name: 'db-2' }],
      resources: { DeploymentRecord: indexed([deploymentRecord('job-1', rows)]) },
    });
    const deployed = observations(input).filter(({ types }) => types.includes('historic'));

    expect(deployed.map(({ title, subjects }) => [title, subjects?.length ?? 0])).toEqual([
      ['openssl 3.0.15-1~deb12u1 deployed by ansible: succeeded', 2],
      ['openssl 3.0.15-1~deb12u1 deployed by ansible: failed', 0],
    ]);
    expect(deployed[1]?.remarks).toContain('not in the estate today');
  });

  it('is of the period where the report has one, and kept where its record says no moment', () => {
    const records = [
      deploymentRecord('old', [deploymentRow({ start: '2026-01-01T00:00:00Z', end: '2026-01-01T01:00:00Z' })]),
      deploymentRecord('vague', [deploymentRow({ start: 'soon', end: 'later' })]),
    ];
    const input = {
      ...reportInput({ assets: [{ name: 'db-1' }], resources: { DeploymentRecord: indexed(records) } }),
      period: { from: at('2026-11-01T00:00:00Z'), to: at('2026-11-22T12:00:00Z') },
    };
    const deployed = observations(input).filter(({ types }) => types.includes('historic'));

    expect(deployed.map(({ props }) => props[0]?.value)).toEqual(['vague']);
    expect(deployed[0]?.remarks).toContain('no moment');
    expect(results(input).metadata.props.map(({ name }) => name)).toEqual([
      'inputs-digest',
      'period-from',
      'period-to',
    ]);
  });

  it('is made of every kind of record that a document of the pack lists', () => {
    const record = (kind: string, spec: object): Resource =>
      ({ kind, name: kind, document: { spec }, origin: { file: `records/${kind}.yaml`, document: 0 } }) as Resource;
    const when = '2026-11-20T10:00:00Z';
    const records = [
      record('EvaluationRecord', { rows: [], evaluator: 'ann', evaluatedAt: when }),
      record('ApprovalRecord', { reviews: [], commitAuthors: [], evidence: 'forge', mergedAt: when, change: 'c-1' }),
      record('TestRecord', { patches: [], environment: 'staging', kinds: ['smoke'], result: 'passed', endedAt: when }),
      record('RollbackRecord', {
        occasion: 'drill',
        procedure: 'p',
        assets: ['db-1'],
        result: 'failed',
        endedAt: when,
      }),
      record('VerificationRecord', {
        method: 'agent',
        verifier: 'v',
        rows: [{ asset: 'db-1', application: { ecosystem: 'npm', name: 'a' }, verifiedAt: when }],
      }),
      record('ActivityRecord', { activity: 'drill', heldAt: when, conductedBy: 'ann', participants: [] }),
    ];
    const resources = Object.fromEntries(records.map((one) => [one.kind, indexed([one])]));
    const input = reportInput({ assets: [{ name: 'db-1' }], resources });
    const made = observations(input).filter(({ types }) => types.includes('historic'));

    expect(made.map(({ title }) => title)).toEqual([
      '0 rows evaluated by ann',
      'Approval of c-1, read from the forge',
      'Tests (smoke) in staging: passed',
      'Rollback by p (drill): failed',
      '1 installations checked by agent (v)',
      'Duty drill held: completed',
    ]);
    expect(new Set(made.map(({ collected }) => collected))).toEqual(new Set([when]));
  });
});

describe('a finding', () => {
  const verdict = (input: ReportInput, objective: string) =>
    results(input).results[0]?.findings?.find(({ target }) => target['target-id'] === objective)?.target.status;

  it('fails where something is overdue without an exception, with the risk', () => {
    const input = reportInput({ assets: [{ name: 'db-1' }], requirements: [late] });
    const found = results(input).results[0]?.findings?.find(({ target }) => target['target-id'] === 'si-2_obj.c');

    expect(found?.target.status).toMatchObject({ state: 'not-satisfied', reason: 'fail' });
    expect(found?.['related-risks']).toEqual([{ 'risk-uuid': poam(input).risks[0]?.uuid }]);
  });

  it('is never satisfied by an estate without assets', () => {
    expect(verdict(reportInput(), 'cm-8_obj')).toMatchObject({ state: 'not-satisfied', reason: 'other' });
    expect(verdict(reportInput(), 'cm-8_obj')?.remarks).toContain('nothing was examined');
  });

  it('names the documents that the pack does not hold', () => {
    const files = filesOf(reportInput({ assets: [{ name: 'db-1' }] }), ['D14']);
    const documents = files.flatMap((file) => (file.kind === 'document' ? [file.document] : []));
    const made: OscalAssessmentResults = only(documents, 'assessment-results');
    const found = made.results[0]?.findings?.find(({ target }) => target['target-id'] === 'au-9_obj');

    expect(found?.target.status.remarks).toContain('D14 is not in this pack');
  });

  it('says of every objective that it is evidence, and names enhancements as the catalogue does', () => {
    const findings = results(reportInput()).results[0]?.findings ?? [];

    expect(findings.map(({ target }) => target['target-id'])).toContain('cm-3.2_obj');
    expect(findings.every(({ remarks }) => remarks.includes('not a statement that the control is met'))).toBe(true);
  });
});

describe('a risk', () => {
  it('carries its deadline, its milestones and what says by which rule', () => {
    const input = reportInput({
      assets: [{ name: 'db-1' }],
      requirements: [late],
    });
    const { id } = input.decision.plan.requirements[0] ?? { id: '' };
    const visited = reportInput({
      assets: [{ name: 'db-1' }],
      requirements: [late],
      visits: [visitOf('db-1', [id], { state: 'approved' })],
    });
    const [risk] = poam(visited).risks;

    expect(risk).toMatchObject({ status: 'remediating', deadline: '2026-11-20T00:00:00Z' });
    expect(risk?.remediations?.[0]?.lifecycle).toBe('planned');
    expect(risk?.remediations?.[0]?.tasks?.map(({ timing }) => Object.keys(timing ?? {}))).toEqual([
      ['on-date'],
      ['within-date-range'],
    ]);
    expect(poam(input).risks[0]).toMatchObject({ status: 'open', remediations: [{ lifecycle: 'recommendation' }] });
  });

  it('has no deadline where no policy sets one, and says that severity and exploitation are unknown', () => {
    const [risk] = poam(reportInput({ assets: [{ name: 'db-1' }], requirements: [{ asset: 'db-1' }] })).risks;

    expect(risk?.deadline).toBeUndefined();
    expect(risk?.props).toContainEqual(expect.objectContaining({ name: 'deadline-stated', value: 'no' }));
    expect(risk?.characterizations[0]?.facets).toContainEqual(
      expect.objectContaining({ name: 'known-exploited', value: 'unknown' }),
    );
  });
});

describe('the plan of action', () => {
  it('says what stands in for the identifier that an authority assigns', () => {
    const made = poam(reportInput({ assets: [{ name: 'db-1' }], requirements: [late] }));

    expect(made['system-id']['identifier-type']).toBe('https://ietf.org/rfc/rfc4122');
    expect(made.metadata.remarks).toContain('stands in');
    expect(made['poam-items'][0]?.remarks).toContain('Resources required');
  });

  it('defines the assets that its items are about, and no others', () => {
    const made = poam(reportInput({ assets: [{ name: 'db-1' }, { name: 'db-2' }], requirements: [late] }));

    expect(made['local-definitions']['inventory-items']?.map(({ description }) => description)).toEqual(['Asset db-1']);
  });
});

describe('the assessment plan', () => {
  it('names each document of the pack as an activity, with its checks', () => {
    const plan: OscalAssessmentPlan = only(documentsOf(reportInput()), 'assessment-plan');

    expect(plan['local-definitions'].activities.map(({ title }) => title)).toContain('D4 Patch status');
    expect(plan['import-ssp'].href).toBe(`#${plan['back-matter'].resources[0]?.uuid}`);
  });
});

describe('the component definition', () => {
  const base = policy(
    'base',
    `{owner: ciso, reviewBy: 2026-12-31, extends: [month],
      rules: [{id: critical, when: {severity: critical}, then: {priority: immediate, within: 24h, clockStart: {latest: [released, detected]}}}]}`,
  );
  const month = policy(
    'month',
    '{preset: {id: month, date: 2026-01-01}, rules: [], default: {priority: scheduled, within: 1mo, clockStart: released}}',
  );
  const other = policy('other', '{extends: [month], rules: []}');
  const definition = (resources: readonly (typeof base)[]): OscalComponentDefinition =>
    only(documentsOf(reportInput({ resources: { PatchPolicy: indexed(resources) } })), 'component-definition');
  const made = definition([base, month, other]);
  const controls = made.components[0]?.['control-implementations'][0]?.['implemented-requirements'] ?? [];

  it('shows the policies in force as one component of type policy, each once and with its file', () => {
    const [component] = made.components;

    expect(component?.type).toBe('policy');
    expect(component?.props.flatMap(({ name, value }) => (name === 'policy' ? [value] : []))).toEqual([
      'base',
      'month',
      'other',
    ]);
    expect(component?.props).toContainEqual(expect.objectContaining({ name: 'owner', value: 'ciso' }));
    expect(made['back-matter']?.resources.map(({ title }) => title)).toEqual([
      'policies/base.yaml',
      'policies/month.yaml',
      'policies/other.yaml',
    ]);
    expect(checkOscal({ 'component-definition': made })).toEqual([]);
  });

  it('offers evidence for each control of the mapping once, and never calls it met', () => {
    const ids = controls.map((one) => one['control-id']);

    expect(ids).toContain('cm-3.2');
    expect(new Set(ids).size).toBe(ids.length);
    expect(controls.every(({ remarks }) => remarks.includes('not a statement that the control is met'))).toBe(true);
  });

  it('gives the deadlines of the rules as the time that SI-2 leaves open, and its parts their own documents', () => {
    const flaws = controls.find((one) => one['control-id'] === 'si-2');

    expect(flaws?.['set-parameters']).toEqual([
      {
        'param-id': 'si-02_odp',
        values: [
          'immediate: 24h from latest(released, detected), base/critical',
          'scheduled: 1mo from released, month/default',
        ],
      },
    ]);
    expect(flaws?.statements?.map((one) => one['statement-id'])).toEqual(
      ['a', 'b', 'c', 'd'].map((part) => `si-2_smt.${part}`),
    );
    expect(controls.filter((one) => one['set-parameters'] !== undefined)).toHaveLength(1);
  });

  it('keeps the UUIDs of the component and of its controls when the commit changes', () => {
    const uuids = (commit: string) => {
      const input = reportInput({ commit, resources: { PatchPolicy: indexed([base, month]) } });
      const one: OscalComponentDefinition = only(documentsOf(input), 'component-definition');
      return JSON.stringify(one.components).match(/"uuid":"[^"]+"/g);
    };

    expect(uuids('b'.repeat(40))).toEqual(uuids('a'.repeat(40)));
  });

  it('is left out where no policy is in force', () => {
    expect(filesOf(reportInput()).at(-1)).toEqual(expect.objectContaining({ because: 'no policy is in force' }));
  });
});
