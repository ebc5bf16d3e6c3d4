import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import type { Report, ReportCell, ReportDocument, ReportTable } from '../../../src/model/report.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  inventory,
  type ReportSketch,
  reportInput,
  verificationRecord,
} from '../../support/report.ts';
import { assessmentWith, at, componentWith, findingWith } from '../../support/world.ts';

const documentOf = (id: ReportDocument['id'], sketch: ReportSketch): ReportDocument =>
  buildReport(reportInput(sketch)).documents.find((document) => document.id === id) as ReportDocument;

/** D4 of an estate that lists every asset of which something is required. */
const patchStatusOf = ({ requirements = [], ...sketch }: ReportSketch): ReportDocument => {
  const assets = [...new Set(requirements.map(({ asset = 'a' }) => asset))].map((name) => ({ name }));
  return documentOf('D4', { assets, requirements, ...sketch });
};

const tableOf = ({ sections }: ReportDocument, id: string): ReportTable =>
  sections.flatMap(({ tables }) => tables).find((table) => table.id === id) as ReportTable;

/** The cells of a column, top to bottom. */
const column = ({ columns, rows }: ReportTable, key: string): readonly (ReportCell | undefined)[] =>
  rows.map((row) => row[columns.findIndex((one) => one.key === key)]);

const found = ({ gaps }: ReportDocument, check: RegExp): readonly string[] => {
  const matching = gaps.filter((gap) => check.test(gap.check));
  expect(matching).toHaveLength(1);
  return matching.flatMap((gap) => [...gap.found]);
};

describe('the inventory', () => {
  it('shows what is not stated as unknown, and lists it as a gap', () => {
    const document = documentOf('D2', { assets: [{ name: 'gw-1', facts: { environment: 'production' } }] });

    expect(column(tableOf(document, 'd2-assets'), 'exposure')).toEqual([{ kind: 'absent', word: 'unknown' }]);
    expect(found(document, /are stated/)).toEqual(['gw-1: type, criticality, exposure, dataClassification']);
    expect(found(document, /owner/)).toEqual(['gw-1']);
    expect(found(document, /a machine reported/)).toEqual(['gw-1']);
  });

  it('names an asset that was not seen lately, also when its verdict speaks of worse', () => {
    const lastSeen = at('2026-11-01T00:00:00Z');
    const document = documentOf('D2', { assets: [{ name: 'gw-1', lastSeen, compliance: 'non-compliant' }] });

    expect(found(document, /seen lately/)).toEqual(['gw-1: last seen 2026-11-01 00:00 +00:00, longer ago than 14d']);
    expect(found(document, /known to be installed/)).toEqual(['gw-1']);
  });

  it('counts an asset that is listed twice as left out, with the reason', () => {
    const twice = inventory(['gw-1', 'gw-1']);

    const { population } = tableOf(
      documentOf('D2', { assets: [{ name: 'gw-1' }], resources: { Inventory: indexed([twice]) } }),
      'd2-assets',
    );

    expect(population).toMatchObject({ rowsIn: 2, rowsShown: 1, addsUp: true, excluded: [{ count: 1 }] });
  });

  it('does not add up when an asset stands in no inventory', () => {
    const document = documentOf('D2', {
      assets: [{ name: 'gw-1' }],
      resources: { Inventory: indexed([inventory([])]) },
    });

    expect(tableOf(document, 'd2-assets').population.addsUp).toBe(false);
    expect(found(document, /adds up/)).toHaveLength(1);
  });

  it('never calls an unwatched ecosystem watched', () => {
    const document = documentOf('D2', {
      assets: [{ name: 'plc-1', components: [componentWith({ ecosystem: 'generic' }), componentWith()] }],
      unwatched: [{ ecosystem: 'generic', components: 1, assets: ['plc-1'] }],
    });

    expect(column(tableOf(document, 'd2-software'), 'watched')).toEqual([
      { kind: 'text', text: 'no advisory source' },
      { kind: 'text', text: 'yes' },
    ]);
    expect(found(document, /ecosystem/)).toEqual(['generic: 1 component on 1 asset (plc-1)']);
  });

  it('names what reports without being listed', () => {
    const stranger = diagnostic(
      'link/observed-unknown-asset',
      { asset: 'rogue-1' },
      { at: { file: 'observed/a.ndjson' } },
    );

    expect(found(documentOf('D2', { diagnostics: [stranger] }), /everything that reports/)).toEqual([
      'rogue-1 is observed, but no Inventory names it (observed/a.ndjson)',
    ]);
  });
});

describe('the patch status', () => {
  it('keeps an overdue requirement overdue under its exception', () => {
    const exception = {
      name: 'legacy',
      treatment: 'accept',
      reason: 'isolated',
      expires: reportInput().decision.plan.asOf,
      origin: { file: 'exceptions/legacy.yaml', document: 0 },
    };
    const document = patchStatusOf({
      requirements: [{ asset: 'old-1', state: 'excepted', overdue: true, due: '2026-11-01T00:00:00Z', exception }],
    });

    expect(column(tableOf(document, 'd4-requirements'), 'state')).toEqual([
      { kind: 'text', text: 'excepted, overdue' },
    ]);
    expect(document.summary[0]).toBe('1 requirement, 1 overdue, 1 of them under an exception.');
  });

  it('counts what is overdue beside every state that hides it', () => {
    const document = patchStatusOf({
      requirements: [
        { asset: 'a', state: 'no-fix', overdue: true },
        { asset: 'b', state: 'no-fix' },
      ],
    });

    expect(column(tableOf(document, 'd4-states'), 'overdue')).toEqual([{ kind: 'number', value: 1 }]);
  });

  it('gives every component exactly one outcome, also those that need nothing', () => {
    const affected = componentWith({ name: 'affected' });
    const fixed = componentWith({ name: 'fixed' });
    const other = componentWith({ name: 'other' });
    const quiet = componentWith({ name: 'quiet' });
    const blind = componentWith({ ecosystem: 'generic', name: 'blind' });
    const unseen = componentWith({ name: 'unseen' });
    const assessments = [
      assessmentWith([findingWith()], { component: affected }),
      assessmentWith([findingWith({ status: 'fixed' })], { component: fixed }),
      assessmentWith([findingWith({ status: 'not-affected' })], { component: other }),
      assessmentWith([], { component: quiet }),
    ];

    const document = patchStatusOf({
      assets: [{ name: 'gw-1', components: [affected, fixed, other, quiet, blind, unseen] }],
      requirements: [{ asset: 'gw-1', component: affected }],
      assessments: new Map(assessments.map((assessment) => [componentKey(assessment.component), assessment])),
      unwatched: [{ ecosystem: 'generic', components: 1, assets: ['gw-1'] }],
    });

    expect(tableOf(document, 'd4-components').population).toMatchObject({
      rowsIn: 6,
      addsUp: true,
      reconciliation: [
        { label: 'required', count: 1 },
        { label: 'fixed', count: 1 },
        { label: 'not affected', count: 1 },
        { label: 'not named by any advisory of its ecosystem', count: 1 },
        { label: 'unwatched', count: 1 },
        { label: 'not assessed', count: 1 },
      ],
    });
    expect(tableOf(document, 'd4-findings').population.checkedBy).toContain('1 affected + 1 fixed + 1 not affected');
  });

  it('takes a finding whose exploitation nobody knows as unknown, not as no', () => {
    const document = patchStatusOf({
      requirements: [
        { asset: 'a', findings: [findingWith({ facts: { kev: true } }), findingWith()] },
        { asset: 'b', findings: [findingWith({ facts: { kev: false } }), findingWith()] },
        { asset: 'c', findings: [findingWith({ facts: { kev: false } })] },
      ],
    });

    expect(column(tableOf(document, 'd4-requirements'), 'exploited')).toEqual([
      { kind: 'text', text: 'yes' },
      { kind: 'absent', word: 'unknown' },
      { kind: 'text', text: 'no' },
    ]);
  });

  it('names open work that no visit carries', () => {
    const document = patchStatusOf({ requirements: [{ asset: 'a' }, { asset: 'b', state: 'no-fix' }] });

    expect(found(document, /carried by a visit/)).toEqual(['R-a-openssl: openssl 1 on a']);
  });
});

describe('the deployment log', () => {
  const records = (
    deployments: readonly ReturnType<typeof deploymentRecord>[],
    checks: readonly ReturnType<typeof verificationRecord>[] = [],
  ) => ({ DeploymentRecord: indexed(deployments), VerificationRecord: indexed(checks) });
  const applications = (sketch: ReportSketch): readonly string[] =>
    column(tableOf(documentOf('D9', sketch), 'd9-deployments'), 'application').map((cell) =>
      cell?.kind === 'code' ? cell.text : '',
    );
  const named = (name: string, end: string) => deploymentRow({ application: { ecosystem: 'npm', name }, end });

  it('lists the newest deployment first', () => {
    const rows = [named('old', '2026-10-01T00:00:00Z'), named('new', '2026-11-01T00:00:00Z')];

    expect(applications({ resources: records([deploymentRecord('d', rows)]) })).toEqual(['new', 'old']);
  });

  it('leaves out what a later record corrects, and says which', () => {
    const resources = records([
      deploymentRecord('d-1', [named('wrong', '2026-11-01T00:00:00Z')]),
      deploymentRecord('d-2', [named('right', '2026-11-01T00:00:00Z')], { supersedes: ['d-1'] }),
    ]);

    const { population } = tableOf(documentOf('D9', { resources }), 'd9-deployments');

    expect(applications({ resources })).toEqual(['right']);
    expect(population).toMatchObject({ rowsIn: 2, rowsShown: 1 });
    expect(population.excluded).toEqual([{ reason: 'record d-1 is superseded by d-2', count: 1 }]);
  });

  it('shows records that correct one another in a circle: none of them may hide the others', () => {
    const resources = records([
      deploymentRecord('d-1', [deploymentRow()], { supersedes: ['d-2'] }),
      deploymentRecord('d-2', [deploymentRow()], { supersedes: ['d-1'] }),
    ]);
    const document = documentOf('D9', { resources });

    expect(tableOf(document, 'd9-deployments').rows).toHaveLength(2);
    expect(found(document, /corrections/)).toHaveLength(2);
  });

  it('names the deployments that no Change of the estate holds', () => {
    const change = (name: string, asset: string, title: string) => {
      const component = { ...deploymentRow().application, name: title, version: '1.0.0' };
      const origin = { file: `changes/${name}.yaml`, document: 0 };
      return { name, origin, document: { spec: { visits: [{ asset, requirements: [{ component }] }] } } } as never;
    };
    const row = deploymentRow();
    const resources = {
      ...records([
        deploymentRecord('unnamed', [row]),
        deploymentRecord('unknown', [row], { change: 'c-9' }),
        deploymentRecord('other-work', [row], { change: 'c-1' }),
        deploymentRecord('promised', [row], { change: 'c-2' }),
      ]),
      Change: new Map([
        ['c-1', change('c-1', row.asset, 'another')],
        ['c-2', change('c-2', row.asset, row.application.name)],
      ]),
    };

    const document = documentOf('D9', { resources });

    expect(found(document, /names its Change/)).toEqual([expect.stringContaining('record unnamed')]);
    expect(found(document, /Change that is named/)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/record unknown.*no Change c-9/),
        expect.stringMatching(/record other-work.*c-1 holds no such work/),
      ]),
    );
    expect(found(document, /Change that is named/)).toHaveLength(2);
  });

  it('calls a deployment verified only by a later check that found its version in effect', () => {
    const verified = (...checks: readonly ReturnType<typeof verificationRecord>[]): readonly string[] =>
      found(
        documentOf('D9', { resources: records([deploymentRecord('d', [deploymentRow()])], checks) }),
        /later check/,
      );

    expect(verified()).toHaveLength(1);
    expect(verified(verificationRecord('v'))).toHaveLength(0);
    expect(verified(verificationRecord('v', { inEffect: false }))).toHaveLength(1);
    expect(verified(verificationRecord('v', { observedVersion: '3.0.14' }))).toHaveLength(1);
    expect(verified(verificationRecord('v', { verifiedAt: '2026-11-21T21:00:00Z' }))).toHaveLength(1);
  });

  it('says that nothing is recorded rather than showing an empty table', () => {
    const document = documentOf('D9', {});

    expect(found(document, /deployments are recorded/)).toEqual(['no DeploymentRecord is in the estate']);
    expect(tableOf(document, 'd9-deployments').whenEmpty).toContain('does not mean');
  });
});

describe('the verdict', () => {
  it('counts only compliant assets as compliant', () => {
    const report: Report = buildReport(
      reportInput({
        assets: [
          { name: 'a' },
          { name: 'b', compliance: 'unknown' },
          { name: 'c', compliance: 'stale' },
          { name: 'd', compliance: 'non-compliant' },
        ],
      }),
    );

    expect(report.verdict[0]).toBe('1 of 4 assets compliant: 1 not compliant, 1 unknown, 1 stale.');
  });

  it('links to the forge only at a commit: uncommitted files stand nowhere else', () => {
    const input = reportInput({ commit: undefined });

    expect(buildReport(input).provenance.sourceUrl).toBeUndefined();
  });
});
