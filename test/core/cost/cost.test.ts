import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/core/cost/cost.ts';
import type { Cost, CostFigure, CostShare } from '../../../src/model/cost.ts';
import type { Workspace } from '../../../src/model/generated/workspace.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { Locate } from '../../../src/model/source.ts';
import { renderCost } from '../../../src/render/cost/registry.ts';
import { deploymentRecord, deploymentRow, indexed, type ReportSketch, reportInput } from '../../support/report.ts';
import { at } from '../../support/world.ts';

type Prices = NonNullable<Workspace['spec']['cost']>;

/** Every price stands in line 7. */
const locate: Locate = () => ({ start: { line: 7, column: 1 }, end: { line: 7, column: 2 } });

const period = { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') };
const rates: Prices['rates'] = [{ name: 'ops', base: '60.00', employerShare: '20' }];
const every = { rate: 'ops', minutes: 10, manualMinutes: 30 } as const;
const steps: Prices['steps'] = { evaluate: every, approve: every, test: every, deploy: every, verify: every };
const whole: Prices = {
  currency: 'EUR',
  rates,
  steps,
  downtimePerHour: { high: '600' },
  tooling: [{ name: 'runners', perMonth: '30.00' }],
};

function workspaceWith(cost: Prices | undefined): Resource<'Workspace'> {
  const document = {
    apiVersion: 'patchledger/v1',
    kind: 'Workspace',
    metadata: { name: 'acme' },
    spec: cost === undefined ? {} : { cost },
  } as const;
  return { kind: 'Workspace', name: 'acme', document, origin: { file: 'patchledger.yaml', document: 0 } };
}

const rows = [deploymentRow(), deploymentRow({ asset: 'db-2', end: '2026-11-21T23:00:00Z' })];
const assets = ['db-1', 'db-2'].map((name) => ({ name, facts: { criticality: 'high' } }));

function costIn(
  prices: Prices | undefined,
  records = [deploymentRecord('job-1', rows, { change: 'c-1' })],
  more: ReportSketch['resources'] = {},
): Cost | undefined {
  const { decision } = reportInput({
    assets,
    resources: { Workspace: indexed([workspaceWith(prices)]), DeploymentRecord: indexed(records), ...more },
  });
  return costOf(decision.estate, locate, period);
}

const figure = (cost: Cost | undefined, id: string): CostFigure | undefined =>
  cost?.figures.find((one) => one.id === id);
const sum = (shares: readonly CostShare[] = []): bigint => shares.reduce((total, { amount }) => total + amount, 0n);

const tested = (spec: object): ReportSketch['resources'] => ({
  TestRecord: indexed([
    {
      kind: 'TestRecord',
      name: 't-1',
      origin: { file: 'records/test/t-1.yaml', document: 0 },
      document: {
        apiVersion: 'patchledger/v1',
        kind: 'TestRecord',
        metadata: { name: 't-1' },
        spec: {
          environment: 'staging',
          patches: [{ ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1~deb12u1' }],
          kinds: ['smoke'],
          result: 'passed',
          endedAt: '2026-11-20T11:00:00Z',
          ...spec,
        },
      },
    } as Resource<'TestRecord'>,
  ]),
});

describe('what patching cost', () => {
  it('is not said where the Workspace states no prices', () => {
    expect(costIn(undefined)).toBeUndefined();
  });

  it('is minutes at the burdened rate, downtime at the price of the criticality, and the month of the tools', () => {
    const cost = costIn(whole);

    // 72.00 an hour; one patch, one Change, two visits: 10 minutes each are 12.00.
    expect(figure(cost, 'step-evaluate')).toMatchObject({ amount: 1200n, population: 1, isPartial: false });
    expect(figure(cost, 'step-approve')).toMatchObject({ amount: 1200n, population: 1 });
    expect(figure(cost, 'step-deploy')).toMatchObject({ amount: 2400n, population: 2 });
    expect(figure(cost, 'labour')).toMatchObject({ amount: 7200n, population: 6, isPartial: false });
    // 20 minutes and an hour at 600.
    expect(figure(cost, 'downtime')).toMatchObject({ amount: 80_000n, population: 2, isPartial: false });
    expect(figure(cost, 'tooling')).toMatchObject({ amount: 3000n, population: 1 });
    expect(figure(cost, 'total')).toMatchObject({ amount: 90_200n, isPartial: false });
    expect(cost?.gaps).toEqual([]);
  });

  it('is the same sum by patch, by asset and by month', () => {
    const cost = costIn(whole);
    const total = figure(cost, 'total')?.amount;

    expect([sum(cost?.byPatch), sum(cost?.byAsset), sum(cost?.byMonth)]).toEqual([total, total, total]);
    expect(cost?.byAsset.map(({ name }) => name)).toEqual(['db-2', 'db-1', 'not tied to an asset']);
    expect(cost?.byMonth).toEqual([{ name: '2026-11', amount: total, deployments: 2 }]);
  });

  it('tells what the same work would have cost by hand, less what it did and the tools', () => {
    expect(figure(costIn(whole), 'by-hand')?.amount).toBe(21_600n);
    expect(figure(costIn(whole), 'saved')?.amount).toBe(21_600n - 7200n - 3000n);
    expect(figure(costIn({ ...whole, tooling: [{ name: 'dear', perMonth: '999' }] }), 'saved')?.amount).toBe(-85_500n);
  });

  it('shows every input with its value and its place', () => {
    const inputs = costIn(whole)?.inputs ?? [];

    expect(inputs).toContainEqual({
      ...{ name: 'rates.0.base', value: '60.00', unit: 'EUR per hour (ops)' },
      ...{ source: 'the Workspace', at: 'patchledger.yaml:7' },
    });
    expect(inputs.map(({ name }) => name)).toContain('downtimePerHour.high');
    expect(inputs.map(({ name }) => name)).not.toContain('downtimePerHour.low');
    expect(inputs.find(({ name }) => name === 'measured.downtime')).toMatchObject({ value: '2', at: undefined });
  });

  it('never counts as nothing what nobody stated', () => {
    const cost = costIn({ currency: 'EUR' });

    expect(figure(cost, 'total')?.amount).toBeUndefined();
    expect(figure(cost, 'labour')).toMatchObject({ amount: undefined, isPartial: true });
    expect(figure(cost, 'downtime')?.amount).toBeUndefined();
    expect(figure(cost, 'tooling')?.amount).toBeUndefined();
    expect(figure(cost, 'saved')?.amount).toBeUndefined();
    expect(cost?.gaps).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Nothing is stated of the step evaluate'),
        expect.stringContaining('no price is stated for criticality high'),
        'What tools cost is not stated.',
      ]),
    );
  });

  it('names a rate that nobody stated', () => {
    const cost = costIn({ ...whole, steps: { ...steps, verify: { rate: 'guard', minutes: 5 } } });

    expect(cost?.gaps).toEqual([expect.stringContaining('names the rate guard, which is not stated')]);
    expect(figure(cost, 'total')).toMatchObject({ isPartial: true });
  });

  it('takes the time of a visit and of a test from their records where none is stated', () => {
    const measured = { ...steps, deploy: { rate: 'ops' }, test: { rate: 'ops', manualMinutes: 120 } };
    const cost = costIn({ ...whole, steps: measured }, undefined, tested({ startedAt: '2026-11-20T10:00:00Z' }));

    // 80 minutes of visits, an hour of tests, at 72.00 an hour.
    expect(figure(cost, 'step-deploy')?.amount).toBe(9600n);
    expect(figure(cost, 'step-test')).toMatchObject({ amount: 7200n, population: 1 });
    expect(figure(cost, 'saved')).toMatchObject({ isPartial: true });
    expect(cost?.inputs.map(({ name, source }) => [name, source])).toEqual(
      expect.arrayContaining([
        ['measured.test', 'TestRecords'],
        ['measured.deploy', 'DeploymentRecords'],
      ]),
    );
  });

  it.each([[{}], [{ startedAt: '2026-11-20T12:00:00Z' }]])(
    'says where a time is neither stated nor measured',
    (spec) => {
      const cost = costIn({ ...whole, steps: { ...steps, test: { rate: 'ops' } } }, undefined, tested(spec));

      expect(figure(cost, 'step-test')).toMatchObject({ amount: undefined, isPartial: true });
      expect(cost?.gaps).toEqual([expect.stringContaining('neither stated nor measured for 1 of 1')]);
    },
  );

  describe('of trainings, reviews and drills', () => {
    const held = (...specs: readonly object[]): ReportSketch['resources'] => ({
      Team: indexed([{ kind: 'Team', name: 'ops', document: { spec: { people: [{ id: 'ann' }] } } } as never]),
      ActivityRecord: indexed(
        specs.map(
          (spec, index) =>
            ({
              kind: 'ActivityRecord',
              name: `a-${index}`,
              origin: { file: `records/activity/a-${index}.yaml`, document: 0 },
              document: {
                apiVersion: 'patchledger/v1',
                kind: 'ActivityRecord',
                metadata: { name: `a-${index}` },
                spec: {
                  ...{ activity: 'drill', heldAt: '2026-11-20T10:00:00Z', duration: '90min' },
                  ...{ conductedBy: 'a firm', participants: ['bob', 'eve'] },
                  ...spec,
                },
              },
            }) as unknown as Resource<'ActivityRecord'>,
        ),
      ),
    });
    const priced: Prices = { ...whole, activities: { rate: 'ops' } };

    it('is the hours of everybody who took part, and of whoever conducted it where the directory knows them', () => {
      const cost = costIn(
        priced,
        undefined,
        held({}, { conductedBy: 'ann', participants: ['ann', 'bob'], duration: 'PT1H' }),
      );

      // Two people for an hour and a half, two for an hour, at 72.00 an hour.
      expect(figure(cost, 'activities')).toMatchObject({ amount: 36_000n, population: 2, isPartial: false });
      expect(figure(cost, 'total')?.amount).toBe(90_200n + 36_000n);
      expect(sum(cost?.byMonth)).toBe(90_200n + 36_000n);
      expect(figure(cost, 'labour')?.amount).toBe(figure(costIn(whole), 'labour')?.amount);
      expect(cost?.inputs).toContainEqual(expect.objectContaining({ name: 'measured.activities', value: '2' }));
      expect(cost?.inputs).toContainEqual(expect.objectContaining({ name: 'activities.rate', value: 'ops' }));
      expect(cost?.gaps).toEqual([]);
    });

    it('never guesses hours that no record holds', () => {
      const cost = costIn(
        priced,
        undefined,
        held({ duration: undefined }, { duration: '1d' }, { participants: [] }, { duration: undefined }),
      );

      expect(figure(cost, 'activities')).toMatchObject({ amount: undefined, population: 4, isPartial: true });
      expect(cost?.gaps).toEqual([
        '2 of 4 ActivityRecords do not say how long it took.',
        '1 of 4 ActivityRecords name nobody whose hours could be counted.',
        '1 of 4 ActivityRecords say how long it took in days, not in hours.',
      ]);
    });

    it('says where nobody stated the rate, and leaves other times alone', () => {
      expect(costIn(whole, undefined, held({}))?.gaps).toEqual([expect.stringContaining('1 ActivityRecords are not')]);
      expect(costIn({ ...whole, activities: { rate: 'staff' } }, undefined, held({}))?.gaps).toEqual([
        expect.stringContaining('the rate staff, which is not stated'),
      ]);
      const other = costIn(priced, undefined, held({ heldAt: '2026-01-20T10:00:00Z' }, { heldAt: 'soon' }));
      expect(figure(other, 'activities')).toMatchObject({ amount: 0n, population: 0, isPartial: false });
      expect(other?.gaps).toEqual([]);
    });
  });

  it('leaves tests of another time alone, and ties those of nothing deployed to no patch', () => {
    expect(figure(costIn(whole, undefined, tested({ endedAt: '2026-01-01T00:00:00Z' })), 'step-test')?.population).toBe(
      0,
    );
    const other = tested({ patches: [{ ecosystem: 'npm', name: 'a', version: '1' }] });

    // The test and the tools.
    expect(costIn(whole, undefined, other)?.byPatch.find(({ name }) => name === 'not tied to a patch')?.amount).toBe(
      4200n,
    );
  });

  it('says how many deployments name no Change, and gives approvals no price', () => {
    const cost = costIn(whole, [deploymentRecord('job-1', rows)]);

    expect(figure(cost, 'step-approve')).toMatchObject({ amount: undefined, population: 0, isPartial: true });
    expect(cost?.gaps).toEqual(['2 of 2 deployments name no Change: what approving them took is not known.']);
  });

  it('counts no deployment of another time, and none that was skipped', () => {
    const records = [
      deploymentRecord('job-1', [
        deploymentRow({ result: 'skipped' }),
        deploymentRow({ start: '2026-10-01T00:00:00Z', end: '2026-10-01T01:00:00Z' }),
        deploymentRow({ start: 'soon' }),
      ]),
    ];

    expect(figure(costIn(whole, records), 'total')).toMatchObject({ amount: 3000n, population: 0 });
  });

  it('says whose downtime is not known, and why', () => {
    const odd = deploymentRecord(
      'job-1',
      [
        deploymentRow({ asset: 'gone' }),
        deploymentRow({ end: 'later' }),
        deploymentRow({ asset: 'db-2', end: '2026-11-21T21:00:00Z' }),
      ],
      { change: 'c-1' },
    );

    expect(costIn(whole, [odd])?.gaps).toEqual([
      'Downtime of 2 of 3 visits is not known: its record holds no readable beginning and end.',
      'Downtime of 1 of 3 visits is not known: the criticality of the asset is not stated.',
    ]);
  });

  it('charges tools for the part of each month that lies in the period', () => {
    const { decision } = reportInput({ resources: { Workspace: indexed([workspaceWith(whole)]) } });
    const cost = costOf(decision.estate, locate, { from: at('2026-11-16T00:00:00Z'), to: at('2027-01-01T00:00:00Z') });

    expect(cost?.byMonth.map(({ name, amount }) => [name, amount])).toEqual([
      ['2026-11', 1500n],
      ['2026-12', 3000n],
    ]);
  });
});

describe('what patching cost, in writing', () => {
  const cost = costIn({
    ...whole,
    tooling: [{ name: 'dear', perMonth: '999' }],
    steps: { ...steps, verify: { rate: 'guard' } },
  }) as Cost;

  it('is told with what is not known first, the shares, the inputs and the formulas', () => {
    const text = renderCost('text', cost, 'UTC');

    expect(text.indexOf('Not known, and in no figure')).toBeLessThan(text.indexOf('Total'));
    expect(text).toContain('at least EUR 1847.00');
    expect(text).toContain('People: verify       not known');
    expect(text).toMatch(/rates\.0\.base +60\.00 +EUR per hour \(ops\) +patchledger\.yaml:\d+/);
    expect(text).toContain('EUR -903.00 as far as known');
    expect(text).toContain('Formulas');
    expect(renderCost('text', { ...cost, gaps: [] }, 'UTC')).not.toContain('Not known,');
  });

  it('counts the shares that are not shown, with their sum', () => {
    const byAsset = Array.from({ length: 12 }, (_, index) => ({ name: `db-${index}`, amount: 100n, deployments: 1 }));

    expect(renderCost('text', { ...cost, byAsset }, 'UTC')).toMatch(/and 2 more +EUR 2\.00/);
  });

  it('is Markdown that no name can break', () => {
    const byAsset = [{ name: '<b>|x', amount: 1n, deployments: 1 }];
    const text = renderCost('markdown', { ...cost, byAsset }, 'UTC');

    expect(text).toContain('&lt;b&gt;\\|x');
    expect(renderCost('markdown', { ...cost, gaps: [] }, 'UTC')).not.toContain('Not known,');
  });

  it('is CSV in which a negative amount is a number and a formula is a text', () => {
    const byAsset = [{ name: '=HYPERLINK("x")', amount: 1n, deployments: 1 }];
    const text = renderCost('csv', { ...cost, byAsset }, 'UTC');

    expect(text).toMatch(/^figure,saved,-[\d.]+,EUR,/m);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toMatch(/^figure,step-verify,,EUR,2,/m);
    expect(text).toMatch(/^gap,/m);
  });

  it('is JSON by its published schema, amounts as exact decimals', () => {
    const read = (name: string): object =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(read('common'));
    const validate = ajv.compile(read('cost'));
    const document = JSON.parse(renderCost('json', cost, 'UTC'));
    validate(document);

    expect(validate.errors).toBe(null);
    expect(document.figures[0].amount).toBe('1847.00');
  });

  it('is refused in a format that nobody registered', () => {
    expect(() => renderCost('pdf', cost, 'UTC')).toThrow(/no renderer/);
  });
});
