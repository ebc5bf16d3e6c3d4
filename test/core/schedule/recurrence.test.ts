import { describe, expect, it } from 'vitest';
import { expandSeries } from '../../../src/core/schedule/recurrence.ts';
import { parseRule } from '../../../src/core/schedule/rule.ts';
import { formatInstant } from '../../../src/core/time.ts';
import { at } from '../../support/world.ts';

interface Case {
  readonly rule?: string;
  readonly start: string;
  readonly zone?: string;
  readonly offsetDays?: number;
  readonly from?: string;
  readonly to?: string;
}

function expand({ rule, start, zone = 'UTC', offsetDays = 0, from = '1990-01-01', to = '2100-01-01' }: Case) {
  const parsed = rule === undefined ? undefined : parseRule(rule);
  expect(parsed?.diagnostics ?? []).toEqual([]);
  const span = { start: at(`${from}T00:00:00Z`), end: at(`${to}T00:00:00Z`) };
  return expandSeries({ start, zone, rule: parsed?.value, offsetDays }, span);
}

/** Local starts to the minute. */
function starts(example: Case): readonly string[] {
  return expand(example).occurrences.map(({ localStart }) => localStart.slice(0, 16));
}

/** UTC starts to the minute. */
function instants(example: Case): readonly string[] {
  return expand(example).occurrences.map(({ start }) => formatInstant(start).slice(0, 16));
}

const days = (...texts: readonly string[]): readonly string[] => texts.map((text) => `${text}T09:00`);

describe('a recurrence rule', () => {
  it.each<readonly [rule: string, start: string, expected: readonly string[]]>([
    ['FREQ=DAILY;COUNT=3', '2026-01-30', days('2026-01-30', '2026-01-31', '2026-02-01')],
    ['FREQ=DAILY;INTERVAL=10;COUNT=3', '2026-01-01', days('2026-01-01', '2026-01-11', '2026-01-21')],
    ['FREQ=DAILY;BYMONTH=2;BYDAY=SU;COUNT=2', '2026-01-01', days('2026-02-01', '2026-02-08')],
    ['FREQ=DAILY;BYMONTHDAY=-1;COUNT=2', '2026-02-01', days('2026-02-28', '2026-03-31')],
    ['FREQ=WEEKLY;COUNT=2', '2026-11-18', days('2026-11-18', '2026-11-25')],
    ['FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3', '2026-11-18', days('2026-11-20', '2026-11-23', '2026-11-27')],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4',
      '1997-08-05',
      days('1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'),
    ],
    ['FREQ=MONTHLY;COUNT=3', '2026-01-31', days('2026-01-31', '2026-03-31', '2026-05-31')],
    ['FREQ=MONTHLY;BYDAY=2TU;COUNT=3', '2026-01-01', days('2026-01-13', '2026-02-10', '2026-03-10')],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', '2026-01-01', days('2026-01-30', '2026-02-27')],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2', '1997-09-02', days('1998-02-13', '1998-03-13')],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=3', '2026-02-01', days('2026-02-15', '2026-02-28', '2026-03-15')],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=2', '2026-01-01', days('2026-01-29', '2026-02-26')],
    ['FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1,-1;COUNT=3', '2026-01-01', days('2026-01-03', '2026-01-31', '2026-02-07')],
    ['FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11;COUNT=3', '1997-09-10', days('1997-09-10', '1997-09-11', '1999-03-10')],
    ['FREQ=YEARLY;COUNT=2', '2024-02-29', days('2024-02-29', '2028-02-29')],
    ['FREQ=YEARLY;BYMONTH=1,7;COUNT=3', '2026-01-15', days('2026-01-15', '2026-07-15', '2027-01-15')],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=2', '1997-05-19', days('1997-05-19', '1998-05-18')],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2', '2026-01-01', days('2026-11-26', '2027-11-25')],
    ['FREQ=YEARLY;BYMONTHDAY=31;COUNT=3', '2026-01-01', days('2026-01-31', '2026-03-31', '2026-05-31')],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=1', '1996-11-05', days('1996-11-05')],
    ['FREQ=WEEKLY;UNTIL=20261125', '2026-11-18', days('2026-11-18', '2026-11-25')],
    ['FREQ=WEEKLY;UNTIL=20261125T085900', '2026-11-18', days('2026-11-18')],
    ['FREQ=WEEKLY;UNTIL=20261125T090000Z', '2026-11-18', days('2026-11-18', '2026-11-25')],
  ])('%s from %s', (rule, start, expected) => {
    expect(starts({ rule, start: `${start}T09:00` })).toEqual(expected);
  });

  it('counts its start only when it matches the rule', () => {
    expect(starts({ rule: 'FREQ=MONTHLY;BYMONTHDAY=1;COUNT=1', start: '2026-01-15T09:00' })).toEqual(
      days('2026-02-01'),
    );
  });

  it('moves its dates by whole days', () => {
    // Patch Tuesday and four days.
    const rule = 'FREQ=MONTHLY;BYDAY=2TU';

    const moved = starts({ rule, start: '2026-01-01T09:00', offsetDays: 4, from: '2026-11-01', to: '2027-01-01' });

    expect(moved).toEqual(days('2026-11-14', '2026-12-12'));
  });

  it('happens once when there is none', () => {
    expect(starts({ start: '2026-11-18T09:00' })).toEqual(days('2026-11-18'));
  });

  it('gives the same starts in a later stretch of time as in a longer one', () => {
    for (const rule of [
      'FREQ=DAILY;INTERVAL=7',
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO',
      'FREQ=MONTHLY;INTERVAL=5;BYDAY=-1SU',
      'FREQ=YEARLY;INTERVAL=2',
    ]) {
      const series = { rule, start: '2001-05-06T09:00', to: '2031-01-01' };

      const late = starts({ ...series, from: '2026-01-01' });

      expect(late).toEqual(starts({ ...series, from: '2000-01-01' }).filter((local) => local >= '2026'));
      expect(late.length).toBeGreaterThan(1);
    }
  });
});

describe('a rule that cannot be meant', () => {
  it.each([
    'FREQ=HOURLY',
    'INTERVAL=2',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=-1',
    'FREQ=DAILY;COUNT=2;UNTIL=20261231',
    'FREQ=DAILY;UNTIL=20260230',
    'FREQ=DAILY;BYDAY=2TU',
    'FREQ=MONTHLY;BYDAY=6TU',
    'FREQ=MONTHLY;BYDAY=0TU',
    'FREQ=MONTHLY;BYDAY=XX',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ',
  ])('%s is reported and gives no rule', (text) => {
    const { value, diagnostics } = parseRule(text, { file: 'schedules/window.yaml' });

    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { code, file } of diagnostics)
      expect([code, file]).toEqual(['schedule/rule-invalid', 'schedules/window.yaml']);
  });

  it('may name February 30th and then never happens', () => {
    expect(starts({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', start: '2026-01-01T09:00' })).toEqual([]);
  });
});

describe('a wall clock', () => {
  it.each<readonly [zone: string, local: string, from: string, utc: readonly string[]]>([
    // Zones without a change in the stretch, ordinary and odd offsets.
    ['UTC', '02:00', '2026-06-01', ['2026-06-01T02:00', '2026-06-02T02:00']],
    ['Asia/Kathmandu', '02:00', '2026-06-02', ['2026-06-01T20:15', '2026-06-02T20:15']],
    ['Asia/Kolkata', '02:00', '2026-06-02', ['2026-06-01T20:30', '2026-06-02T20:30']],
    ['Australia/Eucla', '02:00', '2026-06-02', ['2026-06-01T17:15', '2026-06-02T17:15']],
    ['Pacific/Chatham', '02:00', '2026-06-02', ['2026-06-01T13:15', '2026-06-02T13:15']],
    ['Pacific/Kiritimati', '02:00', '2026-06-02', ['2026-06-01T12:00', '2026-06-02T12:00']],
    ['Pacific/Pago_Pago', '22:00', '2026-06-01', ['2026-06-02T09:00', '2026-06-03T09:00']],
    ['Asia/Tokyo', '02:00', '2026-06-02', ['2026-06-01T17:00', '2026-06-02T17:00']],
    ['America/St_Johns', '22:00', '2026-06-01', ['2026-06-02T00:30', '2026-06-03T00:30']],
    ['America/Sao_Paulo', '22:00', '2026-06-01', ['2026-06-02T01:00', '2026-06-03T01:00']],
    ['Africa/Nairobi', '02:00', '2026-06-02', ['2026-06-01T23:00', '2026-06-02T23:00']],
    // Across a change of the clock: the wall clock holds, the instant moves.
    ['Europe/Zurich', '22:00', '2026-03-28', ['2026-03-28T21:00', '2026-03-29T20:00']],
    ['Europe/London', '22:00', '2026-10-24', ['2026-10-24T21:00', '2026-10-25T22:00']],
    ['America/New_York', '22:00', '2026-03-07', ['2026-03-08T03:00', '2026-03-09T02:00']],
    ['America/Santiago', '12:00', '2026-04-04', ['2026-04-04T15:00', '2026-04-05T16:00']],
    ['Asia/Jerusalem', '12:00', '2026-03-26', ['2026-03-26T10:00', '2026-03-27T09:00']],
    ['Pacific/Auckland', '12:00', '2026-09-26', ['2026-09-26T00:00', '2026-09-26T23:00']],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '12:00', '2026-04-04', ['2026-04-04T01:00', '2026-04-05T01:30']],
    // Summer time that pauses for Ramadan (18 February to 19 March 2026), offsets counted the other way round.
    ['Africa/Casablanca', '12:00', '2026-02-14', ['2026-02-14T11:00', '2026-02-15T12:00']],
    ['Africa/Casablanca', '12:00', '2026-03-21', ['2026-03-21T12:00', '2026-03-22T11:00']],
    ['Europe/Dublin', '12:00', '2026-03-28', ['2026-03-28T12:00', '2026-03-29T11:00']],
    // The clock crossed the date line: Friday 30 December 2011 never was.
    ['Pacific/Apia', '12:00', '2011-12-29', ['2011-12-29T22:00', '2011-12-30T22:00']],
  ])('of %s shows %s on two days from %s', (zone, time, from, utc) => {
    const start = `${from}T${time}`;

    expect(instants({ rule: 'FREQ=DAILY;COUNT=2', start, zone })).toEqual(utc);
  });

  it.each([
    ['America/New_York', '2026-03-07T02:30', '2026-03-08T02:30:00'],
    ['Europe/Zurich', '2026-03-28T02:30', '2026-03-29T02:30:00'],
    ['Africa/Casablanca', '2026-03-21T02:30', '2026-03-22T02:30:00'],
    ['Australia/Lord_Howe', '2026-10-03T02:15', '2026-10-04T02:15:00'],
    ['America/Santiago', '2026-09-05T00:30', '2026-09-06T00:30:00'],
    ['Pacific/Apia', '2011-12-29T12:00', '2011-12-30T12:00:00'],
  ])('of %s that jumps over a start skips it, and COUNT goes on', (zone, start, gap) => {
    const { occurrences, skipped, doubled } = expand({ rule: 'FREQ=DAILY;COUNT=3', start, zone });

    expect(skipped).toEqual([gap]);
    expect(doubled).toEqual([]);
    expect(occurrences).toHaveLength(3);
    expect(occurrences.map(({ localStart }) => localStart)).not.toContain(gap);
  });

  it.each([
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
    ['Europe/Zurich', '2026-10-25T02:30', '2026-10-25T00:30'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
    ['Africa/Casablanca', '2026-02-15T02:30', '2026-02-15T01:30'],
  ])('of %s that shows a start twice means the first', (zone, start, utc) => {
    const { occurrences, doubled } = expand({ rule: 'FREQ=DAILY;COUNT=1', start, zone });

    expect(occurrences.map(({ start: first }) => formatInstant(first).slice(0, 16))).toEqual([utc]);
    expect(doubled).toEqual([`${start}:00`]);
  });

  it('that jumps does so for the moved date, not for the one the rule chose', () => {
    const { occurrences, skipped } = expand({
      rule: 'FREQ=WEEKLY;COUNT=1',
      start: '2026-03-07T02:30',
      zone: 'America/New_York',
      offsetDays: 1,
    });

    expect(skipped).toEqual(['2026-03-08T02:30:00']);
    expect(occurrences.map(({ localStart }) => localStart)).toEqual(['2026-03-15T02:30:00']);
  });
});
