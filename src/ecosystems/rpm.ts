import type { Comparer } from '../model/comparer.ts';
import {
  commonPrefix,
  compareDigits,
  isDigitCode,
  isDigits,
  isLetterCode,
  maximumVersionLength,
} from './parts/digits.ts';

/** An RPM epoch, version and release; an absent epoch is the empty text (= 0), an absent release is `undefined`. */
export interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}

/**
 * The order of rpm's `labelCompare` (`rpmverCmp`) for the whole RPM family.
 * Without a release a version is older than the same version with any release: rpm's dependency check lets it
 * match every release instead, which is no order (1-1 = 1 = 1-2 but 1-1 < 1-2) and so cannot decide a range.
 */
export const rpm: Comparer<RpmVersion> = {
  id: 'rpm',
  title: 'RPM epoch, version and release',
  specification: 'https://github.com/rpm-software-management/rpm/blob/master/docs/man/rpm-version.7.scd',
  parse: parseRpm,
  compare: compareRpm,
};

const tilde = 126;
const caret = 94;

function parseRpm(text: string): RpmVersion | undefined {
  if (text.length > maximumVersionLength) return undefined;
  // As rpm parses it: only digits before the first colon are an epoch; any other colon merely separates.
  const first = text.indexOf(':');
  const colon = first > 0 && isDigits(text.slice(0, first)) ? first : -1;
  const epoch = colon < 0 ? '' : text.slice(0, colon);
  const hyphen = text.lastIndexOf('-');
  const hasRelease = hyphen > colon;
  const version = text.slice(colon + 1, hasRelease ? hyphen : text.length);
  const release = hasRelease ? text.slice(hyphen + 1) : undefined;
  if (version === '' || release === '') return undefined;
  return isPart(version) && isPart(release ?? '') ? { epoch, version, release } : undefined;
}

/** What may stand in a version or release; characters beyond ASCII only separate, as rpm's own test suite fixes. */
function isPart(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isAlphanumeric(code) && !isOther(code)) return false;
  }
  return true;
}

function isOther(code: number): boolean {
  return (
    code > 0xa0 ||
    code === 46 ||
    code === 95 ||
    code === 43 ||
    code === 45 ||
    code === 58 ||
    code === tilde ||
    code === caret
  );
}

function isAlphanumeric(code: number): boolean {
  return isDigitCode(code) || isLetterCode(code);
}

function compareRpm(left: RpmVersion, right: RpmVersion): number {
  return (
    compareDigits(left.epoch, right.epoch) ||
    comparePart(left.version, right.version) ||
    compareRelease(left.release, right.release)
  );
}

function compareRelease(left: string | undefined, right: string | undefined): number {
  if (left === undefined) return right === undefined ? 0 : -1;
  return right === undefined ? 1 : comparePart(left, right);
}

/** `rpmvercmp`: segments of digits and of letters in turn; everything but `~` and `^` between them only separates. */
function comparePart(left: string, right: string): number {
  if (left === right) return 0;
  const start = segmentStart(left, commonPrefix(left, right));
  let a = skipSeparators(left, start);
  let b = skipSeparators(right, start);
  while (a < left.length || b < right.length) {
    const sign = compareSign(left.charCodeAt(a), right.charCodeAt(b));
    if (sign !== undefined && sign !== 0) return sign;
    if (sign === 0) {
      a = skipSeparators(left, a + 1);
      b = skipSeparators(right, b + 1);
      continue;
    }
    if (a >= left.length || b >= right.length) break;
    const endA = segmentEnd(left, a);
    const endB = segmentEnd(right, b);
    const order = compareSegment(left.slice(a, endA), right.slice(b, endB));
    if (order !== 0) return order;
    a = skipSeparators(left, endA);
    b = skipSeparators(right, endB);
  }
  return left.length - a - (right.length - b);
}

/**
 * Decides where `~` or `^` stands on a side (`NaN` = that side has ended): a tilde is older than everything, even the
 * end; a caret is newer than the end and older than anything else. `0` = the same sign on both, go on behind it.
 */
function compareSign(left: number, right: number): number | undefined {
  if (left === tilde || right === tilde) {
    if (left !== tilde) return 1;
    return right === tilde ? 0 : -1;
  }
  if (left !== caret && right !== caret) return undefined;
  if (Number.isNaN(left)) return -1;
  if (Number.isNaN(right)) return 1;
  if (left !== caret) return 1;
  return right === caret ? 0 : -1;
}

function compareSegment(left: string, right: string): number {
  const numericLeft = isDigitCode(left.charCodeAt(0));
  const numericRight = isDigitCode(right.charCodeAt(0));
  if (numericLeft !== numericRight) return numericLeft ? 1 : -1;
  if (numericLeft) return compareDigits(left, right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Steps back to where the segment that holds a position begins: what stands before it is equal on both sides. */
function segmentStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && isAlphanumeric(text.charCodeAt(at - 1))) at--;
  return at;
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isAlphanumeric(code) || code === tilde || code === caret) break;
    at++;
  }
  return at;
}

function segmentEnd(text: string, from: number): number {
  const belongs = isDigitCode(text.charCodeAt(from)) ? isDigitCode : isLetterCode;
  let at = from + 1;
  while (at < text.length && belongs(text.charCodeAt(at))) at++;
  return at;
}
