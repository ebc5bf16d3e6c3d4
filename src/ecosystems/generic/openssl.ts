import type { Comparer } from '../../model/comparer.ts';
import { compareDigits, compareText, maximumVersionLength } from '../parts/digits.ts';

/** An OpenSSL version: three numbers, the patch letters of the lines before 3.0, the pre-release. */
export interface OpensslVersion {
  readonly numbers: readonly string[];
  readonly letters: string;
  readonly pre: { readonly word: string; readonly round: string } | undefined;
}

/**
 * Declared scheme of OpenSSL and its forks: before 3.0 letters count the patches (`1.0.2` < `1.0.2a` < `1.0.2z` <
 * `1.0.2za`), from 3.0 on the third number does; `-dev`, `-alpha1`, `-beta2`, `-pre3` are below their release.
 * Vendor suffixes (`1.0.2k-fips`) say nothing about the order and are refused.
 */
export const openssl: Comparer<OpensslVersion> = {
  id: 'openssl',
  title: 'OpenSSL version',
  specification: 'https://openssl-library.org/policies/releasestrat/',
  parse: parseOpenssl,
  compare: compareOpenssl,
};

/** Groups: three numbers, letters, pre-release word and number. */
const shape = /^([0-9]+)\.([0-9]+)\.([0-9]+)([a-z]{0,2})(?:-(alpha|beta|dev|pre|rc)([0-9]*))?$/;

function parseOpenssl(version: string): OpensslVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const [, major = '', minor = '', fix = '', letters = '', word, round = ''] = shape.exec(version) ?? [];
  // Letters in two places begin with z: 1.0.2z is followed by 1.0.2za.
  if (major === '' || (letters.length === 2 && !letters.startsWith('z'))) return undefined;
  return { numbers: [major, minor, fix], letters, pre: word === undefined ? undefined : { word, round } };
}

function compareOpenssl(left: OpensslVersion, right: OpensslVersion): number {
  for (let at = 0; at < 3; at++) {
    const order = compareDigits(left.numbers[at] ?? '', right.numbers[at] ?? '');
    if (order !== 0) return order;
  }
  return compareText(left.letters, right.letters) || comparePre(left.pre, right.pre);
}

function comparePre(left: OpensslVersion['pre'], right: OpensslVersion['pre']): number {
  if (left === undefined || right === undefined) return (left === undefined ? 1 : 0) - (right === undefined ? 1 : 0);
  return preRank(left.word) - preRank(right.word) || compareDigits(left.round, right.round);
}

function preRank(word: string): number {
  return ['dev', 'alpha', 'beta', 'pre', 'rc'].indexOf(word);
}
