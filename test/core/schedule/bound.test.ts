import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/model/generated/cluster.ts';
import type { Instant } from '../../../src/model/time.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-18T08:00:00Z');
const hour = 3_600_000;

/** Hosts that share two windows a night apart; the first few are members of a cluster. */
interface Instance {
  readonly dueHours: readonly number[];
  readonly capacity: number;
  readonly members: number;
  readonly soakMinutes: number;
  readonly rings: boolean;
}

const instance: fc.Arbitrary<Instance> = fc.record({
  dueHours: fc.array(fc.integer({ min: 10, max: 48 }), { minLength: 1, maxLength: 8 }),
  capacity: fc.integer({ min: 1, max: 3 }),
  members: fc.integer({ min: 0, max: 5 }),
  soakMinutes: fc.constantFrom(0, 30, 90),
  rings: fc.boolean(),
});

function worldOf({ dueHours, capacity, members, soakMinutes, rings }: Instance): World {
  const names = dueHours.map((_, index) => `host-${index}`);
  const spec: Cluster['spec'] = { consensus: 'cft', budget: { maxUnavailable: 1 }, soak: `${soakMinutes}min` };
  return {
    asOf,
    windows: { night: { ...nightly, maxConcurrent: capacity } },
    clusters:
      members === 0 ? {} : { ledger: { ...spec, members: names.slice(0, members).map((asset) => ({ asset })) } },
    rollouts: rings ? { all: { rings: [{ name: 'first', selector: { names: ['host-1'] } }, { name: 'rest' }] } } : {},
    assets: names.map((name, index) => ({ name, ...(index < members && { cluster: 'ledger' }) })),
    requirements: names.map((asset, index) => ({ asset, due: (asOf + (dueHours[index] ?? 0) * hour) as Instant })),
  };
}

/** Ends of waves before each due, `capacity` visits in each: earliest due first is best where all may use all. */
function mostWithoutLimits({ dueHours, capacity }: Instance): number {
  const ends = [15, 16, 39, 40].flatMap((end) => Array.from({ length: capacity }, () => end));
  let most = 0;
  for (const due of dueHours.toSorted((a, b) => a - b)) {
    const [next] = ends;
    if (next === undefined || next > due) continue;
    ends.shift();
    most += 1;
  }
  return most;
}

describe('the upper bound of a schedule', () => {
  it('is never below what is on time, and never above what windows alone would allow', () => {
    fc.assert(
      fc.property(instance, (problem) => {
        const { bound } = scheduleWorld(worldOf(problem)).value;

        expect(bound.onTime).toBeLessThanOrEqual(bound.upperBound);
        expect(bound.total).toBe(problem.dueHours.length);
        expect(bound.exact).toBe(bound.onTime === bound.upperBound);
        expect(bound.upperBound).toBeLessThanOrEqual(mostWithoutLimits(problem));
      }),
      { numRuns: 200 },
    );
  });

  it('is reached where there is neither cluster nor ring', () => {
    fc.assert(
      fc.property(instance, (problem) => {
        const { bound } = scheduleWorld(worldOf({ ...problem, members: 0, rings: false })).value;

        expect(bound).toMatchObject({ exact: true, onTime: mostWithoutLimits(problem) });
      }),
      { numRuns: 100 },
    );
  });

  it('counts neither what is overdue nor what no window could serve in time', () => {
    const { value } = scheduleWorld({
      windows: { night: nightly },
      requirements: [
        { asset: 'a', due: '2026-11-17T00:00:00Z' },
        { asset: 'b', due: '2026-11-18T12:00:00Z' },
        { asset: 'c', due: '2026-11-30T00:00:00Z' },
      ],
    });

    expect(value.bound).toEqual({ total: 3, onTime: 1, upperBound: 1, exact: true });
  });

  it('tries the order by due where the order of importance places fewer', () => {
    // By importance the member with time takes the only early turn, and what is due first is late.
    const { value } = scheduleWorld({
      windows: { night: nightly },
      clusters: { ledger: { consensus: 'cft', members: ['a', 'b', 'c'].map((asset) => ({ asset })) } },
      assets: ['a', 'b', 'c'].map((name) => ({ name, cluster: 'ledger' })),
      requirements: [
        { asset: 'a', priority: 'out-of-cycle', due: '2026-11-30T00:00:00Z' },
        { asset: 'b', due: '2026-11-18T23:00:00Z' },
        { asset: 'c', due: '2026-11-19T00:00:00Z' },
      ],
    });

    expect(value.bound).toEqual({ total: 3, onTime: 3, upperBound: 3, exact: true });
  });
});

describe('the coverage of a cluster', () => {
  const four = ['val-1', 'val-2', 'val-3', 'val-4'];
  const ledger = (spec: Cluster['spec'], wanting: readonly string[]): World => ({
    windows: { night: { ...nightly, duration: '6h', maxConcurrent: 10 } },
    clusters: { ledger: spec },
    assets: four.map((name) => ({ name, cluster: 'ledger' })),
    requirements: wanting.map((asset) => ({ asset, due: '2026-12-15T00:00:00Z' })),
  });

  it('passes two thirds of four validators after the third', () => {
    const { visits, clusters } = scheduleWorld(ledger({ consensus: 'bft' }, four)).value;

    expect(clusters[0]?.coverage).toEqual({
      initialPercent: 0,
      steps: visits.map(({ id }, index) => ({ visit: id, percent: [25, 50, 75, 100][index] })),
      threshold: { percent: 66.7, isReached: false, reachedAfter: visits[2]?.id },
    });
  });

  it('counts weights, and external members as not covered', () => {
    const members = [
      { asset: 'val-1', weight: 5 },
      { asset: 'val-2', weight: 1 },
      { external: 'partner', weight: 3 },
    ];
    const world = ledger({ consensus: 'cft', members }, ['val-1']);

    const { clusters, visits } = scheduleWorld({ ...world, assets: world.assets?.slice(0, 2) ?? [] }).value;

    expect(clusters[0]?.coverage).toMatchObject({ initialPercent: 11.1, threshold: { percent: 50 } });
    expect(visits).toEqual([]);
  });

  it.each(['excepted', 'declined', 'rejected', 'no-fix', 'unknown'] as const)(
    'does not count a member of which something is required and %s',
    (state) => {
      const world = ledger({ consensus: 'bft' }, ['val-1']);
      const requirements = [...(world.requirements ?? []), { asset: 'val-2', state }];

      const { clusters } = scheduleWorld({ ...world, requirements }).value;

      expect(clusters[0]?.coverage).toMatchObject({ initialPercent: 50, steps: [{ percent: 75 }] });
    },
  );

  it.each([
    ['exactly two thirds', [2, 1], { initialPercent: 66.6, threshold: { percent: 66.7, isReached: false } }],
    ['just below', [66_666, 33_334], { initialPercent: 66.6, threshold: { percent: 66.7, isReached: false } }],
    ['just above', [66_668, 33_332], { initialPercent: 66.668, threshold: { percent: 66.667, isReached: true } }],
    [
      'more in print than it is',
      [66_690, 33_310],
      { initialPercent: 66.69, threshold: { percent: 66.67, isReached: true } },
    ],
    ['two of three tenths', [0.2, 0.1], { initialPercent: 66.6, threshold: { percent: 66.7, isReached: false } }],
    ['tiny weights', [3e-7, 1e-7], { initialPercent: 75, threshold: { percent: 66.7, isReached: true } }],
  ] as const)('tells a share of %s from two thirds, as whole numbers and in print', (_, [done, open], wanted) => {
    const members = [
      { asset: 'val-1', weight: open },
      { asset: 'val-2', weight: done },
    ];

    const world = ledger({ consensus: 'bft', members }, ['val-1']);
    const { clusters } = scheduleWorld({ ...world, assets: world.assets?.slice(0, 2) ?? [] }).value;

    expect(clusters[0]?.coverage).toMatchObject(wanted);
  });

  it('names members that only a record says are covered', () => {
    const world = ledger({ consensus: 'bft' }, ['val-1']);
    const requirements = [...(world.requirements ?? []), { asset: 'val-2', state: 'unverified' as const }];

    const { clusters } = scheduleWorld({ ...world, requirements }).value;

    expect(clusters[0]?.coverage).toMatchObject({ initialPercent: 75, unverified: ['val-2'] });
  });

  it('has no threshold without a protocol', () => {
    const { clusters } = scheduleWorld(ledger({ consensus: 'none' }, ['val-1'])).value;

    expect(clusters[0]?.coverage).toMatchObject({
      initialPercent: 75,
      steps: [{ percent: 100 }],
      threshold: undefined,
    });
  });
});
