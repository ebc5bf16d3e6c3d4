import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { expandSeries } from '../../../src/core/schedule/recurrence.ts';
import { parseRule } from '../../../src/core/schedule/rule.ts';
import { at } from '../../support/world.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const some = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<readonly Value[]> =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 3 });

const plainDays = some(fc.constantFrom(...days));
const countedDays = some(
  fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom(...days)).map(([n, day]) => `${n}${day}`),
);
const byDay = fc.oneof(plainDays, countedDays).map((list) => `;BYDAY=${list.join(',')}`);
const byMonthDay = some(fc.constantFrom(1, 13, 15, 28, 30, 31, -1, -3)).map((list) => `;BYMONTHDAY=${list.join(',')}`);
const byMonth = some(fc.integer({ min: 1, max: 12 })).map((list) => `;BYMONTH=${list.join(',')}`);
const maybe = (part: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(''), part);
const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

/**
 * Rules on which the library is right. Left out: BYMONTHDAY without BYMONTH in yearly rules, and counted days together
 * with days of the month.
 */
const rule = fc.oneof(
  joined(fc.constant('FREQ=DAILY'), maybe(plainDays.map((list) => `;BYDAY=${list.join(',')}`)), maybe(byMonth)),
  joined(fc.constant('FREQ=WEEKLY'), maybe(plainDays.map((list) => `;BYDAY=${list.join(',')}`)), maybe(byMonth)),
  joined(fc.constant('FREQ=MONTHLY'), fc.oneof(byDay, byMonthDay, fc.constant('')), maybe(byMonth)),
  joined(fc.constant('FREQ=YEARLY'), byMonth, fc.oneof(byDay, byMonthDay, fc.constant(''))),
  joined(
    fc.constant('FREQ=MONTHLY'),
    plainDays.map((list) => `;BYDAY=${list.join(',')}`),
    fc.constantFrom(';BYSETPOS=1', ';BYSETPOS=-1', ';BYSETPOS=2'),
  ),
);
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 9 }).map((count) => `;COUNT=${count}`),
  fc.constantFrom(';UNTIL=20270315T000000Z', ';UNTIL=20280101T090000Z'),
);

describe('a recurrence rule', () => {
  it('chooses the days that an independent library chooses', () => {
    const start = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 4 }), end, start, (parts, interval, tail, { month, day }) => {
        const text = `${parts};INTERVAL=${interval}${tail}`;
        const date = `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const span = { start: at('2026-01-01T00:00:00Z'), end: at('2029-01-01T00:00:00Z') };

        const ours = expandSeries(
          { start: `${date}T09:00`, zone: 'UTC', rule: parseRule(text).value, offsetDays: 0 },
          span,
        ).occurrences.map((occurrence) => occurrence.start);

        const library = new RRuleTemporal({
          rruleString: `DTSTART:${date.replaceAll('-', '')}T090000Z\nRRULE:${text}`,
        });
        const theirs = library.between(new Date(span.start), new Date(span.end), true);
        expect(ours, text).toEqual(theirs.map(({ epochMilliseconds }) => epochMilliseconds));
      }),
      { numRuns: 250 },
    );
  });
});
