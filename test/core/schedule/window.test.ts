import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../../src/model/generated/maintenance-window.ts';
import { nightly, scheduleWorld } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

describe('a window that cannot be meant', () => {
  it.each<readonly [string, Partial<MaintenanceWindow['spec']>]>([
    ['schedule/length-invalid', { duration: '0h' }],
    ['schedule/length-invalid', { duration: '1mo' }],
    ['schedule/visit-too-long', { visitDuration: '3h' }],
    ['schedule/visit-too-long', { cutoff: '2h' }],
    ['schedule/rule-invalid', { rrule: 'FREQ=SECONDLY' }],
    ['schedule/start-invalid', { start: '2026-02-30T22:00' }],
    ['schedule/never-happens', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['schedule/window-without-capacity', { maxConcurrent: '10%' }],
  ])('is %s, with its place', (code, spec) => {
    const { value, diagnostics } = scheduleWorld({
      windows: { broken: { ...nightly, ...spec }, night: nightly },
      requirements: [{ asset: 'db-1' }],
    });

    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.file])).toEqual([
      [code, 'schedules/broken.yaml'],
    ]);
    expect(value.visits).toMatchObject([{ window: 'night' }]);
  });

  it('tells of starts that a clock change skips or doubles', () => {
    const zoned = { ...nightly, timeZone: 'America/New_York' };

    const { diagnostics } = scheduleWorld({
      asOf: at('2027-01-20T00:00:00Z'),
      windows: { gap: { ...zoned, start: '2027-01-01T02:30' } },
      requirements: [],
    });
    const autumn = scheduleWorld({
      asOf: at('2026-10-20T00:00:00Z'),
      windows: { twice: { ...zoned, start: '2026-01-01T01:30' } },
      requirements: [],
    });

    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['schedule/time-skipped', 'warning']]);
    expect(autumn.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['schedule/time-doubled', 'info'],
    ]);
  });
});
