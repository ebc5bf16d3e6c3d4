import { describe, expect, it } from 'vitest';
import { type TrialInput, tryRule } from '../../../src/core/calendar/trial.ts';
import { at } from '../../support/world.ts';

const given: TrialInput = {
  rule: 'FREQ=DAILY',
  start: '2026-01-01T22:00',
  timeZone: 'UTC',
  offsetDays: 0,
  durationMs: undefined,
  count: 3,
  from: undefined,
  to: undefined,
};

const trial = (input: Partial<TrialInput>) => tryRule({ ...given, ...input }).value;
const starts = (input: Partial<TrialInput>) => trial(input)?.starts.map(({ local }) => local.slice(0, 16));

describe('a rule that is tried out', () => {
  it('lists as many starts as are asked for, and says whether it goes on', () => {
    expect(starts({})).toEqual(['2026-01-01T22:00', '2026-01-02T22:00', '2026-01-03T22:00']);
    expect(trial({})?.goesOn).toBe(true);
    expect(trial({ rule: 'FREQ=DAILY;COUNT=3' })?.goesOn).toBe(false);
    expect(trial({ rule: undefined })).toMatchObject({ starts: [{ kind: 'happens' }], goesOn: false });
  });

  it('counts only the starts that happen', () => {
    const kinds = trial({ start: '2026-03-28T02:30', timeZone: 'Europe/Zurich', count: 2 })?.starts.map(
      ({ kind }) => kind,
    );

    expect(kinds).toEqual(['happens', 'skipped', 'happens']);
  });

  it('ends in exact time, whatever the clock does', () => {
    const [night] =
      trial({ start: '2026-03-28T22:00', timeZone: 'Europe/Zurich', durationMs: 6 * 3_600_000 })?.starts ?? [];

    expect(night?.end).toBe(at('2026-03-29T03:00:00Z'));
  });

  it('may begin and end between', () => {
    expect(starts({ from: at('2026-05-01T00:00:00Z'), to: at('2026-05-02T23:00:00Z'), count: 9 })).toEqual([
      '2026-05-01T22:00',
      '2026-05-02T22:00',
    ]);
  });

  it('finds what happens once in many years, and ends where nothing ever happens', () => {
    expect(starts({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU', count: 2 })).toEqual([
      '2032-02-29T22:00',
      '2060-02-29T22:00',
    ]);
    expect(trial({ rule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' })).toMatchObject({ starts: [], goesOn: false });
  });

  it('moves its dates, also before its own start', () => {
    expect(starts({ offsetDays: -4, count: 1 })).toEqual(['2025-12-28T22:00']);
  });

  it.each<readonly [string, Partial<TrialInput>, string]>([
    ['a rule outside the subset', { rule: 'FREQ=HOURLY' }, 'schedule/rule-invalid'],
    ['COUNT with UNTIL', { rule: 'FREQ=DAILY;COUNT=2;UNTIL=20270101' }, 'schedule/rule-invalid'],
    ['a start that no calendar has', { start: '2026-02-30T22:00' }, 'schedule/start-invalid'],
    ['a start without a time', { start: '2026-02-28' }, 'schedule/start-invalid'],
  ])('is refused with one diagnostic for %s', (_, input, code) => {
    const { value, diagnostics } = tryRule({ ...given, ...input });

    expect(value).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });
});
