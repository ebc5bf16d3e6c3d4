import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curl, nightly, scheduleWorld, type World } from '../../support/schedule.ts';

describe('a schedule with clusters and rings', () => {
  it('does not depend on the order of its input', () => {
    const assets = Array.from({ length: 8 }, (_, index) => ({
      name: `host-${index}`,
      ...(index < 5 && {
        cluster: index < 3 ? 'ledger' : 'store',
        clusterRole: index % 2 === 0 ? 'replica' : 'primary',
      }),
    }));
    const requirements = assets.flatMap(({ name }, index) => [
      { asset: name, due: `2026-11-${20 + (index % 4)}T12:00:00Z` },
      {
        asset: name,
        priority: 'immediate' as const,
        due: '2026-11-19T00:00:00Z',
        component: { ...curl, name: `p${index % 3}` },
      },
    ]);
    const world: World = {
      windows: { night: nightly, day: { ...nightly, start: '2026-01-01T10:00' } },
      clusters: { ledger: { consensus: 'cft', soak: '10min' }, store: { consensus: 'primary-replica' } },
      rollouts: {
        all: { rings: [{ name: 'first', selector: { names: ['host-0', 'host-5'] }, soak: '6h' }, { name: 'rest' }] },
      },
      assets,
      requirements,
    };
    const expected = scheduleWorld(world);

    fc.assert(
      fc.property(fc.shuffledSubarray(requirements, { minLength: requirements.length }), (shuffled) => {
        expect(scheduleWorld({ ...world, requirements: shuffled })).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});
