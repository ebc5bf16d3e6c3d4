import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignColumns, displayWidth, safeText, wrapWords } from '../../src/render/text-table.ts';

describe('a safe text', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
    ['a carriage return', 'good\rbad', 'good\\u000dbad'],
    ['a line break', 'a\nb', 'a\\u000ab'],
    ['a C1 control', 'a\u009bb', 'a\\u009bb'],
    ['DEL', 'a\u007fb', 'a\\u007fb'],
    ['a turn of direction', 'a\u202eb', 'a\\u202eb'],
    ['an isolate', 'a\u2066b', 'a\\u2066b'],
    ['a blank of no width', 'a\u200bb', 'a\\u200bb'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a hidden tag', 'a\u{e0041}b', 'a\\ue0041b'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
  ])('shows %s as what it is', (_, hostile, safe) => {
    expect(safeText(hostile)).toBe(safe);
  });

  it.each(['Zürich', '東京', 'עברית', 'a\u0301', '👩\u200d💻', 'नमस\u094dते'])(
    'leaves words of any script alone: %s',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );

  it('never holds what moves a cursor, turns a line or hides, and is safe to make safe again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = safeText(text);

        expect(safe).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029]/u);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });
});

describe('columns', () => {
  it('line up, whatever the script, and end without blanks', () => {
    const lines = alignColumns([
      ['東京', 'a', ''],
      ['x', 'bcd', 'last'],
    ]);

    expect(lines).toEqual(['東京  a', 'x     bcd  last']);
  });

  it('are cut where a limit says so', () => {
    expect(alignColumns([['abcdef', 'x']], [4])).toEqual(['abc…  x']);
    expect(alignColumns([['abcd', 'x']], [4])).toEqual(['abcd  x']);
    expect(alignColumns([['東京都', 'x']], [4])).toEqual(['東…  x']);
  });

  it('count wide characters twice and combining marks not at all', () => {
    expect(['abc', '東京', 'e\u0301', '🚀', ''].map(displayWidth)).toEqual([3, 4, 1, 2, 0]);
  });

  it('start where those of every other line do', () => {
    const cell = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const lines = alignColumns(rows);
        const at = lines.map((line, index) => line.length - (rows[index]?.[1].length ?? 0));

        expect(new Set(at).size).toBe(1);
      }),
    );
  });
});

describe('a long text', () => {
  it('is broken between words, none of them lost', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 20 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 20 }), (all, width) => {
        const lines = wrapWords(all.join(' '), width);

        expect(lines.flatMap((line) => line.split(' '))).toEqual(all);
        expect(lines.filter((line) => line.length > width && line.includes(' '))).toEqual([]);
      }),
    );
  });
});
