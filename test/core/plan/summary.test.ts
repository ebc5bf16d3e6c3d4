import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/core/plan/summary.ts';
import { bookFrom } from '../../../src/core/prioritise/book.ts';
import { complianceStates } from '../../../src/model/plan.ts';
import { type Obligation, priorities, requirementStates } from '../../../src/model/requirement.ts';
import { visitStates } from '../../../src/model/visit.ts';
import { visitOf } from '../../support/report.ts';
import { type RequirementSketch, requirementOf } from '../../support/schedule.ts';
import { assetWith, componentWith, emptyCatalog } from '../../support/world.ts';

type Input = Parameters<typeof summarise>[0];

const summary = (input: Partial<Input>) =>
  summarise({
    assets: [],
    componentSets: new Map(),
    findingsOn: () => ({ affected: 0, fixed: 0, notAffected: 0, unknown: 0 }),
    verdicts: [],
    book: bookFrom([], []),
    visits: [],
    unwatched: [],
    catalog: emptyCatalog,
    assumptions: [],
    ...input,
  });

/** A book of requirements of one asset. */
const bookOn = (asset: string, sketches: readonly Partial<RequirementSketch>[]) =>
  bookFrom(
    [assetWith({ name: asset })],
    sketches.map((sketch) => requirementOf({ asset, ...sketch })),
  );

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

describe('the head of a plan', () => {
  it('has sums by state and by priority that equal its totals, whatever was decided', () => {
    const requirement = fc.record({
      state: fc.constantFrom(...requirementStates),
      priority: fc.constantFrom(...priorities),
    });
    const visit = fc.record({
      state: fc.constantFrom(...visitStates),
      kind: fc.constantFrom('routine' as const, 'emergency' as const),
    });
    fc.assert(
      fc.property(fc.array(requirement), fc.array(visit), fc.array(fc.constantFrom(...complianceStates)), (r, v, c) => {
        const names = c.map((_, index) => `a-${index}`);
        const { requirements, visits, assets } = summary({
          assets: names.map((name) => assetWith({ name })),
          verdicts: c.map((compliance, index) => ({ asset: names[index] ?? '', compliance, because: '' })),
          book: bookOn('a', r),
          visits: v.map((parts) => visitOf('a', [], parts)),
        });

        expect([requirements.total, sum(requirements.byState), sum(requirements.byPriority)]).toEqual(
          Array(3).fill(r.length),
        );
        expect([visits.total, sum(visits.byState)]).toEqual([v.length, v.length]);
        expect(visits.emergency).toBe(v.filter(({ kind }) => kind === 'emergency').length);
        const { total, ...byCompliance } = assets;
        expect([total, sum(byCompliance)]).toEqual([c.length, c.length]);
      }),
    );
  });

  it('names every state, those that nothing is in as well', () => {
    const { requirements, visits } = summary({});

    expect(Object.keys(requirements.byState)).toEqual([...requirementStates]);
    expect(Object.keys(visits.byState)).toEqual([...visitStates]);
  });

  it('counts components asset by asset, where several share one list too', () => {
    const set = { digest: 'd', components: [componentWith(), componentWith({ name: 'b' })] };
    const assets = ['a', 'b'].map((name) => assetWith({ name, componentSets: ['d'] }));

    expect(summary({ assets, componentSets: new Map([['d', set]]) }).components).toBe(4);
  });

  it('counts findings by status over all assets', () => {
    const assets = ['a', 'b'].map((name) => assetWith({ name }));
    const findings = { affected: 2, fixed: 1, notAffected: 1, unknown: 1 };

    expect(summary({ assets, findingsOn: () => findings }).findings).toEqual({
      affected: 4,
      fixed: 2,
      notAffected: 2,
      unknown: 2,
    });
  });

  it('counts each assumption once with how much rests on it, the most used first', () => {
    const assumed = (...details: readonly string[]): Obligation =>
      ({ assumptions: details.map((detail) => ({ code: 'fact-assumed', detail })) }) as unknown as Obligation;
    const requirements = [[assumed('b', 'a')], [assumed('c')], [assumed('c'), assumed('c')]].map((obligations) => ({
      obligations,
    }));

    const { assumptions } = summary({
      book: bookOn('a', requirements),
      assumptions: [{ code: 'no-ledger', detail: 'a' }],
    });

    expect(assumptions.map(({ code, detail, count }) => `${count} ${code} ${detail}`)).toEqual([
      '3 fact-assumed c',
      '1 fact-assumed a',
      '1 fact-assumed b',
      '1 no-ledger a',
    ]);
  });
});
