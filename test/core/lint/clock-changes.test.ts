import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting } from '../../support/lint.ts';
import { at } from '../../support/world.ts';

const estate = (start: string, more: object = {}) => ({
  'patchledger.yaml': yaml('Workspace', 'w', { timeZone: 'Europe/Zurich' }),
  'schedules/w.yaml': yaml('MaintenanceWindow', 'sunday', {
    start,
    rrule: 'FREQ=WEEKLY;BYDAY=SU',
    duration: '2h',
    maxConcurrent: 1,
    ...more,
  }),
});
const skipped = (start: string, asOf: string, more: object = {}) =>
  linting('schedule/time-skipped', estate(start, more), at(asOf));

describe('a window in the night in which the clock changes', () => {
  it('vanishes, and is named long before the plan comes to it', () => {
    const [found, ...others] = skipped('2026-01-04T02:30', '2026-07-01T00:00:00Z');

    expect(others).toEqual([]);
    expect(found).toMatchObject({ file: 'schedules/w.yaml', range: { start: { line: 4 } } });
    expect(found?.message).toContain('2027-03-28');
  });

  it('is named once where the plan sees it itself', () => {
    expect(skipped('2026-01-04T02:30', '2027-02-01T00:00:00Z')).toEqual([]);
  });

  it('is fine at another hour, or in a zone that changes none', () => {
    expect(skipped('2026-01-04T04:30', '2026-07-01T00:00:00Z')).toEqual([]);
    expect(skipped('2026-01-04T02:30', '2026-07-01T00:00:00Z', { timeZone: 'UTC' })).toEqual([]);
  });

  it('stands twice in autumn, and the first is meant', () => {
    const found = linting('schedule/time-doubled', estate('2026-01-04T02:30'), at('2026-05-01T00:00:00Z'));

    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('2026-10-25')]);
  });
});
