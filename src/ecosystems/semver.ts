import type { Comparer } from '../model/comparer.ts';
import { compareDigits, compareText, isDigits, maximumVersionLength, stripZeros } from './parts/digits.ts';

/** A SemVer version; numbers are digit runs without leading zeros, build metadata is left out as it never orders. */
export interface SemverVersion {
  /** Major, minor, patch and whatever a tolerant source adds, without trailing zeros. */
  readonly numbers: readonly string[];
  /** The dot-separated pre-release identifiers; empty for a release. */
  readonly prerelease: readonly string[];
}

/**
 * The order of SemVer 2.0.0 for npm, crates.io, Hex, Pub, SwiftURL and GitHub Actions, and the base of Go and Bitnami.
 * Tolerated beyond the letter of the specification, because real advisories and inventories hold them: a leading `v`,
 * missing parts (`1.0` is `1.0.0`), further numeric parts, leading zeros, and integers of any length.
 * Anything else (`1.0rc1`, `latest`, `nightly.2026-03-10.0`) cannot be ordered.
 */
export const semver: Comparer<SemverVersion> = {
  id: 'semver',
  title: 'Semantic version',
  specification: 'https://semver.org/spec/v2.0.0.html#spec-item-11',
  parse: parseSemver,
  compare: compareSemver,
};

/** Groups: numbers, pre-release. Every repeated group begins with a character that the one before cannot take. */
const shape =
  /^[vV]?([0-9]+(?:\.[0-9]+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parseSemver(version: string): SemverVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const match = shape.exec(version);
  const numbers = match?.[1];
  if (numbers === undefined) return undefined;
  return { numbers: significant(numbers), prerelease: match?.[2]?.split('.') ?? [] };
}

function significant(text: string): readonly string[] {
  const numbers = text.split('.').map(stripZeros);
  while (numbers.at(-1) === '') numbers.pop();
  return numbers;
}

function compareSemver(left: SemverVersion, right: SemverVersion): number {
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let at = 0; at < length; at++) {
    const order = compareDigits(left.numbers[at] ?? '', right.numbers[at] ?? '');
    if (order !== 0) return order;
  }
  return comparePrerelease(left.prerelease, right.prerelease);
}

/** SemVer item 11: a pre-release is below its release, numbers below words, a shorter list below a longer one. */
export function comparePrerelease(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  return compareIdentifiers(left, right);
}

/** Dot-separated identifiers: numbers below words, an equal beginning below what goes on. */
export function compareIdentifiers(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < left.length && at < right.length; at++) {
    const order = compareIdentifier(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifier(left: string, right: string): number {
  const numericLeft = isDigits(left);
  const numericRight = isDigits(right);
  if (numericLeft && numericRight) return compareDigits(left, right);
  if (numericLeft !== numericRight) return numericLeft ? -1 : 1;
  return compareText(left, right);
}
