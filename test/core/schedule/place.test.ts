import { describe, expect, it } from 'vitest';
import {
  curl,
  night,
  nightly,
  onlyVisit,
  type RequirementSketch,
  scheduleWorld,
  type World,
} from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

describe('a schedule', () => {
  it('places one visit an asset in the first wave of its window', () => {
    const { value, diagnostics } = scheduleWorld({
      ...night,
      requirements: [
        { asset: 'db-1', due: '2026-11-25T00:00:00Z' },
        { asset: 'db-1', component: curl },
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

  it.each(['excepted', 'no-fix', 'done', 'declined', 'rejected', 'unknown', 'unverified'] as const)(
    'visits nothing that is %s',
    (state) => {
      expect(scheduleWorld({ ...night, requirements: [{ asset: 'db-1', state }] }).value).toMatchObject({
        visits: [],
        unplaced: [],
      });
    },
  );

  it.each<readonly [string, Partial<RequirementSketch>]>([
    ['needs-decision', { governance: { jumpAllowed: false }, jump: 'major' }],
    ['no-target', { target: undefined }],
    ['pending-activation', { state: 'pending-activation' }],
  ])('says %s of work that no visit can do', (code, sketch) => {
    const { value } = scheduleWorld({ ...night, requirements: [{ asset: 'db-1', ...sketch }] });

    expect(value.visits).toEqual([]);
    expect(value.unplaced).toMatchObject([{ asset: 'db-1', requirements: ['R-db-1-openssl'], reason: { code } }]);
  });

  it('lets immediate work go ahead with out-of-cycle alone, unless the policy bundles all', () => {
    const requirements: readonly RequirementSketch[] = [
      { asset: 'db-1', priority: 'immediate', due: '2026-11-20T00:00:00Z' },
      { asset: 'db-1', priority: 'out-of-cycle', component: curl },
      { asset: 'db-1', component: { ...curl, name: 'vim' } },
    ];

    const apart = scheduleWorld({ ...night, requirements }).value.visits;
    const together = scheduleWorld({
      ...night,
      requirements: requirements.map((sketch) => ({ ...sketch, governance: { bundleAll: true } })),
    }).value.visits;

    expect(apart.map(({ requirements: carried }) => carried)).toEqual([
      ['R-db-1-curl', 'R-db-1-openssl'],
      ['R-db-1-vim'],
    ]);
    expect(apart[1]?.start).toBeGreaterThanOrEqual(apart[0]?.end ?? Number.NaN);
    expect(together.map(({ requirements: carried }) => carried.length)).toEqual([3]);
  });

  it('starts no visit before the lead time for its approval is over', () => {
    const visit = onlyVisit({
      ...night,
      requirements: [{ asset: 'db-1', governance: { leadTimeMs: 48 * 3_600_000 } }],
    });

    expect(visit.start).toBe(at('2026-11-20T22:00:00Z'));
    expect(visit.refused.map(({ reason }) => reason.code)).toEqual(['lead-time', 'lead-time']);
  });

  it('does not hold immediate work up for the longer lead time of other work', () => {
    const { visits } = scheduleWorld({
      ...night,
      requirements: [
        { asset: 'db-1', priority: 'immediate', due: '2026-11-19T08:00:00Z' },
        { asset: 'db-1', priority: 'out-of-cycle', component: curl, governance: { leadTimeMs: 86_400_000 } },
      ],
    }).value;

    expect(visits.map(({ start, kind }) => [start, kind])).toEqual([
      [at('2026-11-18T22:00:00Z'), 'routine'],
      [at('2026-11-19T22:00:00Z'), 'routine'],
    ]);
  });

  it('uses only windows that serve the priority, for the asset, and long enough for its visit', () => {
    const windows = {
      'a-urgent': { ...nightly, start: '2026-01-01T09:00', priorities: ['immediate'] as const },
      'b-web': { ...nightly, start: '2026-01-01T10:00', selector: { names: ['web-*'] } },
      'c-short': { ...nightly, start: '2026-01-01T11:00' },
      'd-long': { ...nightly, start: '2026-01-01T12:00', visitDuration: '2h' },
    };

    const visit = onlyVisit({
      windows,
      assets: [{ name: 'db-1', visitDurationMs: 90 * 60_000 }],
      requirements: [{ asset: 'db-1' }],
    });

    expect(visit).toMatchObject({
      window: 'd-long',
      start: at('2026-11-18T12:00:00Z'),
      end: at('2026-11-18T13:30:00Z'),
    });
    expect(visit.refused.map(({ window, reason }) => [window, reason.code])).toEqual([
      ['a-urgent', 'window-priorities'],
      ['c-short', 'visit-too-long'],
    ]);
  });

  it('starts no wave in the cutoff, and none that would end after the window', () => {
    const windows = { night: { ...nightly, duration: '210min', cutoff: '90min', maxConcurrent: 1 } };
    const requirements = ['a', 'b', 'c'].map((asset) => ({ asset }));

    const { visits } = scheduleWorld({ windows, requirements }).value;

    expect(visits.map(({ start, wave }) => [start, wave])).toEqual([
      [at('2026-11-18T22:00:00Z'), 1],
      [at('2026-11-18T23:00:00Z'), 2],
      [at('2026-11-19T22:00:00Z'), 1],
    ]);
  });

  it('aims at the earliest due that it can still meet', () => {
    const visit = onlyVisit({
      ...night,
      requirements: [
        { asset: 'db-1', due: '2026-11-18T12:00:00Z' },
        { asset: 'db-1', component: curl, due: '2026-11-19T12:00:00Z' },
      ],
    });

    expect(visit).toMatchObject({
      state: 'late',
      deadline: at('2026-11-19T12:00:00Z'),
      reasons: [{ code: 'no-window-before-due' }],
    });
  });

  it('sends what is overdue at the earliest time that makes nothing else late', () => {
    const { visits } = scheduleWorld({
      ...night,
      requirements: [
        { asset: 'a-overdue', due: '2026-11-01T00:00:00Z', state: 'overdue' },
        { asset: 'b-tight', due: '2026-11-18T23:00:00Z' },
        { asset: 'c-loose', due: '2026-11-30T00:00:00Z' },
      ],
    }).value;

    expect(visits.map(({ asset, state }) => [asset, state])).toEqual([
      ['b-tight', 'planned'],
      ['a-overdue', 'late'],
      ['c-loose', 'planned'],
    ]);
  });

  it('prefers priority, then due, criticality, data classification and name where not all can be on time', () => {
    const windows = { night: { ...nightly, visitDuration: '2h' } };
    const due = '2026-11-19T12:00:00Z';
    const winner = (requirements: readonly RequirementSketch[], assets: World['assets'] = []): string | undefined =>
      scheduleWorld({ windows, assets, requirements }).value.visits[0]?.asset;

    expect(
      winner([
        { asset: 'a', due },
        { asset: 'b', due, priority: 'out-of-cycle' },
      ]),
    ).toBe('b');
    expect(
      winner([
        { asset: 'a', due },
        { asset: 'b', due: '2026-11-19T11:00:00Z' },
      ]),
    ).toBe('b');
    expect(
      winner(
        [
          { asset: 'a', due },
          { asset: 'b', due },
        ],
        [
          { name: 'a', facts: { criticality: 'high' } },
          { name: 'b', facts: { criticality: 'mission-critical' } },
        ],
      ),
    ).toBe('b');
    expect(
      winner(
        [
          { asset: 'a', due },
          { asset: 'b', due },
        ],
        [
          { name: 'a', facts: { dataClassification: 'public' } },
          { name: 'b', facts: { dataClassification: 'internal' } },
        ],
      ),
    ).toBe('b');
    expect(
      winner([
        { asset: 'b', due },
        { asset: 'a', due },
      ]),
    ).toBe('a');
  });

  it('says why work has no place', () => {
    const reasonOf = (world: Partial<World>): string | undefined =>
      scheduleWorld({ requirements: [{ asset: 'db-1' }], ...world }).value.unplaced[0]?.reason.code;

    expect(reasonOf({})).toBe('no-window');
    expect(reasonOf({ windows: { urgent: { ...nightly, priorities: ['immediate'] } } })).toBe('window-priorities');
    expect(reasonOf({ ...night, assets: [{ name: 'db-1', visitDurationMs: 7_200_000 }] })).toBe('visit-too-long');
    expect(reasonOf({ windows: { once: { ...nightly, rrule: 'FREQ=DAILY;UNTIL=20260201' } } })).toBe('no-window');
  });
});
