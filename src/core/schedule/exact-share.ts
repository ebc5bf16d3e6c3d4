/** A share of a whole as two whole numbers. */
export interface Share {
  readonly part: bigint;
  readonly whole: bigint;
}

/** Weights as whole numbers of one unit, so that sums and shares of them are exact. Decimal places count, doubt does not. */
export function wholeNumbers(weights: readonly number[]): readonly bigint[] {
  const texts = weights.map(decimalText);
  const places = texts.reduce((most, text) => Math.max(most, (text.split('.')[1] ?? '').length), 0);
  return texts.map((text) => {
    const [integer = '0', decimals = ''] = text.split('.');
    return BigInt(integer + decimals.padEnd(places, '0'));
  });
}

/** Places of a decimal number beyond which nothing is written: a weight with more has them from arithmetic. */
const mostPlaces = 12;

/** `String` writes very small and very large numbers with an exponent. */
function decimalText(weight: number): string {
  const text = String(weight);
  return text.includes('e') ? weight.toFixed(weight < 1 ? mostPlaces : 0) : text;
}

/** Is one share more than, equal to or less than another? Positive, zero or negative. */
export function compareShares(left: Share, right: Share): number {
  const difference = left.part * right.whole - right.part * left.whole;
  if (difference === 0n) return 0;
  return difference > 0n ? 1 : -1;
}

/** A share in percent with a number of decimal places, rounded down. Nothing has no share. */
export function percentDown({ part, whole }: Share, places: number): number {
  if (whole === 0n) return 0;
  const scale = 10n ** BigInt(places);
  return Number((part * 100n * scale) / whole) / Number(scale);
}

/** A share in percent with a number of decimal places, rounded to the nearest. */
export function percentNear({ part, whole }: Share, places: number): number {
  const scale = 10n ** BigInt(places);
  return Number((part * 200n * scale + whole) / (2n * whole)) / Number(scale);
}
