import { describe, expect, it } from 'vitest';
import type { Freeze } from '../../../src/model/generated/freeze.ts';
import type { Rollout } from '../../../src/model/generated/rollout.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const wide = { ...nightly, maxConcurrent: 10 };
const all = { all: true } as const;

function frozenWorld(freeze: Partial<Freeze['spec']>, parts: Partial<World> = {}): World {
  return {
    windows: { night: wide },
    freezes: { 'year-end': { selector: all, reason: 'closing the books', ...freeze } },
    requirements: [{ asset: 'db-1', due: '2026-11-30T00:00:00Z' }],
    ...parts,
  };
}

describe('a freeze', () => {
  it('takes the waves that it overlaps and leaves the others', () => {
    const { value } = scheduleWorld(frozenWorld({ from: '2026-11-18T12:00', to: '2026-11-18T23:00' }));

    expect(value.visits).toMatchObject([{ start: at('2026-11-18T23:00:00Z'), wave: 2 }]);
  });

  it('counts its last day whole', () => {
    const { value } = scheduleWorld(frozenWorld({ from: '2026-11-18', to: '2026-11-20' }));

    expect(value.visits).toMatchObject([{ start: at('2026-11-21T22:00:00Z') }]);
    expect(value.visits[0]?.refused).toMatchObject([
      { window: 'night', start: at('2026-11-18T22:00:00Z'), reason: { code: 'freeze' } },
      { start: at('2026-11-19T22:00:00Z') },
      { start: at('2026-11-20T22:00:00Z') },
    ]);
  });

  it('comes back by its rule', () => {
    const { value } = scheduleWorld(frozenWorld({ start: '2026-11-04T00:00', rrule: 'FREQ=WEEKLY', duration: '24h' }));

    expect(value.visits).toMatchObject([{ start: at('2026-11-19T22:00:00Z') }]);
  });

  it('lets the priorities pass that it exempts, and does not hold up an asset it does not select', () => {
    const { value } = scheduleWorld(
      frozenWorld(
        { from: '2026-11-18', to: '2026-11-20', exempt: ['out-of-cycle'], selector: { names: ['db-*'] } },
        {
          requirements: [
            { asset: 'db-1', priority: 'out-of-cycle', due: '2026-11-30T00:00:00Z' },
            { asset: 'db-2', due: '2026-11-30T00:00:00Z' },
            { asset: 'web-1', due: '2026-11-30T00:00:00Z' },
          ],
        },
      ),
    );

    expect(value.visits.map(({ asset, start }) => [asset, start])).toEqual([
      ['db-1', at('2026-11-18T22:00:00Z')],
      ['web-1', at('2026-11-18T22:00:00Z')],
      ['db-2', at('2026-11-21T22:00:00Z')],
    ]);
  });

  it('that lets only urgent work pass splits a visit rather than holding the urgent part up', () => {
    const { value } = scheduleWorld(
      frozenWorld(
        { from: '2026-11-18', to: '2026-11-20', exempt: ['out-of-cycle'] },
        {
          requirements: [
            { asset: 'db-1', priority: 'out-of-cycle', due: '2026-11-20T00:00:00Z' },
            { asset: 'db-1', component: { ecosystem: 'npm', name: 'left', version: '1' }, due: '2026-11-30T00:00:00Z' },
          ],
        },
      ),
    );

    expect(value.visits.map(({ start, requirements }) => [start, requirements])).toEqual([
      [at('2026-11-18T22:00:00Z'), ['R-db-1-openssl']],
      [at('2026-11-21T22:00:00Z'), ['R-db-1-left']],
    ]);
  });

  it('that covers every window before the due is the reason for being late', () => {
    const { value } = scheduleWorld(frozenWorld({ from: '2026-11-18', to: '2026-12-01' }));

    expect(value.visits).toMatchObject([
      { state: 'late', start: at('2026-12-02T22:00:00Z'), reasons: [{ code: 'freeze' }] },
    ]);
    expect(value.visits[0]?.reasons[0]?.text).toContain('year-end');
  });

  it.each<readonly [string, Partial<Freeze['spec']>]>([
    ['schedule/freeze-without-time', {}],
    ['schedule/freeze-backwards', { from: '2026-11-20', to: '2026-11-18' }],
    ['schedule/start-invalid', { from: '2026-02-30', to: '2026-11-18' }],
    ['schedule/length-invalid', { start: '2026-11-04T00:00', rrule: 'FREQ=WEEKLY', duration: '1mo' }],
    [
      'schedule/rule-invalid',
      { start: '2026-11-04T00:00', rrule: 'FREQ=WEEKLY;COUNT=1;UNTIL=20261130', duration: '1h' },
    ],
  ])('that cannot be meant is %s, and nobody knows when its assets may be visited', (code, freeze) => {
    const { value, diagnostics } = scheduleWorld(frozenWorld(freeze));

    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(value.visits).toEqual([]);
    expect(value.unplaced.map(({ reason }) => reason.code)).toEqual(['freeze-unread']);
  });

  it('that overlaps another is told once', () => {
    const world = frozenWorld({ from: '2026-12-20', to: '2026-12-31' });
    const audit: Freeze['spec'] = { selector: all, reason: 'audit', from: '2026-12-30', to: '2027-01-02' };

    const { diagnostics } = scheduleWorld({ ...world, freezes: { ...world.freezes, audit } });

    expect(diagnostics.map(({ code }) => code)).toEqual(['schedule/freezes-overlap']);
  });
});

const rings = (soak: Rollout['spec']['rings'][number]['soak']): Rollout['spec'] => ({
  rings: [{ name: 'canary', selector: { names: ['can-*'] }, ...(soak !== undefined && { soak }) }, { name: 'rest' }],
});

const due = '2026-12-15T00:00:00Z';
const both = [
  { asset: 'can-1', due },
  { asset: 'web-1', due },
];

describe('a rollout', () => {
  it('starts a ring no earlier than the end of the ring before it and its soak', () => {
    const { value } = scheduleWorld({ windows: { night: wide }, rollouts: { all: rings('3d') }, requirements: both });

    expect(value.visits).toMatchObject([
      { asset: 'can-1', ring: 'canary', end: at('2026-11-18T23:00:00Z') },
      { asset: 'web-1', ring: 'rest', start: at('2026-11-21T23:00:00Z') },
    ]);
    expect(value.visits[1]?.gates).toContainEqual(expect.objectContaining({ gate: 'ring-promotion', status: 'open' }));
    expect(value.visits[1]?.refused.map(({ reason }) => reason.code)).toEqual(['ring', 'ring', 'ring']);
  });

  it('soaks as long as the priority asks for', () => {
    const urgent = both.map((sketch) => ({ ...sketch, priority: 'out-of-cycle' as const }));

    const { value } = scheduleWorld({
      windows: { night: wide },
      rollouts: { all: rings({ scheduled: '3d' }) },
      requirements: urgent,
    });

    expect(value.visits.map(({ start }) => start)).toEqual([at('2026-11-18T22:00:00Z'), at('2026-11-18T23:00:00Z')]);
  });

  it('lets a ring pass that has nothing of what is rolled out', () => {
    const { value } = scheduleWorld({
      windows: { night: wide },
      rollouts: { all: rings('3d') },
      requirements: [
        { asset: 'can-1', due, component: { ecosystem: 'npm', name: 'left', version: '1' } },
        { asset: 'web-1', due },
      ],
    });

    expect(value.visits.map(({ start }) => start)).toEqual([at('2026-11-18T22:00:00Z'), at('2026-11-18T22:00:00Z')]);
    expect(value.visits[1]?.gates).toContainEqual(expect.objectContaining({ gate: 'ring-promotion', status: 'met' }));
  });

  it('whose soak outlasts the due makes the next ring late and names itself', () => {
    const soon = [
      { asset: 'can-1', due },
      { asset: 'web-1', due: '2026-11-20T00:00:00Z' },
    ];

    const { value } = scheduleWorld({ windows: { night: wide }, rollouts: { all: rings('3d') }, requirements: soon });

    expect(value.visits[1]).toMatchObject({ asset: 'web-1', state: 'late', reasons: [{ code: 'ring' }] });
  });

  it('holds a due back for a ring without one that is to prove the same package', () => {
    const { value } = scheduleWorld({
      windows: { night: wide },
      rollouts: { all: rings('3d') },
      requirements: [
        { asset: 'can-1', priority: 'defer' },
        { asset: 'web-1', due },
      ],
    });

    expect(value.visits).toMatchObject([
      { asset: 'can-1', end: at('2026-11-18T23:00:00Z') },
      { asset: 'web-1', start: at('2026-11-21T23:00:00Z') },
    ]);
  });

  it('lets immediate work pass a ring in which nothing is due', () => {
    const { value } = scheduleWorld({
      windows: { night: wide },
      rollouts: { all: rings('3d') },
      requirements: [
        { asset: 'can-1', priority: 'defer' },
        { asset: 'can-2', priority: 'defer' },
        { asset: 'web-1', priority: 'immediate', due: '2026-11-19T00:00:00Z' },
        { asset: 'web-2', due },
      ],
    });

    expect(value.visits.map(({ asset, start }) => [asset, start])).toEqual([
      ['can-1', at('2026-11-18T22:00:00Z')],
      ['can-2', at('2026-11-18T22:00:00Z')],
      ['web-1', at('2026-11-18T22:00:00Z')],
      ['web-2', at('2026-11-21T23:00:00Z')],
    ]);
  });

  it('lets what nobody waits for go last, whatever its ring', () => {
    const { value } = scheduleWorld({
      windows: { night: nightly },
      rollouts: { all: rings('3d') },
      requirements: [
        { asset: 'can-1', priority: 'defer', component: { ecosystem: 'npm', name: 'left', version: '1' } },
        { asset: 'web-1', due },
        { asset: 'web-2', due },
      ],
    });

    expect(value.visits.map(({ asset }) => asset)).toEqual(['web-1', 'web-2', 'can-1']);
  });

  it('keeps to the size of its ring', () => {
    const spec: Rollout['spec'] = { rings: [{ name: 'only', maxConcurrent: 2 }] };
    const requirements = ['a', 'b', 'c'].map((asset) => ({ asset, due }));

    const { value } = scheduleWorld({ windows: { night: wide }, rollouts: { all: spec }, requirements });

    expect(value.visits.map(({ wave }) => wave)).toEqual([1, 1, 2]);
  });

  it('that is paused holds its visits up, without an end for good', () => {
    const paused = { until: '2026-11-20', reason: 'faults in canary' };
    const world: World = { windows: { night: wide }, requirements: both };

    const until = scheduleWorld({ ...world, rollouts: { all: { ...rings('0h'), paused } } }).value;
    const forever = scheduleWorld({
      ...world,
      rollouts: { all: { ...rings('0h'), paused: { reason: 'faults' } } },
    }).value;

    expect(until.visits.map(({ start }) => start)).toEqual([at('2026-11-21T22:00:00Z'), at('2026-11-21T23:00:00Z')]);
    expect(forever.unplaced.map(({ reason }) => reason.code)).toEqual(['paused', 'paused']);
  });

  it('that takes assets of another is reported once, and the first by name holds', () => {
    const { value, diagnostics } = scheduleWorld({
      windows: { night: wide },
      rollouts: { a: { rings: [{ name: 'first' }] }, b: { rings: [{ name: 'second' }] } },
      requirements: ['db-1', 'db-2', 'db-3'].map((asset) => ({ asset, due })),
    });

    expect(diagnostics.map(({ code }) => code)).toEqual(['schedule/two-rollouts']);
    expect(diagnostics[0]?.message).toContain('asset db-1 and 2 more are in the Rollouts a and b');
    expect(value.visits[0]?.ring).toBe('first');
  });
});
