import { describe, expect, it } from 'vitest';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const due = '2026-11-19T04:00:00Z';

/** Four hours, one visit at a time; the members of a cluster soak for a quarter of an hour. */
function chainWorld(assets: readonly string[], parts: Partial<World> = {}): World {
  return {
    windows: { night: { ...nightly, duration: '4h' } },
    clusters: {
      chain: {
        consensus: 'none',
        budget: { maxUnavailable: 1 },
        soak: '15min',
        members: assets.filter((name) => name.startsWith('val')).map((asset) => ({ asset })),
      },
    },
    assets: assets.map((name) => ({ name, ...(name.startsWith('val') && { cluster: 'chain' }) })),
    requirements: assets.map((asset) => ({ asset, due })),
    ...parts,
  };
}

describe('visits that lie across the waves of others', () => {
  it('follow one another in a window that takes one visit at a time', () => {
    const { value } = scheduleWorld(chainWorld(['val-1', 'val-2', 'val-3']));

    expect(value.visits).toMatchObject([
      { asset: 'val-1', start: at('2026-11-18T22:00:00Z'), state: 'planned' },
      { asset: 'val-2', start: at('2026-11-18T23:15:00Z'), state: 'planned' },
      { asset: 'val-3', start: at('2026-11-19T00:30:00Z'), state: 'planned' },
    ]);
  });

  it('take room in both waves that they lie in', () => {
    const { value } = scheduleWorld(chainWorld(['val-1', 'val-2', 'val-3', 'web-1', 'web-2']));

    const late = value.visits.filter(({ state }) => state === 'late');
    expect(value.visits).toHaveLength(5);
    expect(late).toHaveLength(2);
  });

  it('of an approved Change leave the rest of the waves to their cluster', () => {
    const [first, second] = scheduleWorld(chainWorld(['val-1', 'val-2'])).value.visits;
    if (first === undefined || second === undefined) throw new Error('no visits');

    const { value } = scheduleWorld(
      chainWorld(['val-1', 'val-2', 'val-3'], {
        fixed: [first, second].map((visit) => ({ ...visit, state: 'approved' as const })),
      }),
    );

    expect(value.visits.find(({ asset }) => asset === 'val-3')).toMatchObject({ start: at('2026-11-19T00:30:00Z') });
  });
});
