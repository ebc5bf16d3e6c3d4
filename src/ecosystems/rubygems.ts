import type { Comparer } from '../model/comparer.ts';
import { isDigits, maximumVersionLength, stripZeros } from './parts/digits.ts';
import type { Token } from './parts/tokens.ts';
import { compareTokens } from './parts/tokens.ts';

/** A gem version as its numbers and words, zeros before the first word trimmed. */
export type RubygemsVersion = readonly Token[];

/**
 * The order of `Gem::Version`: a word makes a pre-release, a hyphen stands for `.pre.`, words compare with their case.
 * RubyGems reads an empty text as `0`; here nothing is no version.
 */
export const rubygems: Comparer<RubygemsVersion> = {
  id: 'rubygems',
  title: 'RubyGems version',
  specification: 'https://docs.ruby-lang.org/en/master/Gem/Version.html',
  parse: parseRubygems,
  compare: (left, right) => compareTokens(left, right, zero),
};

const shape = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const wordRank = 0;
const numberRank = 1;
const zero: Token = { rank: numberRank, digits: '', text: '' };

function parseRubygems(version: string): RubygemsVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const text = version.trim();
  if (!shape.test(text)) return undefined;
  const segments = text.replaceAll('-', '.pre.').match(/[0-9]+|[a-zA-Z]+/g) ?? [];
  const firstWord = segments.findIndex((segment) => !isDigits(segment));
  const numbers = segments.slice(0, firstWord < 0 ? segments.length : firstWord);
  while (numbers.length > 0 && stripZeros(numbers.at(-1) ?? '') === '') numbers.pop();
  const words = firstWord < 0 ? [] : segments.slice(firstWord);
  return [...numbers, ...words].map(tokenOf);
}

function tokenOf(segment: string): Token {
  return isDigits(segment)
    ? { rank: numberRank, digits: segment, text: '' }
    : { rank: wordRank, digits: '', text: segment };
}
