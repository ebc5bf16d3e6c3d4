import { describe, expect, it } from 'vitest';
import { night, onlyVisit, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

describe('immediate work', () => {
  it('that no window can serve in time becomes an emergency visit at the earliest safe time, with the role that must agree', () => {
    const visit = onlyVisit({
      ...night,
      asOf: at('2026-11-18T08:00:20Z'),
      requirements: [
        {
          asset: 'gw-1',
          priority: 'immediate',
          due: '2026-11-18T17:00:00Z',
          governance: { leadTimeMs: 3_600_000, approverRoles: ['security-lead'] },
        },
      ],
    });

    expect(visit).toMatchObject({
      kind: 'emergency',
      window: undefined,
      start: at('2026-11-18T09:01:00Z'),
      end: at('2026-11-18T10:01:00Z'),
      state: 'planned',
      reasons: [{ code: 'emergency' }],
    });
    expect(visit.gates[0]).toMatchObject({ gate: 'approval', status: 'open' });
    expect(visit.gates[0]?.needs).toContain('security-lead');
  });

  it('waits for a freeze to end, unless a role may override it, which it then names', () => {
    const world = (overrideRole?: string): World => ({
      ...night,
      freezes: {
        peak: {
          selector: { all: true },
          reason: 'peak',
          from: '2026-11-18T06:00',
          to: '2026-11-18T12:00',
          ...(overrideRole !== undefined && { overrideRole }),
        },
      },
      requirements: [{ asset: 'gw-1', priority: 'immediate', due: '2026-11-18T17:00:00Z' }],
    });

    expect(onlyVisit(world()).start).toBe(at('2026-11-18T12:00:00Z'));
    expect(onlyVisit(world('cio'))).toMatchObject({ start: at('2026-11-18T08:00:00Z') });
    expect(onlyVisit(world('cio')).gates[0]?.needs).toContain('cio');
  });

  it('that is overdue does not wait for a window that opens later', () => {
    const visit = onlyVisit({
      ...night,
      requirements: [{ asset: 'gw-1', priority: 'immediate', due: '2026-11-01T00:00:00Z', state: 'overdue' }],
    });

    expect(visit).toMatchObject({ kind: 'emergency', state: 'late', start: at('2026-11-18T08:00:00Z') });
    expect(visit.reasons.map(({ code }) => code)).toEqual(['overdue', 'emergency']);
  });

  it('takes the members of a cluster one by one, windows or not', () => {
    const names = ['val-1', 'val-2', 'val-3', 'val-4'];

    const { visits } = scheduleWorld({
      ...night,
      clusters: { ledger: { consensus: 'bft', soak: '15min' } },
      assets: names.map((name) => ({ name, cluster: 'ledger' })),
      requirements: names.map((asset) => ({ asset, priority: 'immediate', due: '2026-11-18T17:00:00Z' })),
    }).value;

    expect(visits.map(({ asset, start, kind }) => [asset, start, kind])).toEqual([
      ['val-1', at('2026-11-18T08:00:00Z'), 'emergency'],
      ['val-2', at('2026-11-18T09:15:00Z'), 'emergency'],
      ['val-3', at('2026-11-18T10:30:00Z'), 'emergency'],
      ['val-4', at('2026-11-18T11:45:00Z'), 'emergency'],
    ]);
  });
});
