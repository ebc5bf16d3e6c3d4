import { describe, expect, it } from 'vitest';
import { comparePack } from '../../../src/core/report/compare-pack.ts';

describe('a pack that is built again', () => {
  const built = [
    { path: 'a.md', sha256: 'a', bytes: 1 },
    { path: 'b.md', sha256: 'b', bytes: 1 },
  ];

  it('is equal when every byte is', () => {
    expect(
      comparePack(
        built,
        new Map([
          ['b.md', 'b'],
          ['a.md', 'a'],
        ]),
      ),
    ).toEqual([]);
  });

  it('differs where a file was edited, is gone, was added or is no plain file', () => {
    const lying = new Map<string, string | undefined>([
      ['a.md', 'A'],
      ['c.md', 'c'],
    ]);

    expect(comparePack(built, lying)).toEqual([
      { path: 'a.md', kind: 'differs' },
      { path: 'b.md', kind: 'missing' },
      { path: 'c.md', kind: 'not of this pack' },
    ]);
    expect(
      comparePack(
        built,
        new Map([
          ['a.md', undefined],
          ['b.md', 'b'],
        ]),
      ),
    ).toEqual([{ path: 'a.md', kind: 'differs' }]);
  });
});
