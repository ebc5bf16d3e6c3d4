import type { Comparer } from '../model/comparer.ts';
import { isDigits, maximumVersionLength } from './parts/digits.ts';
import type { Token } from './parts/tokens.ts';
import { compareTokens } from './parts/tokens.ts';

/** A Composer version as the pieces of its normalised form. */
export type PackagistVersion = readonly Token[];

/**
 * The order of Composer: `composer/semver` normalises (`v1.2b3` is `1.2.0.0-beta3`), PHP's `version_compare` orders.
 * Branches without a number (`dev-main`) cannot be ordered; `1.x-dev` is above every release of 1.
 */
export const packagist: Comparer<PackagistVersion> = {
  id: 'packagist',
  title: 'Composer package version',
  specification: 'https://getcomposer.org/doc/articles/versions.md',
  parse: parsePackagist,
  compare: (left, right) => compareTokens(left, right, end),
};

/** Groups of its own: stability, its number, `dev`. Lower case only: the version is lowered first. */
const modifier = '[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)([.-]?[0-9]+(?:[.-][0-9]+)*)?)?([.-]?dev)?$';
const classical = new RegExp(`^v?([0-9]{1,5})(\\.[0-9]+)?(\\.[0-9]+)?(\\.[0-9]+)?${modifier}`);
const dated = new RegExp(`^v?([0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3})?)${modifier}`);
const branch = /^v?([0-9]+)(\.(?:[0-9]+|[x*]))?(\.(?:[0-9]+|[x*]))?(\.(?:[0-9]+|[x*]))?[.-]?dev$/;
const stabilityFlag = /@(?:stable|rc|beta|alpha|dev)$/;
const buildMetadata = /\+\S+$/;

/** `version_compare`'s order of words, with the end of a version and numbers between release candidates and patches. */
const end: Token = { rank: 4, digits: '', text: '' };
const numberRank = 5;
const wordRanks: ReadonlyMap<string, number> = new Map([
  ['dev', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['rc', 3],
  ['patch', 6],
  ['pl', 6],
  ['p', 6],
]);

function parsePackagist(version: string): PackagistVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const text = version.trim().toLowerCase().replace(stabilityFlag, '');
  if (text.startsWith('dev-')) return undefined;
  return normalised(text.replace(buildMetadata, ''));
}

function normalised(text: string): PackagistVersion | undefined {
  const plain = classical.exec(text);
  if (plain !== null) return [...fourNumbers(plain.slice(1, 5), '0'), ...modifiers(plain.slice(5))];
  const date = dated.exec(text);
  if (date !== null) return [...numbers((date[1] ?? '').split(/[^0-9]/)), ...modifiers(date.slice(2))];
  const numbered = branch.exec(text);
  if (numbered === null) return undefined;
  return [...fourNumbers(numbered.slice(1, 5), newest), word('dev')];
}

/** What Composer puts for the open places of a branch such as `1.x-dev`. */
const newest = '9999999';

function fourNumbers(parts: readonly (string | undefined)[], missing: string): readonly Token[] {
  const texts = [0, 1, 2, 3].map((at) => (parts[at] ?? missing).replace('.', ''));
  return numbers(texts.map((text) => (isDigits(text) ? text : newest)));
}

function numbers(texts: readonly string[]): readonly Token[] {
  return texts.map((digits) => ({ rank: numberRank, digits, text: '' }));
}

function modifiers([stability, round, dev]: readonly (string | undefined)[]): readonly Token[] {
  const tokens: Token[] = [];
  if (stability === 'stable') return tokens;
  if (stability !== undefined) {
    tokens.push(word(stability), ...numbers((round ?? '').split(/[.-]/).filter((text) => text !== '')));
  }
  if (dev !== undefined) tokens.push(word('dev'));
  return tokens;
}

function word(name: string): Token {
  return { rank: wordRanks.get(name) ?? end.rank, digits: '', text: '' };
}
