import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortFew } from '../../src/core/sort-few.ts';
import '../support/property-seed.ts';

describe('sorting few things', () => {
  it('gives the order of the engine, equal things in their order, however many there are', () => {
    const items = fc.array(fc.record({ rank: fc.nat(4), id: fc.nat() }), { maxLength: 30 });
    const byRank = (left: { rank: number }, right: { rank: number }): number => left.rank - right.rank;
    fc.assert(
      fc.property(items, (list) => {
        expect(sortFew([...list], byRank)).toEqual([...list].sort(byRank));
      }),
    );
  });
});
