import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/ecosystems/registry.ts';
import type { Comparer, Order } from '../../src/model/comparer.ts';

/** What a comparer must hold: rules with versions in rising order, and texts that it must refuse. */
export interface OrderTable {
  /** Rule → chain such as `1.0~rc1 < 1.0 = 1.0-0 < 1.0-1`; every pair of the chain is compared, both ways round. */
  readonly rules: Readonly<Record<string, string>>;
  /** Reason → texts that the scheme cannot order, separated by blanks. */
  readonly refused: Readonly<Record<string, string>>;
}

/** Declares one test for each rule of a table. */
export function describeOrder<Parsed>(comparer: Comparer<Parsed>, { rules, refused }: OrderTable): void {
  describe(`the order ${comparer.id}`, () => {
    it.each(Object.entries(rules))('%s', (_rule, chain) => {
      const wrong = expectedPairs(chain).filter(
        ([left, order, right]) => compareVersions(comparer, left, right) !== order,
      );

      expect(wrong).toEqual([]);
    });

    it.each(Object.entries(refused))('refuses %s', (_reason, texts) => {
      const read = texts.split(' ').filter((text) => compareVersions(comparer, text, text) !== '?');

      expect(read).toEqual([]);
    });
  });
}

/** All ordered pairs that follow from a chain: two members are equal only when every sign between them is `=`. */
function expectedPairs(chain: string): readonly (readonly [string, Order, string])[] {
  const words = chain.split(' ');
  const versions = words.filter((_, index) => index % 2 === 0);
  const signs = words.filter((_, index) => index % 2 === 1);
  if (signs.some((sign) => sign !== '<' && sign !== '=')) throw new Error(`Not a rising chain: ${chain}`);
  return versions.flatMap((left, low) =>
    versions.slice(low + 1).flatMap((right, step) => {
      const isBelow = signs.slice(low, low + step + 1).includes('<');
      return [[left, isBelow ? '<' : '=', right] as const, [right, isBelow ? '>' : '=', left] as const];
    }),
  );
}
