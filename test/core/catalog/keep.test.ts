import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Keepable, keeper } from '../../../src/core/catalog/keep.ts';
import type { Instant } from '../../../src/model/time.ts';
import { at } from '../../support/world.ts';

const item = (id: string, line: string, modified?: Instant): Keepable => {
  return { id, line, modified, published: undefined, isWithdrawn: false };
};

function keptOf(items: readonly Keepable[]): readonly string[] {
  const keeping = keeper((line) => line);
  for (const one of items) keeping.keep(one);
  return keeping.kept().map(({ id, ref }) => `${id} ${ref}`);
}

const [early, late] = [at('2026-01-01T00:00:00Z'), at('2026-02-01T00:00:00Z')];

describe('of two documents of one id', () => {
  it('one is kept when they are equal', () => {
    expect(keptOf([item('A', 'x'), item('A', 'x')])).toEqual(['A x']);
  });

  it('the one modified later is kept', () => {
    expect(keptOf([item('A', 'x', late), item('A', 'y', early)])).toEqual(['A x']);
    expect(keptOf([item('A', 'y', early), item('A', 'x', late)])).toEqual(['A x']);
  });

  it('both are kept when nothing tells which is newer', () => {
    expect(keptOf([item('A', 'x', late), item('A', 'y', late)])).toHaveLength(2);
    expect(keptOf([item('A', 'x', late), item('A', 'y')])).toHaveLength(2);
  });

  it('it is told how they were settled', () => {
    const { keep } = keeper((line) => line);

    expect(
      [item('A', 'x', early), item('A', 'x', early), item('A', 'y', late), item('A', 'z', late)].map(keep),
    ).toEqual([undefined, 'same', 'later', 'both']);
  });
});

describe('what is kept', () => {
  it('does not depend on the order in which it comes', () => {
    const items = fc.array(
      fc.record({
        id: fc.constantFrom('A', 'B'),
        line: fc.constantFrom('1', '2', '3'),
        modified: fc.constantFrom(undefined, early, late),
        published: fc.constant(undefined),
        isWithdrawn: fc.constant(false),
      }),
      { maxLength: 8 },
    );
    // A line says itself when it was modified, so equal lines of one id have one date.
    const dated = items.map((list) => list.map((one) => ({ ...one, line: `${one.line} ${one.modified ?? ''}` })));

    fc.assert(
      fc.property(dated, (list) => {
        expect(keptOf(list.toReversed())).toEqual(keptOf(list));
      }),
    );
  });
});
