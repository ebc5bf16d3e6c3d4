import { describe, expect, it } from 'vitest';
import { fitLines } from '../../src/render/fit-lines.ts';

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;

describe('lines on a terminal', () => {
  it('are broken between words, and go on below their indent', () => {
    expect(fitLines('  one two three four\nshort\n', 12)).toBe('  one two\n    three\n    four\nshort\n');
  });

  it('stay whole where there is room, and where there is no terminal', () => {
    expect(fitLines('one two three', 13)).toBe('one two three');
    expect(fitLines('one two three', Number.POSITIVE_INFINITY)).toBe('one two three');
  });

  it('keep a word that is longer than the line', () => {
    expect(fitLines('  CVSS:4.0/AV:N/AC:L', 10)).toBe('  CVSS:4.0/AV:N/AC:L');
    expect(fitLines('a CVSS:4.0/AV:N/AC:L b', 10)).toBe('a\n  CVSS:4.0/AV:N/AC:L\n  b');
  });

  it('count no columns for styles, and two for wide characters', () => {
    expect(fitLines(red('one two'), 7)).toBe(red('one two'));
    expect(fitLines(`${red('one')} two three`, 8)).toBe(`${red('one')} two\n  three`);
    expect(fitLines('漢字 漢字 漢字', 9)).toBe('漢字 漢字\n  漢字');
  });

  it('leave lines of source alone, where a marker stands below a column', () => {
    const frame = '  12 | a very long line of source\n     |   ^^^^ that is wrong';

    expect(fitLines(frame, 10)).toBe(frame);
  });

  it('indent no further than half of a narrow terminal', () => {
    expect(fitLines('          a bb cc', 12)).toBe('          a\n      bb cc');
  });
});
