import { describe, expect, it } from 'vitest';
import { judge, planOf, planVisits } from '../../src/core/decide.ts';
import { planDocument } from '../../src/render/plan/json.ts';
import { decided, yaml } from '../support/estate.ts';

const components = [
  { ecosystem: 'npm', name: 'app', version: '1.0.0' },
  { ecosystem: 'npm', name: 'lib', version: '1.0.0' },
];
const advisory = (name: string): string =>
  JSON.stringify({
    ...{ id: `GHSA-${name}`, modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  });
const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 50 };

/** An estate of these assets, all with the same two components unless they say otherwise. */
const fleet = (assets: readonly object[], more: Readonly<Record<string, string>> = {}) =>
  decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'a', { assets: assets.map((asset) => ({ components, ...asset })) }),
    'policies/p.yaml': yaml('PatchPolicy', 'p', {
      rules: [
        { id: 'edge', when: { exposure: ['internet'] }, then: { priority: 'out-of-cycle', within: '3d' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
    }),
    'catalog/app.json': advisory('app'),
    'catalog/lib.json': advisory('lib'),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
    ...more,
  });

/** What an asset has in its plan, whatever else is in it. */
function partOf({ plan }: ReturnType<typeof fleet>, name: string): unknown {
  return {
    requirements: plan.requirements.filter(({ asset }) => asset === name),
    visits: plan.schedule.visits.filter(({ asset }) => asset === name),
    verdict: plan.verdicts.find(({ asset }) => asset === name),
  };
}

const alike = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, exposure: index < 2 ? 'internal' : 'internet' }));

describe('the decision about a fleet', () => {
  it('is what its steps come to, so that what each costs can be measured', () => {
    const { estate, locate, plan } = fleet(alike);
    const { asOf, tool } = plan;
    const input = { estate, locate, asOf, tool, proposals: [], problems: [] };

    const judged = judge(input);
    const visits = planVisits(input, judged.value.book);

    expect(planDocument(planOf(input, judged.value, visits.value))).toEqual(planDocument(plan));
  });
});

describe('assets of a fleet', () => {
  it('share one set where the same is required, and have another where policies see a difference', () => {
    const { sets } = fleet(alike).plan.book;

    expect(sets[0]).toBe(sets[1]);
    expect(sets[2]).toBe(sets[3]);
    expect(sets[0]).not.toBe(sets[2]);
  });

  it.each(alike)('have the plan that each has alone: $name', (asset) => {
    expect(partOf(fleet(alike), asset.name)).toEqual(partOf(fleet([asset]), asset.name));
  });

  it('have requirements of their own where people declined one of them', () => {
    const [declined] = fleet(alike).plan.requirements;
    const record = yaml('DeclineRecord', 'd', {
      ...{ declinedBy: { login: 'ada' }, declinedAt: '2026-11-21T00:00:00Z' },
      rows: [
        {
          ...{ requirement: declined?.id, asset: 'a', component: components[0] },
          ...{ target: '1.0.1', priority: 'scheduled', due: '2026-12-04T00:00:00Z' },
        },
      ],
    });

    const states = fleet(alike, { 'records/decline/2026/11/d.yaml': record }).plan.requirements.map(
      ({ asset, component, state }) => `${asset} ${component.name} ${state}`,
    );

    expect(states.filter((text) => text.endsWith('declined'))).toEqual(['a app declined']);
    expect(states).toHaveLength(8);
  });

  it('have what they were first seen with counted from then, apart from the others', () => {
    const seen = JSON.stringify({
      ...{ asset: 'b', lastSeen: '2026-11-22T00:00:00Z', source: 's' },
      components: components.map((one) => ({ ...one, firstSeen: '2026-11-21T12:00:00Z' })),
    });

    const { sets } = fleet([{ name: 'a' }, { name: 'b', components: [] }, { name: 'c' }], {
      'observed/b.ndjson': `${seen}\n`,
    }).plan.book;

    expect(sets[0]).toBe(sets[2]);
    expect(sets[1]).not.toBe(sets[0]);
    expect(sets[1]?.keys).toEqual(sets[0]?.keys);
  });
});
