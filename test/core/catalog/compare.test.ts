import { describe, expect, it } from 'vitest';
import { compareCatalogs, isShrunk, saysTheSame, type Version } from '../../../src/core/catalog/compare.ts';

const version = (digest: string, isWithdrawn = false): Version => ({ digests: [digest], isWithdrawn });
const versions = (all: Readonly<Record<string, Version>>): ReadonlyMap<string, Version> => new Map(Object.entries(all));

describe('a sync', () => {
  it('tells new, changed, withdrawn and gone apart', () => {
    const before = versions({
      same: version('1'),
      other: version('1'),
      pulled: version('1'),
      gone: version('1'),
      idle: version('1'),
    });
    const after = versions({
      same: version('1'),
      other: version('2'),
      pulled: version('2', true),
      fresh: version('1'),
    });

    expect(compareCatalogs(before, after, new Set(['same', 'other', 'pulled', 'idle']))).toEqual({
      added: ['fresh'],
      changed: ['other'],
      withdrawn: ['pulled'],
      removed: ['gone'],
      unneeded: ['idle'],
    });
  });

  it('counts a change of what was withdrawn before as a change', () => {
    const delta = compareCatalogs(versions({ A: version('1', true) }), versions({ A: version('2', true) }), new Set());

    expect(delta).toMatchObject({ changed: ['A'], withdrawn: [] });
  });

  it('sees a second document of an id', () => {
    const two = { digests: ['1', '2'], isWithdrawn: false };

    expect(compareCatalogs(versions({ A: version('1') }), versions({ A: two }), new Set()).changed).toEqual(['A']);
  });
});

describe('two lines', () => {
  it.each([
    ['{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1}', true],
    ['{"a":[1,2]}', '{"a":[2,1]}', false],
    ['CVE-1,0.5', 'CVE-1,0.6', false],
    ['CVE-1,0.5', 'CVE-1,0.5', true],
  ])('%s and %s say the same: %s', (left, right, same) => {
    expect(saysTheSame(left, right)).toBe(same);
  });
});

describe('a source is shrunk', () => {
  it.each([
    [1000, 0, true],
    [1, 0, true],
    [1000, 499, true],
    [1000, 500, false],
    [0, 0, false],
    [10, 100, false],
  ])('from %i to %i: %s', (before, after, shrunk) => {
    expect(isShrunk(before, after)).toBe(shrunk);
  });
});
