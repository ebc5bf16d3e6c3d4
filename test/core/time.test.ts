import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDuration,
  durationText,
  endOfDay,
  formatInstant,
  formatZoned,
  isTimeZone,
  localToInstants,
  parseDate,
  parseDuration,
  parseInstant,
  readMoment,
  startOfDay,
  zonedParts,
} from '../../src/core/time.ts';
import type { Instant } from '../../src/model/time.ts';

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`not an instant: ${text}`);
  return instant;
}

function add(start: string, length: string, zone: string, holidays: readonly string[] = []): string {
  const duration = parseDuration(length);
  if (duration === undefined) throw new Error(`not a duration: ${length}`);
  return formatInstant(addDuration(at(start), duration, { zone, weekend: ['saturday', 'sunday'], holidays }));
}

describe('an instant', () => {
  it.each([
    ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00Z'],
    ['2026-11-22t12:00:00.000+01:00', '2026-11-22T11:00:00Z'],
    ['2026-11-22 06:30:00-04:30', '2026-11-22T11:00:00Z'],
    ['2026-11-22T11:00:00.123987Z', '2026-11-22T11:00:00.123Z'],
    ['2026-11-22T11:00Z', '2026-11-22T11:00:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ])('%s is read and printed as %s', (text, printed) => {
    expect(formatInstant(at(text))).toBe(printed);
  });

  it.each([
    '2026-11-22',
    '2026-11-22T11:00:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T11:60:00Z',
    '2026-11-22T11:00:00+24:00',
    'tomorrow',
    '',
  ])('%j is not one', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('prints as it is read, for every second of four thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
        const instant = (seconds * 1000) as Instant;
        expect(at(formatInstant(instant))).toBe(instant);
      }),
    );
  });

  it('shows the wall clock of a zone with its offset, to the minute', () => {
    expect(formatZoned(at('2026-11-22T11:00:59Z'), 'Europe/Zurich')).toBe('2026-11-22 12:00 +01:00');
    expect(formatZoned(at('2026-07-01T23:30:00Z'), 'America/St_Johns')).toBe('2026-07-01 21:00 -02:30');
    expect(formatZoned(at('2026-11-22T11:00:00Z'), 'UTC')).toBe('2026-11-22 11:00 +00:00');
  });
});

describe('a day', () => {
  it('must exist', () => {
    expect(parseDate('2024-02-29')).toBe(at('2024-02-29T00:00:00Z'));
    expect(parseDate('2023-02-29')).toBeUndefined();
    expect(parseDate('2026-04-31')).toBeUndefined();
    expect(parseDate('2026-4-30')).toBeUndefined();
  });

  it('ends when the next one begins, in its zone', () => {
    expect(formatInstant(endOfDay('2026-11-22', 'Europe/Zurich'))).toBe('2026-11-22T23:00:00Z');
    expect(formatInstant(startOfDay('2026-11-22', 'Europe/Zurich'))).toBe('2026-11-21T23:00:00Z');
  });

  it('of 25 hours ends an hour later', () => {
    expect(endOfDay('2026-10-25', 'Europe/Zurich') - startOfDay('2026-10-25', 'Europe/Zurich')).toBe(25 * 3_600_000);
  });

  it('that a zone skipped is over at once', () => {
    expect(endOfDay('2011-12-29', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
  });

  it('begins at 01:00 where midnight is skipped', () => {
    expect(formatZoned(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
      '2018-11-04 01:00 -02:00',
    );
  });
});

describe('a time zone', () => {
  it('is an IANA name, not an offset and not a guess', () => {
    expect(['UTC', 'Europe/Zurich', 'Australia/Lord_Howe', 'Africa/Casablanca'].every(isTimeZone)).toBe(true);
    expect(['+01:00', 'Mars/Olympus', 'CEST?', ''].some(isTimeZone)).toBe(false);
  });
});

describe('a duration', () => {
  it.each([
    ['30min', { milliseconds: 1_800_000 }],
    ['24h', { milliseconds: 86_400_000 }],
    ['1.5h', { milliseconds: 5_400_000 }],
    ['14d', { days: 14 }],
    ['2w', { weeks: 2 }],
    ['1mo', { months: 1 }],
    ['10bd', { businessDays: 10 }],
    ['PT24H', { milliseconds: 86_400_000 }],
    ['PT0.5H', { milliseconds: 1_800_000 }],
    ['PT1,5H', { milliseconds: 5_400_000 }],
    ['P1DT12H', { days: 1, milliseconds: 43_200_000 }],
    ['P2W', { weeks: 2 }],
    ['P1M', { months: 1 }],
    ['PT1M', { milliseconds: 60_000 }],
    ['P1Y2M3DT4H5M6S', { years: 1, months: 2, days: 3, milliseconds: 14_706_000 }],
  ])('%s is understood', (text, parts) => {
    const nothing = { years: 0, months: 0, weeks: 0, days: 0, businessDays: 0, milliseconds: 0 };
    expect(parseDuration(text)).toEqual({ text, ...nothing, ...parts });
  });

  it.each(['1m', '1', '', '-1d', '1.5d', '1 d', '2W', 'P', 'PT', 'P1DT', 'P1.5D', '24H', 'P1H', '1d12h'])(
    '%j is not one',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0 min'],
    [30_000, '30 s'],
    [2_700_000, '45 min'],
    [86_400_000, '1 d'],
    [3 * 86_400_000 + 4 * 3_600_000 + 60_000, '3 d 4 h'],
    [-5_400_000, '-1 h 30 min'],
  ])('%d ms reads %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});

describe('adding a duration', () => {
  it.each([
    // Clocks go forward in Zurich on 2026-03-29 and back on 2026-10-25.
    [
      '24 h are elapsed time across a clock change',
      '2026-03-28T11:00:00Z',
      '24h',
      'Europe/Zurich',
      '2026-03-29T11:00:00Z',
    ],
    [
      'a day keeps the wall clock across a clock change',
      '2026-03-28T11:00:00Z',
      '1d',
      'Europe/Zurich',
      '2026-03-29T10:00:00Z',
    ],
    ['a day that ends in a gap moves past it', '2026-03-28T01:30:00Z', '1d', 'Europe/Zurich', '2026-03-29T01:30:00Z'],
    [
      'a day that ends in an overlap takes the first reading',
      '2026-10-24T00:30:00Z',
      '1d',
      'Europe/Zurich',
      '2026-10-25T00:30:00Z',
    ],
    [
      'Lord Howe moves its clock by half an hour',
      '2026-04-04T00:00:00Z',
      '1d',
      'Australia/Lord_Howe',
      '2026-04-05T00:30:00Z',
    ],
    [
      'a day into the day Samoa left out lands on the next',
      '2011-12-29T20:00:00Z',
      '1d',
      'Pacific/Apia',
      '2011-12-30T20:00:00Z',
    ],
    [
      'a month from the 31st is the last of a shorter month',
      '2026-01-31T12:00:00Z',
      '1mo',
      'UTC',
      '2026-02-28T12:00:00Z',
    ],
    ['a month into a leap February is the 29th', '2024-01-31T12:00:00Z', '1mo', 'UTC', '2024-02-29T12:00:00Z'],
    [
      'the date part goes before the exact part',
      '2026-03-28T02:00:00Z',
      'P1DT12H',
      'Europe/Zurich',
      '2026-03-29T13:00:00Z',
    ],
    ['two weeks are fourteen days', '2026-03-20T11:00:00Z', '2w', 'Europe/Zurich', '2026-04-03T10:00:00Z'],
    ['no business day is no time', '2026-11-21T11:00:00Z', '0bd', 'UTC', '2026-11-21T11:00:00Z'],
    ['a business day after Friday is Monday', '2026-11-20T11:00:00Z', '1bd', 'UTC', '2026-11-23T11:00:00Z'],
    ['business days from a Saturday do not count it', '2026-11-21T11:00:00Z', '1bd', 'UTC', '2026-11-23T11:00:00Z'],
    ['ten business days are two weeks', '2026-11-18T11:00:00Z', '10bd', 'UTC', '2026-12-02T11:00:00Z'],
  ])('%s', (_rule, start, length, zone, end) => {
    expect(add(start, length, zone)).toBe(end);
  });

  it('does not count holidays as business days', () => {
    expect(add('2026-12-23T11:00:00Z', '2bd', 'Europe/Zurich', ['2026-12-25'])).toBe('2026-12-28T11:00:00Z');
  });

  it('keeps the wall clock of business days over a clock change, beside weekends and holidays', () => {
    const easter = ['2026-04-03', '2026-04-06'];

    expect(add('2026-03-20T09:00:00Z', '10bd', 'Europe/Zurich', easter)).toBe('2026-04-07T08:00:00Z');
    expect(add('2026-10-16T08:00:00Z', '10bd', 'Europe/Zurich', ['2026-10-26'])).toBe('2026-11-02T09:00:00Z');
  });

  it('judges business days by the date in the zone, not in UTC', () => {
    // Saturday 00:30 in Auckland is still Friday in UTC.
    expect(add('2026-11-20T11:30:00Z', '1bd', 'Pacific/Auckland')).toBe('2026-11-22T11:30:00Z');
  });

  it('ends with the year 9999, whatever is added', () => {
    expect(add('2026-11-20T11:30:00Z', '9999999999999d', 'UTC')).toBe('9999-12-31T23:59:59Z');
    expect(add('2026-11-20T11:30:00Z', `${'9'.repeat(400)}h`, 'UTC')).toBe('9999-12-31T23:59:59Z');
  });

  it('never goes back', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Zurich', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca');
    const lengths = fc.constantFrom('0min', '1h', '1d', '2w', '1mo', '3bd', 'P1DT1H');
    fc.assert(
      fc.property(fc.integer({ min: 1e9, max: 2e9 }), zones, lengths, (seconds, zone, length) => {
        const start = formatInstant((seconds * 1000) as Instant);
        expect(at(add(start, length, zone))).toBeGreaterThanOrEqual(at(start));
      }),
      { numRuns: 60 },
    );
  });

  it('reads every clock as Temporal does, hour by hour around each change of it', () => {
    // Half an hour, a whole day, twice within a month, and an offset of minutes.
    const changes = [
      ['Australia/Lord_Howe', '2026-10-03T12:00:00Z'],
      ['Pacific/Apia', '2011-12-28T12:00:00Z'],
      ['Africa/Casablanca', '2026-02-14T00:00:00Z'],
      ['America/St_Johns', '2026-03-07T06:00:00Z'],
      ['Europe/Zurich', '2026-10-24T00:00:00Z'],
    ] as const;
    for (const [zone, from] of changes) {
      for (let hour = 0; hour < 96; hour += 1) {
        const start = (at(from) + hour * 3_600_000 - 14 * 86_400_000) as Instant;
        const judged = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).add({ days: 14 });

        expect(at(add(formatInstant(start), '14d', zone))).toBe(judged.epochMilliseconds);
        expect(formatZoned(start, zone).slice(-6)).toBe(judged.subtract({ days: 14 }).offset.slice(0, 6));
      }
    }
  });
});

describe('a moment', () => {
  it.each([
    ['2026-12-31', 'end', '2026-12-31T23:00:00Z'],
    ['2026-12-31', 'start', '2026-12-30T23:00:00Z'],
    ['2026-12-31T18:00', 'end', '2026-12-31T17:00:00Z'],
    ['2026-12-31T18:00:30Z', 'end', '2026-12-31T18:00:30Z'],
  ] as const)('%s at its %s in Zurich is %s', (text, edge, printed) => {
    expect(readMoment(text, 'Europe/Zurich', edge)).toBe(at(printed));
  });

  it('must exist', () => {
    expect(readMoment('2026-02-30', 'UTC', 'end')).toBeUndefined();
    expect(readMoment('2026-02-30T10:00', 'UTC', 'end')).toBeUndefined();
    expect(readMoment('soon', 'UTC', 'end')).toBeUndefined();
  });
});

describe('a local time', () => {
  it('is read once on an ordinary day', () => {
    expect(localToInstants('2026-06-01T02:30', 'Europe/Zurich')).toEqual({
      kind: 'unique',
      instant: at('2026-06-01T00:30:00Z'),
    });
  });

  it('is in a gap when the clock jumps over it', () => {
    expect(localToInstants('2026-03-29T02:30', 'Europe/Zurich')).toEqual({
      kind: 'gap',
      earlier: at('2026-03-29T00:30:00Z'),
      later: at('2026-03-29T01:30:00Z'),
    });
  });

  it('is in an overlap when the clock shows it twice', () => {
    expect(localToInstants('2026-10-25T02:30', 'Europe/Zurich')).toEqual({
      kind: 'overlap',
      earlier: at('2026-10-25T00:30:00Z'),
      later: at('2026-10-25T01:30:00Z'),
    });
  });

  it('is read back by the wall clock of its zone', () => {
    const parts = zonedParts(at('2026-03-31T23:45:07Z'), 'Asia/Kathmandu');
    expect(parts).toEqual({
      year: 2026,
      month: 4,
      day: 1,
      hour: 5,
      minute: 30,
      second: 7,
      weekday: 3,
      offsetMs: 20_700_000,
      date: '2026-04-01',
    });
  });
});
