import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import { openVexOf } from '../../../src/core/vex/publish.ts';
import type { Component } from '../../../src/model/asset.ts';
import type { ComponentFinding } from '../../../src/model/finding.ts';
import type { Assessment } from '../../../src/model/generated/assessment.ts';
import type { Exception } from '../../../src/model/generated/exception.ts';
import type { OpenVexStatement } from '../../../src/model/openvex.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { renderOpenVex } from '../../../src/render/vex/openvex.ts';
import { indexed, type ReportSketch, reportInput } from '../../support/report.ts';
import { assessmentWith, componentWith, findingWith } from '../../support/world.ts';

const app = componentWith();
const purl = 'pkg:npm/app@1.0.0';

const statementsOf = (sketch: ReportSketch): readonly OpenVexStatement[] => {
  const input = reportInput(sketch);
  return openVexOf(input, buildReport(input))?.statements ?? [];
};

const assessed = (
  findings: readonly ComponentFinding[],
  component: Component = app,
): NonNullable<ReportSketch['assessments']> =>
  new Map([[componentKey(component), assessmentWith(findings, { component })]]);

const origin = { file: 'exceptions/a.yaml', document: 0 };

function exception(spec: Partial<Exception['spec']> = {}): Resource<'Exception'> {
  const document: Exception = {
    apiVersion: 'patchledger/v1',
    kind: 'Exception',
    metadata: { name: 'legacy' },
    spec: {
      selector: { all: true },
      treatment: 'accept',
      reason: 'isolated',
      requestedBy: 'ann',
      expires: '2026-12-31',
      ...spec,
    },
  };
  return { kind: 'Exception', name: 'legacy', document, origin };
}

function assessment(spec: Partial<Assessment['spec']> = {}): Resource<'Assessment'> {
  const document: Assessment = {
    apiVersion: 'patchledger/v1',
    kind: 'Assessment',
    metadata: { name: 'safe' },
    spec: {
      selector: { all: true },
      advisories: ['CVE-2026-0001'],
      status: 'not-affected',
      justification: 'component_not_present',
      ...spec,
    },
  };
  return { kind: 'Assessment', name: 'safe', document, origin };
}

const affected = { asset: 'db-1', component: app, findings: [findingWith()] };
const two = [
  { name: 'db-1', components: [app] },
  { name: 'db-2', components: [app] },
];

describe('what the estate publishes as VEX', () => {
  it('is nothing where it has nothing to say', () => {
    const input = reportInput({ assets: [{ name: 'db-1', components: [app] }] });

    expect(openVexOf(input, buildReport(input))).toBeUndefined();
  });

  it('names the package where it holds wherever the package is', () => {
    expect(statementsOf({ assets: [{ name: 'db-1', components: [app] }], requirements: [affected] })).toEqual([
      {
        vulnerability: { name: 'CVE-2026-0001' },
        products: [{ '@id': purl, identifiers: { purl } }],
        status: 'affected',
        action_statement: 'Update app to 2.',
      },
    ]);
  });

  it('names the asset with the package in it where others that carry it are not affected', () => {
    const [statement] = statementsOf({ assets: two, requirements: [affected] });

    expect(statement?.products).toEqual([
      { '@id': expect.stringMatching(/^urn:uuid:/), subcomponents: [{ '@id': purl, identifiers: { purl } }] },
    ]);
    expect(statement?.status_notes).toBe('On db-1.');
  });

  it('says of an exception until when it holds and what protects meanwhile', () => {
    const covered = { ...affected, covered: new Map([['CVE-2026-0001', 'legacy']]) };
    const action = (spec: Partial<Exception['spec']>): string | undefined =>
      statementsOf({
        assets: [{ name: 'db-1', components: [app] }],
        requirements: [covered],
        resources: { Exception: indexed([exception(spec)]) },
      })[0]?.action_statement;

    expect(action({ compensatingControls: [{ control: 'a firewall' }, { control: 'a guard' }] })).toBe(
      'Exception legacy (accept) until 2027-01-01T00:00:00Z: isolated. Meanwhile: a firewall; a guard.',
    );
    expect(action({ expires: 'some day' })).toContain('until some day: isolated. No compensating control is stated.');
  });

  it.each([
    [{ target: undefined, partial: { version: '3', clears: [], remains: [] } }, /which fixes a part/],
    [{ target: undefined }, /No fixed version is known/],
  ])('says what is done where no version fixes all', (parts, text) => {
    const [statement] = statementsOf({
      assets: [{ name: 'db-1', components: [app] }],
      requirements: [{ ...affected, ...parts }],
    });

    expect(statement?.action_statement).toMatch(text);
  });

  it('takes what an Assessment advises where it calls a finding affected', () => {
    const finding = findingWith({ evidence: [{ document: 'safe', verdict: 'affected', because: 'x' }] });
    const [statement] = statementsOf({
      assets: [{ name: 'db-1', components: [app] }],
      requirements: [{ ...affected, findings: [finding] }],
      resources: { Assessment: indexed([assessment({ status: 'affected', actionStatement: 'Turn it off.' })]) },
    });

    expect(statement?.action_statement).toBe('Turn it off.');
  });

  it('never calls what nobody could judge fixed or affected', () => {
    const statuses = (['unknown', 'under-investigation'] as const).map(
      (status) =>
        statementsOf({
          assets: [{ name: 'db-1', components: [app] }],
          requirements: [{ ...affected, findings: [findingWith({ status })] }],
        })[0],
    );

    expect(statuses.map((one) => one?.status)).toEqual(['under_investigation', 'under_investigation']);
    expect(statuses.map((one) => one?.status_notes)).toEqual([
      'The installed version cannot be judged: a person must.',
      undefined,
    ]);
  });

  it('repeats what an Assessment clears, with its reason, for what is installed', () => {
    const assessedAt = '2026-11-01T00:00:00Z';
    const cleared = (spec: Partial<Assessment['spec']>): readonly OpenVexStatement[] =>
      statementsOf({
        assets: two,
        assessments: assessed([findingWith({ status: 'affected' })]),
        resources: { Assessment: indexed([assessment(spec)]) },
      });

    expect(cleared({ assessedAt, impactStatement: 'never called' })).toEqual([
      {
        vulnerability: { name: 'CVE-2026-0001' },
        timestamp: assessedAt,
        products: [{ '@id': purl, identifiers: { purl } }],
        status: 'not_affected',
        status_notes: 'Assessment safe.',
        justification: 'component_not_present',
        impact_statement: 'never called',
      },
    ]);
    expect(cleared({ status: 'fixed', selector: { names: ['db-1'] } })[0]).toMatchObject({
      status: 'fixed',
      status_notes: 'On db-1. Assessment safe.',
    });
    expect(cleared({ packages: [{ name: 'other' }] })).toEqual([]);
  });

  it('says that the installed version has the fix, once an advisory, unless it is open all the same', () => {
    const [fixed, again] = [findingWith({ status: 'fixed' }), findingWith({ advisory: 'CVE-2026-2', status: 'fixed' })];
    const other = componentWith({ name: 'lib' });
    const made = statementsOf({
      assets: [{ name: 'db-1', components: [app, other] }],
      requirements: [affected],
      assessments: new Map([
        [componentKey(app), assessmentWith([fixed, again], { component: app })],
        [componentKey(other), assessmentWith([again], { component: other })],
      ]),
    });

    expect(made.map(({ vulnerability, status, products }) => [vulnerability.name, status, products.length])).toEqual([
      ['CVE-2026-0001', 'affected', 1],
      ['CVE-2026-2', 'fixed', 2],
    ]);
  });

  it('gives a package without a package URL a name of its own', () => {
    const component = componentWith({ ecosystem: 'Siemens' });
    const [statement] = statementsOf({
      assets: [{ name: 'plc-1', components: [component] }],
      requirements: [{ ...affected, asset: 'plc-1', component }],
    });

    expect(statement?.products).toEqual([{ '@id': expect.stringMatching(/^urn:uuid:/) }]);
  });

  it('counts the assets that a note does not name', () => {
    const assets = Array.from({ length: 25 }, (_, index) => ({ name: `db-${index}`, components: [app] }));
    const requirements = assets.slice(1).map(({ name }) => ({ ...affected, asset: name }));

    expect(statementsOf({ assets, requirements })[0]?.status_notes).toMatch(/ and 4 more assets\.$/);
  });

  it('is of the commit and the instant, and shows marks that turn the writing', () => {
    const input = reportInput({
      name: 'a\u202eb',
      assets: [{ name: 'db-1', components: [app] }],
      requirements: [affected],
    });
    const document = openVexOf(input, buildReport(input));

    expect(document).toMatchObject({ timestamp: '2026-11-22T12:00:00Z', version: 1 });
    expect(document && JSON.parse(renderOpenVex(document)).author).toBe('a\\u202eb');
  });
});
