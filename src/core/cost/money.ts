/** A number as a fraction of whole numbers: sums of money are exact until they are rounded, once, at the end. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** Reads a decimal that the schema let through, exactly. */
export function decimal(text: string): Ratio {
  const [whole = '0', fraction = ''] = text.split('.');
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) };
}

export const times = (left: Ratio, right: Ratio): Ratio => ({
  over: left.over * right.over,
  under: left.under * right.under,
});

export const plus = (left: Ratio, right: Ratio): Ratio => ({
  over: left.over * right.under + right.over * left.under,
  under: left.under * right.under,
});

export const whole = (value: number | bigint): Ratio => ({ over: BigInt(value), under: 1n });

/** In the smallest unit of a currency, half a unit up. Of amounts that are not negative. */
export function inUnits(amount: Ratio, decimals: number): bigint {
  const { over, under } = times(amount, whole(10n ** BigInt(decimals)));
  return (2n * over + under) / (2n * under);
}

/** Parts of an amount that sum up to it exactly; the first ones take what does not divide. `count` is at least 1. */
export function splitEvenly(amount: bigint, count: number): readonly bigint[] {
  const parts = BigInt(count);
  const rest = amount % parts;
  return Array.from({ length: count }, (_, index) => amount / parts + (BigInt(index) < rest ? 1n : 0n));
}

/** An amount of smallest units in the currency, as an exact decimal. */
export function currencyText(units: bigint, currency: string, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const size = units < 0n ? -units : units;
  const fraction = decimals === 0 ? '' : `.${(size % scale).toString().padStart(decimals, '0')}`;
  return `${currency} ${units < 0n ? '-' : ''}${size / scale}${fraction}`;
}
