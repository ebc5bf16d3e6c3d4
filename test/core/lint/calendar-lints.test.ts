import { describe, expect, it } from 'vitest';
import { documents, yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';
import { at } from '../../support/world.ts';

/** A Monday in winter. */
const monday = at('2026-11-23T12:00:00Z');

interface Parts {
  readonly assets?: readonly object[];
  readonly window?: object;
  readonly policy?: object;
  readonly rule?: object;
  readonly more?: readonly string[];
  readonly zone?: string;
}

/** One asset, one window on Saturdays from 22:00 in waves of an hour, one rule. */
function estate({
  assets = [{ name: 'db-1' }],
  window,
  policy,
  rule,
  more = [],
  zone = 'UTC',
}: Parts): Record<string, string> {
  const then = { priority: 'scheduled', within: '7d', ...rule };
  return {
    'patchledger.yaml': yaml('Workspace', 'w', { timeZone: zone }),
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
    'policies/base.yaml': yaml('PatchPolicy', 'base', { rules: [{ id: 'high', then }], ...policy }),
    'schedules/all.yaml': documents(
      yaml('MaintenanceWindow', 'weekend', {
        start: '2026-01-03T22:00',
        rrule: 'FREQ=WEEKLY;BYDAY=SA',
        duration: '3h',
        visitDuration: '1h',
        maxConcurrent: 1,
        ...window,
      }),
      ...more,
    ),
  };
}
const infeasible = (parts: Parts) => linting('lint/infeasible-promise', estate(parts), monday);
const lead = (leadTime: string): object => ({ approvals: { scheduled: { leadTime } } });
const freeze = (name: string, spec: object): string =>
  yaml('Freeze', name, { selector: { all: true }, reason: 'closing', ...spec });
const december = freeze('december', { from: '2026-12-12', to: '2026-12-27' });

describe('lint/infeasible-promise', () => {
  it('keeps silent where the next window is always near enough', () => {
    expect(infeasible({})).toEqual([]);
  });

  it('names the longest wait, what comes before it, and the smallest fix, at the time limit', () => {
    const parts = { policy: lead('2d') };
    const [found] = infeasible(parts);

    expect(found?.message).toContain('the longest wait for weekend is 6 d 23 h, with 2 d lead time 8 d 23 h');
    expect(found?.message).toContain('1 asset (db-1)');
    expect(found?.hint).toBe('a window every 4 days, or within 9d');
    expect(pointedAt(estate(parts), found)).toBe('"7d"');
  });

  it('counts tests, and none for the priorities that are exempt', () => {
    const testing = { testing: { duration: '4h' } };
    expect(infeasible({ policy: testing })).toHaveLength(1);
    expect(infeasible({ policy: { testing: { ...testing.testing, exempt: ['scheduled'] } } })).toEqual([]);
  });

  it('counts the visit itself', () => {
    const window = { visitDuration: '3h' };
    expect(infeasible({ window })[0]?.message).toContain('7 d 3 h');
    expect(infeasible({ window, assets: [{ name: 'db-1', visitDuration: '1h' }] })[0]?.message).toContain('7 d 1 h');
  });

  it('counts what a cutoff takes from a window', () => {
    expect(infeasible({ window: { cutoff: '150min' } })).toHaveLength(1);
  });

  it('counts a freeze, and names it where it alone is in the way', () => {
    const [found] = infeasible({ more: [december] });

    expect(found?.message).toContain('27 d 23 h');
    expect(found?.hint).toBe('exempt scheduled from freeze december, or within 28d');
    expect(
      infeasible({ more: [freeze('december', { from: '2026-12-12', to: '2026-12-27', exempt: ['scheduled'] })] }),
    ).toEqual([]);
  });

  it('counts only windows that serve the priority', () => {
    const [found] = infeasible({ window: { priorities: ['immediate'] } });
    expect(found?.message).toContain('no window serves work of this priority');
  });

  it('counts earlier rings with assets, their windows and their soak', () => {
    const rings = [{ name: 'canary', selector: { names: ['db-1'] }, soak: '24h' }, { name: 'rest' }];
    const assets = [{ name: 'db-1' }, { name: 'db-2' }];
    const [found, ...others] = infeasible({
      assets,
      rule: { within: '10d' },
      more: [yaml('Rollout', 'waves', { rings })],
    });

    expect(others).toEqual([]);
    expect(found?.message).toContain('1 asset (db-2)');
    expect(found?.message).toContain('for ring canary and 1 d of soak');
    expect(
      infeasible({ assets: [{ name: 'db-2' }], rule: { within: '10d' }, more: [yaml('Rollout', 'waves', { rings })] }),
    ).toEqual([]);
  });

  it('counts business days', () => {
    expect(infeasible({ rule: { within: '6bd' } })).toEqual([]);
    expect(infeasible({ rule: { within: '5bd' } })[0]?.hint).toBe('a window every 4 days, or within 6bd');
  });

  it('counts a window that a clock change takes away', () => {
    const window = { start: '2026-01-04T02:00', rrule: 'FREQ=WEEKLY;BYDAY=SU' };
    expect(infeasible({ window, zone: 'Europe/Berlin', rule: { within: '8d' } })[0]?.message).toContain('13 d 22 h');
    expect(infeasible({ window, rule: { within: '8d' } })).toEqual([]);
  });

  it('counts a series that ends', () => {
    const [found] = infeasible({ window: { rrule: 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20270130T220000' } });
    expect(found?.message).toContain('no visit in weekend ends before 2027-12-28');
  });

  it('leaves out rules that what is known of the asset excludes', () => {
    const rules = [{ id: 'exposed', when: { exposure: 'internet' }, then: { priority: 'scheduled', within: '1d' } }];
    expect(infeasible({ assets: [{ name: 'db-1', exposure: 'isolated' }], policy: { rules } })).toEqual([]);
    expect(infeasible({ policy: { rules } })).toHaveLength(1);
  });

  it('tells alike rules of a policy once', () => {
    const then = { priority: 'scheduled', within: '1d' };
    const rules = [
      { id: 'a', when: { kev: true }, then },
      { id: 'b', then },
    ];
    expect(infeasible({ policy: { rules } })).toMatchObject([
      { message: expect.stringMatching(/^rules a, b of base: 1d/), related: [{}] },
    ]);
  });

  it('says nothing of limits without an end', () => {
    for (const within of ['none', 'next-upgrade', 'kev-due-date']) expect(infeasible({ rule: { within } })).toEqual([]);
  });
});

describe('lint/emergency-only', () => {
  const rule = { priority: 'immediate', within: '24h' };
  const emergency = (parts: Parts) => linting('lint/emergency-only', estate({ rule, ...parts }), monday);

  it('names immediate work that waits too long for a window, and calls it no broken promise', () => {
    const [found, ...others] = emergency({});

    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'info', message: expect.stringContaining('6 d 23 h') });
    expect(pointedAt(estate({ rule }), found)).toBe('"24h"');
    expect(infeasible({ rule })).toEqual([]);
  });

  it('gives way to a broken promise where a freeze lets no emergency pass', () => {
    expect(infeasible({ rule, more: [december] })).toHaveLength(1);
    expect(
      infeasible({ rule, more: [freeze('december', { from: '2026-12-12', to: '2026-12-27', overrideRole: 'ciso' })] }),
    ).toEqual([]);
  });

  it('keeps silent where a window is always near enough', () => {
    expect(emergency({ window: { rrule: 'FREQ=DAILY' } })).toEqual([]);
  });
});

describe('lint/window-always-frozen', () => {
  const frozen = (more: readonly string[], parts: Parts = {}) =>
    linting('lint/window-always-frozen', estate({ ...parts, more }), monday);
  const saturdays = { start: '2026-01-03T00:00', rrule: 'FREQ=WEEKLY;BYDAY=SA', duration: '48h' };

  it('names the window whose every place is frozen, and the freeze', () => {
    const more = [freeze('weekends', saturdays)];
    const [found] = frozen(more);

    expect(found?.message).toContain('weekends');
    expect(pointedAt(estate({ more }), found)).toContain('weekend');
  });

  it('keeps silent where one asset, one priority or one occurrence is left', () => {
    const assets = [{ name: 'db-1' }, { name: 'db-2' }];

    expect(frozen([freeze('weekends', { ...saturdays, selector: { names: ['db-1'] } })], { assets })).toEqual([]);
    expect(frozen([freeze('weekends', { ...saturdays, exempt: ['immediate'] })])).toEqual([]);
    expect(frozen([freeze('weekends', { ...saturdays, rrule: 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20271201T000000' })])).toEqual(
      [],
    );
  });

  it('looks only at priorities that the window serves', () => {
    const more = [freeze('weekends', { ...saturdays, exempt: ['immediate'] })];
    expect(frozen(more, { window: { priorities: ['scheduled'] } })).toHaveLength(1);
  });
});
