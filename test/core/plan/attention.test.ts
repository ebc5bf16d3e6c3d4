import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionRows } from '../../../src/core/plan/attention.ts';
import { attentionLabels } from '../../../src/model/attention.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { priorities, requirementStates } from '../../../src/model/requirement.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import type { RequirementSketch } from '../../support/schedule.ts';
import { at, findingWith } from '../../support/world.ts';

/** The plan of a sketch in which every asset is known that something is required of. */
function planOf(sketch: ReportSketch): Plan {
  const names = new Set((sketch.requirements ?? []).map(({ asset }) => asset));
  const assets = [...names].sort().map((name) => ({ name }));
  return reportInput({ assets, ...sketch }).decision.plan;
}

const openssl = { ecosystem: 'Debian:12', name: 'openssl', version: '1' };

const leftOpen = { policy: 'p', advisory: 'CVE-1', rules: ['exposed'], facts: [], assumptions: [] };

/** The only line of one requirement on db-1. */
const lineOf = (requirement: Partial<RequirementSketch>, sketch: ReportSketch = {}) =>
  attentionRows(planOf({ requirements: [{ asset: 'db-1', component: openssl, ...requirement }], ...sketch }))[0];

const visit = (parts: Parameters<typeof visitOf>[2]): ReportSketch => ({
  visits: [visitOf('db-1', ['R-db-1-openssl'], parts)],
});

describe('the label of a line', () => {
  type Case = readonly [label: string, requirement: Partial<RequirementSketch>, sketch?: ReportSketch];
  const cases: readonly Case[] = [
    ['open', {}],
    ['excepted', { state: 'excepted', overdue: true }],
    ['overdue', { state: 'no-fix', overdue: true }],
    ['unknown', { state: 'unknown' }],
    ['no-fix', { state: 'no-fix' }],
    ['unknown', { obligations: [], passedOver: [leftOpen] }],
    ['late', {}, visit({ state: 'late' })],
    ['emergency', {}, visit({ kind: 'emergency' })],
    ['due-today', { due: '2026-11-23T12:00:00Z' }],
    ['due-soon', { due: '2026-11-23T12:00:01Z', state: 'due-soon' }],
    ['needs-decision', { governance: { jumpAllowed: false } }],
    [
      'unplaced',
      {},
      { unplaced: [{ asset: 'db-1', requirements: ['R-db-1-openssl'], reason: { code: 'x', text: 'full' } }] },
    ],
    ['overdue', { overdue: true, state: 'overdue' }, visit({ state: 'late' })],
  ];
  it.each(cases.map(([label, ...parts]) => [label, parts] as const))('is %s for %j', (label, [requirement, sketch]) => {
    expect(lineOf(requirement, sketch)?.label).toBe(label);
  });
});

describe('a line', () => {
  it('says what binds its due, where that rule stands, and what is known to be exploited', () => {
    const binding = { policy: 'base', rule: 'critical', advisory: 'CVE-2026-0001' };
    const row = lineOf(
      {
        boundBy: { due: binding, priority: undefined },
        findings: [findingWith({ facts: { kev: true } })],
        severity: 'high',
      },
      { ruleSources: { 'base/critical': 'policies/base.yaml:7' } },
    );

    expect(row).toMatchObject({
      rule: 'base/critical',
      ruleAt: 'policies/base.yaml:7',
      exploited: true,
      severity: 'high',
    });
  });

  it('shows the version that clears most where none clears all', () => {
    const partial = { version: '1.5', clears: ['A'], remains: ['B'] };

    expect(lineOf({ target: undefined, partial })).toMatchObject({ target: '1.5', partial: true });
    expect(lineOf({})).toMatchObject({ target: '2', partial: false });
  });

  it('names the exception before anything else', () => {
    const exception = { name: 'legacy', treatment: 'accept', reason: 'x', expires: at('2026-12-31T00:00:00Z') };
    const origin = { file: 'exceptions/legacy.yaml', document: 0 };

    expect(lineOf({ state: 'excepted', exception: { ...exception, origin } })?.note).toBe('exception legacy');
    expect(lineOf({ state: 'excepted', exception: { ...exception, origin }, overdue: true })?.note).toBe(
      'exception legacy, overdue',
    );
  });

  it('says why it is in the way, and what is not known', () => {
    const reasons = [{ code: 'needs-facts', text: 'not known: severity' }];
    const unplaced = [{ asset: 'db-1', requirements: ['R-db-1-openssl'], reason: { code: 'x', text: 'no window' } }];

    expect(lineOf({ reasons }, { unplaced })?.note).toBe('no window; not known: severity');
    expect(lineOf({ reasons })?.note).toBe('not known: severity');
    expect(lineOf({})?.note).toBe('');
    const open = { code: 'could-be-stricter', text: 'p decides nothing' };
    expect(lineOf({ passedOver: [leftOpen], reasons: [open] })?.note).toBe('p decides nothing');
    expect(lineOf({ passedOver: [leftOpen], reasons: [...reasons, open] }, { unplaced })?.note).toContain(
      '; p decides nothing',
    );
  });
});

describe('equal lines', () => {
  it('of several assets are one, each asset named once', () => {
    const requirements = [
      { asset: 'b', component: openssl },
      { asset: 'a', component: openssl },
      { asset: 'a', component: { ...openssl, path: '/opt' }, id: 'R-a-copy' },
    ];

    expect(attentionRows(planOf({ requirements }))).toMatchObject([
      { assets: ['a', 'b'], requirements: ['R-a-copy', 'R-a-openssl', 'R-b-openssl'] },
    ]);
  });

  it.each([
    ['due', { due: '2026-12-01T00:00:00Z' }],
    ['target', { target: '3' }],
    ['priority', { priority: 'immediate' }],
    ['ecosystem', { component: { ...openssl, ecosystem: 'Debian:13' } }],
    ['advisories', { advisories: ['CVE-2026-0001'] }],
  ] as const)('are not equal when the %s differs', (_, difference) => {
    const requirements = [
      { asset: 'a', component: openssl },
      { asset: 'b', component: openssl, ...difference },
    ];

    expect(attentionRows(planOf({ requirements }))).toHaveLength(2);
  });
});

describe('the order of lines', () => {
  const sketch: fc.Arbitrary<RequirementSketch> = fc.record({
    id: fc.uuid(),
    asset: fc.constantFrom('a', 'b'),
    component: fc.record({
      ecosystem: fc.constantFrom('npm', 'PyPI'),
      name: fc.constantFrom('x', 'y'),
      version: fc.constantFrom('1', '2'),
    }),
    target: fc.constantFrom('3', undefined),
    state: fc.constantFrom(...requirementStates),
    priority: fc.constantFrom(...priorities),
    overdue: fc.boolean(),
    due: fc.constantFrom(undefined, '2026-11-22T20:00:00Z', '2026-12-01T00:00:00Z'),
  });
  const orders = fc
    .uniqueArray(sketch, { maxLength: 12, selector: ({ id }) => id })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

  it('is the same in whatever order requirements were decided', () => {
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        expect(attentionRows(planOf({ requirements: shuffled }))).toEqual(attentionRows(planOf({ requirements: all })));
      }),
    );
  });

  it('goes from the most pressing label to the least, and the earlier due first', () => {
    fc.assert(
      fc.property(orders, ([all]) => {
        const ranks = attentionRows(planOf({ requirements: all })).map(
          ({ label, due }) => attentionLabels.indexOf(label) * 1e15 + (due ?? 1e14),
        );

        expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
      }),
    );
  });

  it('loses no requirement and invents none', () => {
    fc.assert(
      fc.property(orders, ([all]) => {
        const shown = attentionRows(planOf({ requirements: all })).flatMap(({ requirements }) => requirements);

        expect(shown.toSorted()).toEqual(all.map(({ id }) => id ?? '').toSorted());
      }),
    );
  });
});
