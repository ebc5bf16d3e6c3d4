import { describe, expect, it } from 'vitest';
import { decided, documents, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-18T08:00:00Z');
const openssl = { ecosystem: 'Debian:12', name: 'openssl', version: '1.0' };

type Files = Readonly<Record<string, string>>;

/** Two hosts that lack one fix and are due in ten days, and a window that serves both. */
const good: Files = {
  'patchledger.yaml': yaml('Workspace', 'estate', {}),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: ['web-1', 'web-2'].map((name) => ({ name, components: [openssl] })),
  }),
  'policies/all.yaml': policy('10d'),
  'schedules/night.yaml': yaml('MaintenanceWindow', 'night', {
    start: '2026-01-01T22:00',
    rrule: 'FREQ=DAILY',
    duration: '4h',
    visitDuration: '1h',
    maxConcurrent: 1,
  }),
  'catalog/osv.json': JSON.stringify({
    id: 'DSA-1',
    modified: '2026-11-17T00:00:00Z',
    published: '2026-11-17T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'Debian:12', name: 'openssl' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.1' }] }],
      },
    ],
  }),
};

function policy(within: string): string {
  const rule = { id: 'all', then: { priority: 'scheduled', within, clockStart: 'released' } };
  return yaml('PatchPolicy', 'all', { rules: [rule] });
}

/** A second window, in line 4 of `bad.yaml`. */
const window = (spec: object): Files => ({
  'schedules/bad.yaml': yaml('MaintenanceWindow', 'bad', {
    ...{ start: '2026-01-01T10:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 1 },
    ...spec,
  }),
});

const freeze = (name: string, spec: object): string =>
  yaml('Freeze', name, { selector: { names: ['db-*'] }, reason: 'peak', ...spec });

const cluster = (spec: object): Files => ({
  'inventory/bad.yaml': yaml('Cluster', 'bad', { consensus: 'cft', members: [{ external: 'partner' }], ...spec }),
});

/** A database beside the web hosts, in line 4 of `bad.yaml`. */
const database = (asset: object): Files => ({
  'inventory/bad.yaml': yaml('Inventory', 'bad', { assets: [{ name: 'db-1', components: [openssl], ...asset }] }),
});

const cases: readonly (readonly [string, Files, string])[] = [
  ['a window of no length', window({ duration: '0h' }), 'schedule/length-invalid'],
  ['a window of negative length', window({ duration: '-2h' }), 'schema/malformed-duration'],
  ['a wave of no length', window({ visitDuration: '0min' }), 'schedule/length-invalid'],
  ['a negative cutoff', window({ cutoff: '-10min' }), 'schema/malformed-duration'],
  [
    'a freeze of no length',
    { ...database({}), 'schedules/bad.yaml': freeze('bad', { start: '2026-12-01T00:00', duration: '0h' }) },
    'schedule/length-invalid',
  ],
  ['a visit of no length', database({ visitDuration: '0h' }), 'schedule/length-invalid'],
  ['a negative soak', cluster({ soak: '-1h' }), 'schema/malformed-duration'],
  ['members that may be away for no time', cluster({ maxOffline: '0h' }), 'schedule/length-invalid'],
  [
    'a negative time limit',
    { 'policies/bad.yaml': policy('-3d').replace('name: all', 'name: bad') },
    'schema/malformed-duration',
  ],
  ['a wave longer than its window', window({ visitDuration: '3h' }), 'schedule/visit-too-long'],
  ['a visit longer than any wave', database({ visitDuration: '9h' }), 'schedule/visit-fits-nowhere'],
  [
    'a window on a day that no year has',
    window({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }),
    'schedule/never-happens',
  ],
  ['a window whose rule has ended', window({ rrule: 'FREQ=DAILY;UNTIL=20260201T000000Z' }), 'schedule/never-happens'],
  ['COUNT with UNTIL', window({ rrule: 'FREQ=DAILY;COUNT=3;UNTIL=20270201T000000Z' }), 'schedule/rule-invalid'],
  ['an unknown time zone of a window', window({ timeZone: 'Mars/Olympus' }), 'link/unknown-time-zone'],
  [
    'an unknown time zone of the estate',
    { 'patchledger.yaml': yaml('Workspace', 'estate', { timeZone: 'Mars/Olympus' }) },
    'link/unknown-time-zone',
  ],
  [
    'an order of roles that comes back to its beginning',
    cluster({ order: ['orderer', 'peer', 'orderer'] }),
    'schema/repeated-item',
  ],
  [
    'a member in no inventory that is not external',
    cluster({ members: [{ asset: 'ghost' }, { external: 'partner' }] }),
    'link/unknown-reference',
  ],
  [
    'a budget of nothing',
    {
      ...database({ cluster: 'bad' }),
      ...{ 'inventory/cluster.yaml': yaml('Cluster', 'bad', { consensus: 'none', budget: { maxUnavailable: 0 } }) },
    },
    'schedule/budget-zero',
  ],
  ['a negative budget', cluster({ budget: { maxUnavailable: -1 } }), 'schema/out-of-range'],
  ['a window without room', window({ maxConcurrent: 0 }), 'schedule/window-without-capacity'],
  [
    'freezes that overlap',
    {
      ...database({}),
      'schedules/bad.yaml': documents(
        freeze('one', { from: '2026-12-01', to: '2026-12-10' }),
        freeze('two', { from: '2026-12-05', to: '2026-12-12' }),
      ),
    },
    'schedule/freezes-overlap',
  ],
];

describe('a window that happens seldom', () => {
  it.each(['FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=1', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'])('is meant so: %s', (rrule) => {
    const { diagnostics } = decided({ ...good, ...window({ rrule }) }, { asOf });

    expect(diagnostics.filter(({ code }) => code === 'schedule/never-happens')).toEqual([]);
  });
});

describe('input that cannot be meant', () => {
  it.each(cases)('is one diagnostic, and the rest is planned: %s', (_, bad, code) => {
    const { plan, diagnostics } = decided({ ...good, ...bad }, { asOf });

    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(diagnostics[0]?.range?.start.line).toBeGreaterThanOrEqual(3);
    expect(diagnostics[0]?.message).not.toMatch(/undefined|NaN|\{/);
    expect(plan.schedule.visits.filter(({ asset }) => asset !== 'db-1')).toMatchObject([
      { asset: 'web-1', window: 'night', state: 'planned' },
      { asset: 'web-2', window: 'night', state: 'planned' },
    ]);
  });

  it('leaves out what never fits, with its reason', () => {
    const long = decided({ ...good, ...database({ visitDuration: '9h' }) }, { asOf }).plan.schedule.unplaced;
    const members = { consensus: 'none', budget: { maxUnavailable: 0 } };
    const files = { ...good, ...database({ cluster: 'c' }), 'inventory/c.yaml': yaml('Cluster', 'c', members) };
    const held = decided(files, { asOf }).plan.schedule.unplaced;

    expect(long).toMatchObject([{ asset: 'db-1', reason: { code: 'visit-too-long' } }]);
    expect(held).toMatchObject([{ asset: 'db-1', reason: { code: 'budget' } }]);
  });

  it('does not include a due in the past: that is overdue, and goes at the earliest safe time', () => {
    const { plan, diagnostics } = decided({ ...good, 'policies/all.yaml': policy('1h') }, { asOf });

    expect(diagnostics).toEqual([]);
    expect(plan.schedule.visits).toMatchObject(
      ['web-1', 'web-2'].map((asset) => ({ asset, state: 'late', reasons: [{ code: 'overdue' }] })),
    );
    expect(plan.schedule.visits[0]?.start).toBe(at('2026-11-18T22:00:00Z'));
  });
});
