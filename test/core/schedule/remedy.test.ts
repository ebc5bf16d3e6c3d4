import { describe, expect, it } from 'vitest';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';

/** Reason of the first late visit. */
function lateReason(world: World): string | undefined {
  return scheduleWorld(world).value.visits.find(({ state }) => state === 'late')?.reasons[0]?.text;
}

const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ asset: `host-${index}`, due: '2026-11-20T12:00:00Z' }));

describe('a late visit', () => {
  it('names the full windows and the smallest change that makes it on time', () => {
    const reason = lateReason({ windows: { night: nightly }, requirements: crowd(5) });

    expect(reason).toContain('all 2 windows of night before 2026-11-20 12:00 +00:00 are full: 4 of 4 visits');
    expect(reason).toContain('1 h more in night or maxConcurrent 2 in night would make it on time');
  });

  it('asks for no more than all late visits of its windows need', () => {
    const reason = lateReason({ windows: { night: nightly }, requirements: crowd(11) });

    expect(reason).toContain('4 h more in night or maxConcurrent 3 in night would make all 7 on time');
  });

  it('claims no remedy that does not help', () => {
    const frozen: World = {
      windows: { night: nightly },
      freezes: { peak: { selector: { all: true }, reason: 'peak', from: '2026-11-18', to: '2026-11-25' } },
      requirements: crowd(1),
    };

    expect(lateReason(frozen)).not.toContain('would make');
    expect(lateReason({ windows: { night: nightly }, requirements: crowd(40) })).not.toContain('more in night');
  });

  it('names the constraint when there is room but no turn', () => {
    const world: World = {
      windows: { night: { ...nightly, maxConcurrent: 10 } },
      clusters: { ledger: { consensus: 'bft' } },
      assets: crowd(7).map(({ asset }) => ({ name: asset, cluster: 'ledger' })),
      requirements: crowd(7).map((sketch) => ({ ...sketch, due: '2026-11-19T12:00:00Z' })),
    };

    const late = scheduleWorld(world).value.visits.filter(({ state }) => state === 'late');

    expect(late.map(({ reasons }) => reasons[0]?.code)).toEqual(['budget', 'budget', 'budget']);
    expect(late[0]?.reasons[0]?.text).toContain('cluster ledger');
  });

  it('tells at most twelve windows that were refused', () => {
    const { visits } = scheduleWorld({
      windows: { night: nightly },
      freezes: { long: { selector: { all: true }, reason: 'move', from: '2026-11-18', to: '2026-12-20' } },
      requirements: [{ asset: 'host-1' }],
    }).value;

    expect(visits[0]?.refused).toHaveLength(12);
  });
});
