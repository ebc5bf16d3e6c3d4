import type { Comparer } from '../model/comparer.ts';
import { compareDigits, compareText, isDigits, maximumVersionLength, stripZeros } from './parts/digits.ts';

/** A PEP 440 version; numbers are digit runs without leading zeros, `undefined` is an absent part. */
export interface Pep440Version {
  readonly epoch: string;
  /** The release without trailing zeros: `1.0` and `1` are one version. */
  readonly release: readonly string[];
  readonly pre: { readonly letter: string; readonly number: string } | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[] | undefined;
}

/**
 * The order of PyPI: PEP 440 as `packaging` implements it.
 * Legacy versions that PEP 440 does not know (`1.0-final-x`, `dev`) are not ordered.
 */
export const pep440: Comparer<Pep440Version> = {
  id: 'pep440',
  title: 'Python package version (PEP 440)',
  specification: 'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  parse: parsePep440,
  compare: comparePep440,
};

/** Groups: epoch, release, pre letter, pre number, post number after a hyphen, post letter, post number, dev, dev number, local. */
const shape = new RegExp(
  [
    '^v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?',
    '(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?',
    '(?:[-_.]?(dev)[-_.]?([0-9]+)?)?',
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
);

const preLetters: ReadonlyMap<string, string> = new Map([
  ['a', 'a'],
  ['alpha', 'a'],
  ['b', 'b'],
  ['beta', 'b'],
  ['c', 'rc'],
  ['rc', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
]);

function parsePep440(version: string): Pep440Version | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const match = shape.exec(version.trim().toLowerCase());
  const [, epoch, release, preLetter, preNumber, hyphenPost, post, postNumber, dev, devNumber, local] = match ?? [];
  if (release === undefined) return undefined;
  const letter = preLetters.get(preLetter ?? '');
  return {
    epoch: stripZeros(epoch ?? ''),
    release: releaseOf(release),
    pre: letter === undefined ? undefined : { letter, number: stripZeros(preNumber ?? '') },
    post: hyphenPost === undefined && post === undefined ? undefined : stripZeros(hyphenPost ?? postNumber ?? ''),
    dev: dev === undefined ? undefined : stripZeros(devNumber ?? ''),
    local: local?.split(/[-_.]/),
  };
}

function releaseOf(text: string): readonly string[] {
  const parts = text.split('.').map(stripZeros);
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

function comparePep440(left: Pep440Version, right: Pep440Version): number {
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareRelease(left.release, right.release) ||
    comparePre(left, right) ||
    compareOptional(left.post, right.post, -1) ||
    compareOptional(left.dev, right.dev, 1) ||
    compareLocal(left.local, right.local)
  );
}

function compareRelease(left: readonly string[], right: readonly string[]): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const order = compareDigits(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.dev1` < `1a1` < `1rc1` < `1`: a development release of the final sorts before all its pre-releases. */
function comparePre(left: Pep440Version, right: Pep440Version): number {
  const rank = preRank(left) - preRank(right);
  if (rank !== 0 || left.pre === undefined || right.pre === undefined) return rank;
  return compareText(left.pre.letter, right.pre.letter) || compareDigits(left.pre.number, right.pre.number);
}

function preRank(version: Pep440Version): number {
  if (version.pre !== undefined) return 0;
  return version.post === undefined && version.dev !== undefined ? -1 : 1;
}

/** Orders two numbers of which either may be absent; `absent` says where absence sorts: -1 below, 1 above. */
function compareOptional(left: string | undefined, right: string | undefined, absent: 1 | -1): number {
  if (left === undefined) return right === undefined ? 0 : absent;
  return right === undefined ? -absent : compareDigits(left, right);
}

/** Local labels: none is lowest, numbers are above words, a longer label is above its own beginning. */
function compareLocal(left: readonly string[] | undefined, right: readonly string[] | undefined): number {
  if (left === undefined || right === undefined) return (left === undefined ? 0 : 1) - (right === undefined ? 0 : 1);
  for (let at = 0; at < left.length && at < right.length; at++) {
    const order = compareLabel(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareLabel(left: string, right: string): number {
  const numericLeft = isDigits(left);
  const numericRight = isDigits(right);
  if (numericLeft && numericRight) return compareDigits(left, right);
  if (numericLeft !== numericRight) return numericLeft ? 1 : -1;
  return compareText(left, right);
}
