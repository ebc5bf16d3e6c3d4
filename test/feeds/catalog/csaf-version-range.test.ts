import { describe, expect, it } from 'vitest';
import { readVersionRange } from '../../../src/feeds/catalog/csaf-version-range.ts';

/** Intervals as `introduced..end`, where `)` excludes and `]` includes the end. */
function shown(text: string): string {
  const read = readVersionRange(text);
  if (read.kind !== 'range') return read.kind;
  const intervals = read.intervals.map(([start, end]) => {
    const close = end === undefined ? '∞)' : `${end.version}${end.kind === 'fixed' ? ')' : ']'}`;
    return `[${start?.version}, ${close}`;
  });
  return [...intervals, ...read.versions].join(' ');
}

describe('a range of versions in CSAF', () => {
  it.each([
    ['vers:npm/>=1.0.0|<1.5.0', '[1.0.0, 1.5.0)'],
    ['vers:npm/<1.5.0|>=2.0.0|<=2.3.0', '[0, 1.5.0) [2.0.0, 2.3.0]'],
    ['vers:rpm/<0%3A2.4.37', '[0, 0:2.4.37)'],
    ['vers:deb/1.0|2.0', '1.0 2.0'],
    ['vers:pypi/=1.0|>=2.0', '[2.0, ∞) 1.0'],
    ['vers:all/*', '[0, ∞)'],
    ['all versions', '[0, ∞)'],
    ['vers:generic/*', '[0, ∞)'],
    ['vers:none/*', 'none'],
    ['<V3.1', '[0, V3.1)'],
    ['<= 9.80 SP4', '[0, 9.80 SP4]'],
    ['>= 2017 | <= 2020 R2', '[2017, 2020 R2]'],
  ])('%s means %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    'All versions prior to 2.0',
    'All versions < V05.30',
    'vers:all/>=V2.13',
    'vers:npm/>=1.0|!=1.5|<2.0',
    'vers:npm/>=1.0|>=2.0',
    'vers:npm/<2.0|<1.0',
    'vers:>=1',
    'vers:npm/',
    'vers:npm/>=1.80<2.20',
    '',
    '1.0',
  ])('%s cannot be judged', (text) => {
    expect(shown(text)).toBe('unreadable');
  });

  it('that begins above a version names the version, because ranges of advisories cannot leave it out', () => {
    expect(readVersionRange('vers:npm/>1.0|<2.0')).toMatchObject({ kind: 'range', openBounds: ['1.0'] });
  });
});
