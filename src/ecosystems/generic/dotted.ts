import type { Comparer } from '../../model/comparer.ts';
import { compareDigits, maximumVersionLength } from '../parts/digits.ts';

/**
 * Declared scheme for plain numbers between dots, such as Windows builds (`10.0.19045.3803`) and firmware:
 * compared number by number, missing ones are zero. Nothing but digits and dots is read.
 */
export const dotted: Comparer<readonly string[]> = {
  id: 'dotted',
  title: 'Numbers between dots',
  specification: 'https://learn.microsoft.com/en-us/dotnet/api/system.version.compareto',
  parse: parseDotted,
  compare: compareDotted,
};

function parseDotted(version: string): readonly string[] | undefined {
  if (version.length > maximumVersionLength || !/^[0-9]+(?:\.[0-9]+)*$/.test(version)) return undefined;
  return version.split('.');
}

function compareDotted(left: readonly string[], right: readonly string[]): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const order = compareDigits(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
