import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../../support/estate.ts';

const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const osv = {
  ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
};
const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 4 };

/** Hosts `db` and `web` with an update each, by text of further files. */
function planOf(files: Readonly<Record<string, string>>, priority = 'scheduled') {
  const assets = ['db', 'web'].map((name) => ({ name, components: [component] }));
  return decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets }),
    'catalog/app.json': JSON.stringify(osv),
    'policies/p.yaml': yaml('PatchPolicy', 'p', { rules: [{ id: 'all', then: { priority, within: '14d' } }] }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
    ...files,
  }).plan;
}

const starts = ({ schedule }: ReturnType<typeof planOf>) =>
  schedule.visits.map(({ asset, kind, start }) => [asset, kind, new Date(start).toISOString()]);
const refusals = ({ schedule }: ReturnType<typeof planOf>) =>
  schedule.unplaced.map(({ asset, reason }) => [asset, reason.code]);

const tonight = '2026-11-22T22:00:00.000Z';
const db = { names: ['db'] };
const times = { from: '2026-11-22', to: '2026-11-25' };
const freeze = (spec: object, name = 'peak') => ({ 'schedules/f.yaml': yaml('Freeze', name, spec) });

describe('a Freeze that cannot be read', () => {
  it('keeps its assets from visits in its time, where both can be read', () => {
    const plan = planOf(freeze({ selector: db, ...times, reasn: 'shop' }));

    expect(starts(plan)).toEqual([
      ['web', 'routine', tonight],
      ['db', 'routine', '2026-11-26T22:00:00.000Z'],
    ]);
    expect(plan.incomplete).not.toEqual([]);
  });

  it.each([
    ['its end is lost', { selector: db, from: '2026-11-22', until: '2026-11-25', reason: 'shop' }],
    ['its beginning is no moment', { selector: db, from: 'soon', to: '2026-11-25', reason: 'shop' }],
    ['the zone of its days is lost', { selector: db, ...times, timezone: 'Asia/Tokyo', reason: 'shop' }],
    ['its zone is none that there is', { selector: db, ...times, timeZone: 'Mars/Base', reason: 'shop' }],
    ['it comes back', { selector: db, start: '2026-01-01T00:00', rrule: 'FREQ=DAILY', duration: '1h', reasn: 'shop' }],
    ['it ends before it begins', { selector: db, from: '2026-11-25', to: '2026-11-22', reason: 'shop' }],
    ['it has no time', { selector: db, reason: 'shop' }],
  ])('lets nobody visit its assets where %s', (_, spec) => {
    const plan = planOf(freeze(spec));

    expect(starts(plan)).toEqual([['web', 'routine', tonight]]);
    expect(refusals(plan)).toEqual([['db', 'freeze-unread']]);
  });

  it('names itself and its file', () => {
    const [unplaced] = planOf(freeze({ selector: db, reason: 'shop', form: '2026-11-22' })).schedule.unplaced;

    expect(unplaced?.reason.text).toBe(
      'freeze peak (schedules/f.yaml) could not be read, so nobody knows when and for whom it holds',
    );
  });

  it.each([
    ['its selector is lost', freeze({ selectr: db, reason: 'shop' })],
    ['its YAML is wrong', { 'schedules/f.yaml': `${yaml('Freeze', 'peak', { selector: db })}spec: {}\n` }],
    ['it has no name', { 'schedules/f.yaml': yaml('Freeze', 'peak', '{}').replace('name: peak', '') }],
  ])('may mean every asset where %s', (_, files) => {
    expect(refusals(planOf(files))).toEqual([
      ['db', 'freeze-unread'],
      ['web', 'freeze-unread'],
    ]);
  });

  it('holds for everybody in its time where only that can be read', () => {
    const plan = planOf(freeze({ selectr: db, ...times, reason: 'shop' }));

    expect(starts(plan).map(([, , start]) => start)).toEqual(['2026-11-26T22:00:00.000Z', '2026-11-26T22:00:00.000Z']);
    expect(plan.schedule.visits[0]?.refused[0]?.reason.code).toBe('freeze-unread');
  });

  it('holds beside one of the same name', () => {
    const first = yaml('Freeze', 'peak', {
      selector: { names: ['web'] },
      from: '2026-01-01',
      to: '2026-01-02',
      reason: 'x',
    });
    const second = yaml('Freeze', 'peak', { selector: db, ...times, reason: 'shop' });
    const plan = planOf({ 'schedules/f.yaml': `${first}---\n${second}` });

    expect(starts(plan).at(-1)).toEqual(['db', 'routine', '2026-11-26T22:00:00.000Z']);
  });

  it('lets immediate work pass only by the role that may let it', () => {
    const spec = { selector: db, reason: 'shop', form: '2026-11-22' };
    const held = planOf(freeze(spec), 'immediate');
    const role = { 'directory/r.yaml': yaml('Role', 'boss', { members: [] }) };
    const passed = planOf({ ...freeze({ ...spec, overrideRole: 'boss' }), ...role }, 'immediate');

    expect(refusals(held)).toEqual([['db', 'freeze-unread']]);
    const visit = passed.schedule.visits.find(({ asset }) => asset === 'db');
    expect(visit?.kind).toBe('emergency');
    expect(JSON.stringify(visit?.gates)).toContain('boss lets it pass freeze peak (schedules/f.yaml)');
  });
});

const rings = [{ name: 'first', selector: { names: ['web'] } }, { name: 'rest' }];

describe('a Rollout that cannot be read', () => {
  it.each([
    ['whom it selects', { selector: db, rings, pausd: {} }, [['db', 'rollout-unread']]],
    [
      'every asset, where its selector is lost',
      { selectr: db, rings },
      [
        ['db', 'rollout-unread'],
        ['web', 'rollout-unread'],
      ],
    ],
  ])('keeps %s from visits', (_, spec, expected) => {
    for (const priority of ['scheduled', 'immediate']) {
      const plan = planOf({ 'schedules/r.yaml': yaml('Rollout', 'waves', spec) }, priority);

      expect(refusals(plan)).toEqual(expected);
      expect(plan.schedule.visits).toHaveLength(2 - expected.length);
      expect(plan.schedule.unplaced[0]?.reason.text).toBe(
        'rollout waves (schedules/r.yaml) could not be read, so nobody knows what must go before this asset',
      );
    }
  });
});

const broken = { ...nights, selector: db, maxConcurent: 4 };

describe('a MaintenanceWindow that cannot be read', () => {
  it('is named by what has no place for want of it', () => {
    const [unplaced, other] = planOf({ 'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', broken) }).schedule
      .unplaced;

    expect(unplaced).toMatchObject({
      asset: 'db',
      reason: { code: 'window-unread', text: 'window nights (schedules/w.yaml) could not be read' },
    });
    expect(other).toMatchObject({ asset: 'web', reason: { code: 'no-window' } });
  });

  it('is named as well when it was read and cannot be meant', () => {
    const endless = { ...nights, visitDuration: '3h' };
    const [unplaced] = planOf({ 'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', endless) }).schedule.unplaced;

    expect(unplaced?.reason.code).toBe('window-unread');
  });

  it('is named beside the windows that come too late', () => {
    const monthly = { ...nights, start: '2026-12-20T22:00', rrule: 'FREQ=MONTHLY' };
    const plan = planOf({
      'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', broken),
      'schedules/m.yaml': yaml('MaintenanceWindow', 'monthly', monthly),
    });

    const texts = plan.schedule.visits.map(({ reasons }) => reasons[0]?.text ?? '');
    expect(texts[0]).toMatch(/; window nights \(schedules\/w\.yaml\) could not be read/);
    expect(texts[1]).not.toContain('could not be read');
  });
});
