import { describe, expect, it } from 'vitest';
import { readSpan, type SpanWords } from '../../../src/core/calendar/span.ts';
import { formatInstant } from '../../../src/core/time.ts';
import { at } from '../../support/world.ts';

/** Noon of the day before winter time begins in Zurich. */
const asOf = at('2026-10-24T12:00:00Z');
const calendar = { zone: 'Europe/Zurich', weekend: ['sat', 'sun'], holidays: [] };

function read(words: Partial<SpanWords>): readonly string[] {
  const reading = readSpan({ from: undefined, to: undefined, length: undefined, ...words }, asOf, calendar);
  if (reading.kind === 'problem') return [reading.word, reading.problem];
  return [formatInstant(reading.span.start), formatInstant(reading.span.end)];
}

describe('the edges of a calendar', () => {
  it.each<readonly [string, Partial<SpanWords>, readonly string[]]>([
    ['are now and 30 days later, by the wall clock', {}, ['2026-10-24T12:00:00Z', '2026-11-23T13:00:00Z']],
    [
      'may be days, both whole',
      { from: '2026-12-01', to: '2026-12-31' },
      ['2026-11-30T23:00:00Z', '2026-12-31T23:00:00Z'],
    ],
    [
      'may be times of the wall clock',
      { from: '2026-12-01T08:00', to: '2026-12-01T09:00' },
      ['2026-12-01T07:00:00Z', '2026-12-01T08:00:00Z'],
    ],
    [
      'may be instants',
      { from: '2026-12-01T08:00:00Z', to: '2026-12-01T10:00:00+01:00' },
      ['2026-12-01T08:00:00Z', '2026-12-01T09:00:00Z'],
    ],
    ['may be lengths, the first from now', { from: '7d', to: '24h' }, ['2026-10-31T13:00:00Z', '2026-11-01T13:00:00Z']],
    [
      'may be a beginning and a length',
      { from: '2026-12-01', length: '1mo' },
      ['2026-11-30T23:00:00Z', '2026-12-31T23:00:00Z'],
    ],
    [
      'cannot be the wrong way round, which offsets may hide',
      { from: '2026-12-01T08:00:00Z', to: '2026-12-01T09:00:00+01:00' },
      ['to', 'ends no later than it begins'],
    ],
    ['cannot have two ends', { to: '30d', length: '30d' }, ['length', 'cannot stand beside an end']],
    ['cannot be anything else', { from: 'tomorrow' }, ['from', 'is neither a day, a time nor a length']],
    ['cannot be a day that does not exist', { to: '2026-02-30' }, ['to', 'is neither a day, a time nor a length']],
    ['cannot be a minute or a month', { length: '1m' }, ['length', 'is not a length of time']],
    ['cannot be a length of nothing', { length: '0d' }, ['length', 'ends no later than it begins']],
    ['cannot be centuries apart', { to: '2526-01-01' }, ['to', 'is longer than five years']],
  ])('%s', (_, words, expected) => {
    expect(read(words)).toEqual(expected);
  });
});
