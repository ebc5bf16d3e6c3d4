import { describe, expect, it } from 'vitest';
import { at, nightly, scheduleWorld } from '../../support/schedule.ts';

describe('a schedule', () => {
  it('places one visit an asset in the first wave of its window', () => {
    const { value, diagnostics } = scheduleWorld({
      windows: { night: nightly },
      requirements: [
        { asset: 'db-1', due: '2026-11-25T00:00:00Z' },
        { asset: 'db-1', component: { ecosystem: 'Debian:12', name: 'curl', version: '1' } },
      ],
    });

    expect(diagnostics).toEqual([]);
    expect(value.unplaced).toEqual([]);
    expect(value.visits).toMatchObject([
      {
        asset: 'db-1',
        kind: 'routine',
        window: 'night',
        wave: 1,
        start: at('2026-11-18T22:00:00Z'),
        end: at('2026-11-18T23:00:00Z'),
        state: 'planned',
        deadline: at('2026-11-25T00:00:00Z'),
        requirements: ['R-db-1-curl', 'R-db-1-openssl'],
      },
    ]);
  });
});
