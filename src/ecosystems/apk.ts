import type { Comparer } from '../model/comparer.ts';
import { maximumVersionLength } from './parts/digits.ts';
import type { Token } from './parts/tokens.ts';
import { compareTokens } from './parts/tokens.ts';

/** An Alpine package version as its pieces from left to right. */
export type ApkVersion = readonly Token[];

/**
 * The order of apk-tools 3 for Alpine, Wolfi, Chainguard and their kin.
 * Text that is no apk version (`1.0-ruff`, `1.0bc`) is not ordered; apk itself would compare the part it understands.
 * A version without `-r` is below the same version with any, `-r0` included, and commit hashes compare as text:
 * both as apk does it.
 */
export const apk: Comparer<ApkVersion> = {
  id: 'apk',
  title: 'Alpine package version (apk)',
  specification: 'https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd',
  parse: parseApk,
  compare: (left, right) => compareTokens(left, right, end),
};

/** Groups: numbers, letter, suffixes, hash, revision. */
const shape = /^([0-9]+(?:\.[0-9]+)*)([a-z])?((?:_[a-z]+[0-9]*)*)(?:~([0-9a-f]+))?(?:-r([0-9]+))?$/;

/**
 * What may follow equal beginnings, from old to new: a pre-release suffix, nothing, a revision, a hash, a suffix's
 * number, a later suffix, a letter, a further number.
 */
const end: Token = { rank: 0, digits: '', text: '' };
const revisionRank = 1;
const hashRank = 2;
const suffixNumberRank = 3;
const letterRank = 20;
const numberRank = 30;
const suffixRanks: ReadonlyMap<string, number> = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 4],
  ['svn', 5],
  ['git', 6],
  ['hg', 7],
  ['p', 8],
]);

function parseApk(version: string): ApkVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const match = shape.exec(version);
  const [, numbers, letter, suffixes, hash, revision] = match ?? [];
  if (numbers === undefined) return undefined;
  const tokens = numbers.split('.').map(numberToken);
  if (letter !== undefined) tokens.push({ rank: letterRank, digits: '', text: letter });
  for (const suffix of suffixes === undefined || suffixes === '' ? [] : suffixes.slice(1).split('_')) {
    const [, word = '', number] = /^([a-z]+)([0-9]+)?$/.exec(suffix) ?? [];
    const rank = suffixRanks.get(word);
    if (rank === undefined) return undefined;
    tokens.push({ rank, digits: '', text: '' });
    if (number !== undefined) tokens.push({ rank: suffixNumberRank, digits: number, text: '' });
  }
  if (hash !== undefined) tokens.push({ rank: hashRank, digits: '', text: hash });
  if (revision !== undefined) tokens.push({ rank: revisionRank, digits: revision, text: '' });
  return tokens;
}

/** Behind the first dot a number with a leading zero is a fraction: it compares as text and is below all others. */
function numberToken(number: string, index: number): Token {
  const isFraction = index > 0 && number.startsWith('0');
  return { rank: numberRank, digits: isFraction ? '' : number, text: isFraction ? number : '' };
}
