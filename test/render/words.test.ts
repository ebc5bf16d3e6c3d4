import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetsText, clockText, count, dueText, listText, thousands } from '../../src/render/words.ts';
import { at } from '../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');

describe('a count', () => {
  it.each([
    [0, 'asset', '0 assets'],
    [1, 'advisory', '1 advisory'],
    [2, 'advisory', '2 advisories'],
    [2, 'day', '2 days'],
    [3, 'branch', '3 branches'],
    [2, 'process', '2 processes'],
    [1214, 'component', '1,214 components'],
  ])('of %i %s reads %s', (number, noun, text) => {
    expect(count(number, noun)).toBe(text);
  });

  it.each([
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
  ])('groups the digits of %i', (number, text) => {
    expect(thousands(number)).toBe(text);
  });
});

describe('a list in a sentence', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('of %j reads %j', (words, text) => {
    expect(listText(words)).toBe(text);
  });
});

describe('names of assets', () => {
  it.each([
    [['val-1', 'val-2', 'val-3', 'val-4'], 'val-1…4'],
    [['db-1', 'db-2'], 'db-1, db-2'],
    [['db-1', 'db-2', 'db-4'], 'db-1, db-2, db-4'],
    [['ws-1', 'ws-10', 'ws-11', 'ws-2', 'ws-9', 'ws-8', 'gw-1'], 'ws-1, ws-2, ws-8…11, gw-1'],
    [['a-08', 'a-09', 'a-10'], 'a-08…10'],
    [['a-8', 'a-9', 'a-010'], 'a-8, a-9, a-010'],
    [['a-1', 'b', 'a-2', 'a-3'], 'a-1…3, b'],
    [['r1-h1', 'r1-h2', 'r1-h3', 'r2-h1'], 'r1-h1…3, r2-h1'],
    [['a', 'b', 'c'], 'a, b, c'],
    [['1', '2', '3'], '1…3'],
    [[], ''],
  ])('%j read %s', (names, text) => {
    expect(assetsText(names)).toBe(text);
  });

  it('are told whole or counted: none is lost', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[ab]-?\d{0,2}$/), { maxLength: 30 });
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 4 }), (all, most) => {
        const text = assetsText(all, most);
        const [, shown = text, rest = '0'] = /^(.*?)(?: and (\d+) more)?$/.exec(text) ?? [];

        expect(namedIn(shown).length + Number(rest)).toBe(all.length);
        expect(all).toEqual(expect.arrayContaining([...namedIn(shown)]));
      }),
    );
  });

  it('are of numbers that no number can hold told apart all the same', () => {
    const long = '9'.repeat(30);

    expect(assetsText([`x-${long}7`, `x-${long}8`, `x-${long}9`])).toBe(`x-${long}7…${'9'.repeat(14)}9`);
    expect(assetsText([`x-1${'0'.repeat(16)}`, `x-1${'0'.repeat(15)}1`])).toContain(', ');
  });
});

describe('a due', () => {
  it.each([
    [undefined, 'no deadline'],
    ['2026-11-22T12:00:00Z', '13:00'],
    ['2026-11-22T16:40:00Z', '17:40'],
    ['2026-11-22T22:59:59Z', '23:59'],
    ['2026-11-22T23:00:00Z', 'Mon 23 Nov 00:00'],
    ['2027-03-06T16:40:00Z', 'Sat 6 Mar 2027 17:40'],
    ['2026-11-22T11:58:00Z', '2 min late'],
    ['2026-11-20T10:00:00Z', '2 d 2 h late'],
    ['2026-11-19T12:00:00Z', '3 d late'],
    ['2020-11-22T12:00:00Z', '2,191 d late'],
  ])('of %s reads %s', (due, text) => {
    expect(dueText(due === undefined ? undefined : at(due), asOf, 'Europe/Zurich')).toBe(text);
  });

  it('is on time to its very instant, and late from then on', () => {
    expect(dueText(asOf, asOf, 'UTC')).toBe('12:00');
    expect(dueText(at('2026-11-22T11:59:59Z'), asOf, 'UTC')).toBe('1 s late');
  });
});

describe('a wall clock', () => {
  it('is that of its zone, with the year only where it is another', () => {
    expect(clockText(at('2026-12-31T23:30:00Z'), 'UTC', asOf)).toBe('Thu 31 Dec 23:30');
    expect(clockText(at('2026-12-31T23:30:00Z'), 'Asia/Tokyo', asOf)).toBe('Fri 1 Jan 2027 08:30');
  });
});

/** Every name that a shortened list stands for. */
function namedIn(text: string): readonly string[] {
  return text.split(', ').flatMap((part) => {
    const [, stem = '', first = '', last] = /^(.*?)(\d+)(?:…(\d+))?$/.exec(part) ?? [];
    if (last === undefined) return part === '' ? [] : [part];
    const length = Number(last) - Number(first) + 1;
    return Array.from(
      { length },
      (_, index) => stem + String(Number(first) + index).padStart(/^0/.test(first) ? first.length : 1, '0'),
    );
  });
}
