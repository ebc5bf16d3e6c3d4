import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyText, decimal, inUnits, plus, splitEvenly, times, whole } from '../../../src/core/cost/money.ts';
import { amountText } from '../../../src/render/cost/amount.ts';

describe('money', () => {
  it.each([
    ['0.005', 2, 1n],
    ['0.0049', 2, 0n],
    ['85.5', 2, 8550n],
    ['85.5', 0, 86n],
    ['0.1', 4, 1000n],
  ])('of %s with %s decimals is rounded half up', (text, decimals, units) => {
    expect(inUnits(decimal(text), decimals)).toBe(units);
  });

  it.each([
    [123_450n, 2, 'EUR 1234.50'],
    [-5n, 2, 'EUR -0.05'],
    [7n, 0, 'EUR 7'],
    [0n, 3, 'EUR 0.000'],
  ])('of %s smallest units with %s decimals reads %s', (units, decimals, text) => {
    expect(currencyText(units, 'EUR', decimals)).toBe(text);
    expect(`EUR ${amountText(units, decimals)}`).toBe(text);
  });

  it('is exact where binary fractions are not', () => {
    expect(inUnits(plus(decimal('0.1'), decimal('0.2')), 2)).toBe(30n);
    expect(inUnits(times(decimal('1.005'), whole(100)), 2)).toBe(10_050n);
  });

  it('is divided without a unit lost or made, and as evenly as units allow', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 1, max: 500 }), (amount, count) => {
        const parts = splitEvenly(amount, count);
        const sum = parts.reduce((total, part) => total + part, 0n);

        return sum === amount && parts.length === count && (parts[0] ?? 0n) - (parts.at(-1) ?? 0n) <= 1n;
      }),
    );
  });

  it.each([
    [123_450n, 2, '1234.50'],
    [5n, 2, '0.05'],
    [-5n, 2, '-0.05'],
    [7n, 0, '7'],
  ])('of %s units is written with its decimals', (units, decimals, text) => {
    expect(amountText(units, decimals)).toBe(text);
  });
});
