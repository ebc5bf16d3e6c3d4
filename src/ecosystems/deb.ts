import type { Comparer } from '../model/comparer.ts';
import {
  commonPrefix,
  compareDigitRuns,
  compareDigits,
  digitsEnd,
  isDigitCode,
  isDigits,
  isLetterCode,
  maximumVersionLength,
} from './parts/digits.ts';

/** A Debian version in its three parts; an absent epoch or revision is the empty text, which orders as `0`. */
export interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/**
 * The order of dpkg for Debian, Ubuntu and their derivatives.
 * A version is read when `dpkg --validate-version` accepts it, except that an epoch may have any length.
 * apt's own comparison is laxer (it orders any text at all); what dpkg would refuse to install is not ordered here.
 */
export const deb: Comparer<DebVersion> = {
  id: 'deb',
  title: 'Debian package version (dpkg)',
  specification: 'https://manpages.debian.org/bookworm/dpkg-dev/deb-version.7.en.html',
  parse: parseDeb,
  compare: compareDeb,
};

function parseDeb(version: string): DebVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const colon = version.indexOf(':');
  const epoch = colon < 0 ? '' : version.slice(0, colon);
  if (colon >= 0 && !isDigits(epoch)) return undefined;
  const hyphen = version.lastIndexOf('-');
  const upstream = version.slice(colon + 1, hyphen > colon ? hyphen : version.length);
  const revision = hyphen > colon ? version.slice(hyphen + 1) : '';
  if (hyphen > colon && revision === '') return undefined;
  if (!isDigitCode(upstream.charCodeAt(0))) return undefined;
  return isUpstream(upstream) && isRevision(revision) ? { epoch, upstream, revision } : undefined;
}

function isUpstream(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Hyphen and colon are allowed here: a revision or an epoch that took the last or first one stands before.
    if (!isRevisionCode(code) && code !== 45 && code !== 58) return false;
  }
  return true;
}

function isRevision(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (!isRevisionCode(text.charCodeAt(at))) return false;
  }
  return true;
}

function isRevisionCode(code: number): boolean {
  return isDigitCode(code) || isLetterCode(code) || code === 46 || code === 43 || code === 126;
}

function compareDeb(left: DebVersion, right: DebVersion): number {
  return (
    compareDigits(left.epoch, right.epoch) ||
    comparePart(left.upstream, right.upstream) ||
    comparePart(left.revision, right.revision)
  );
}

/** Compares units without digits by `weight` and runs of digits by value, from the first difference on. */
function comparePart(left: string, right: string): number {
  if (left === right) return 0;
  let a = commonPrefix(left, right);
  while (a > 0 && isDigitCode(left.charCodeAt(a - 1))) a--;
  let b = a;
  while (a < left.length || b < right.length) {
    const difference = weight(left, a) - weight(right, b);
    if (difference !== 0) return difference;
    if (weight(left, a) !== 0) {
      a++;
      b++;
      continue;
    }
    const endA = digitsEnd(left, a);
    const endB = digitsEnd(right, b);
    const order = compareDigitRuns(left, a, endA, right, b, endB);
    if (order !== 0) return order;
    a = endA;
    b = endB;
  }
  return 0;
}

/** A tilde sorts before the end of the part, the end (and a digit) before letters, letters before everything else. */
function weight(part: string, at: number): number {
  if (at >= part.length) return 0;
  const code = part.charCodeAt(at);
  if (isDigitCode(code)) return 0;
  if (code === 126) return -1;
  return isLetterCode(code) ? code : code + 256;
}
