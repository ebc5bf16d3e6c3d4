/** Maps a value onto a length. */
export type Scale = (value: number) => number;

/** A straight scale. A domain without length maps everything onto the start. */
export function linear([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const length = to - from;
  return (value) => (length === 0 ? start : start + ((value - from) / length) * (end - start));
}

/**
 * Round values from 0 up to the first that covers the greatest one, at most seven of them: steps of 1, 2 or 5 times a
 * power of ten, and never below 1 where only whole numbers occur.
 */
export function roundTicks(greatest: number, wholeNumbers: boolean): readonly number[] {
  const least = wholeNumbers ? 1 : Number.MIN_VALUE;
  const aim = Math.max(greatest, wholeNumbers ? 1 : 0.01) / 6;
  const power = 10 ** Math.floor(Math.log10(aim));
  const step = Math.max(least, [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= aim) ?? aim);
  const count = Math.max(1, Math.ceil(greatest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** At most so many of the items, the first and the last among them, evenly spread. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  const chosen = new Set(Array.from({ length: most }, (_, index) => Math.round(index * step)));
  return items.filter((_, index) => chosen.has(index));
}
