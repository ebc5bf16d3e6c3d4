import type { Comparer } from '../model/comparer.ts';
import { isDigitCode, maximumVersionLength, stripZeros } from './parts/digits.ts';
import type { Token } from './parts/tokens.ts';
import { compareTokens } from './parts/tokens.ts';

/** A Maven version as its numbers and qualifiers, nulls trimmed. */
export type MavenVersion = readonly Token[];

/**
 * The order of Maven by its published version order specification, with integers of any length.
 * `ComparableVersion`, the implementation, has cycles (3.8.7: `1` < `1.sp.1` < `1-rc` < `1`), so no total order can
 * repeat it everywhere. This one follows the specification, and so differs from 3.8.7, in two rare shapes: a qualifier
 * between a dot and another separator (`1.x.1` is `1-x.1`), and a null between separators (`1-ga-1`, `1-0-1` are `1-1`).
 */
export const maven: Comparer<MavenVersion> = {
  id: 'maven',
  title: 'Maven version',
  specification: 'https://maven.apache.org/pom.html#version-order-specification',
  parse: parseMaven,
  compare: (left, right) => compareTokens(left, right, release),
};

interface Piece {
  /** Whether a hyphen, or a change between digits and letters, stands before it. */
  readonly hyphen: boolean;
  /** Whether nothing stands before it but that change. */
  readonly joined: boolean;
  readonly text: string;
  readonly numeric: boolean;
}

/** The release itself, and what every version goes on with behind its end. */
const release: Token = { rank: 5, digits: '', text: '' };
const unknownRank = 7;
const hyphenNumberRank = 8;
const dotNumberRank = 9;
const qualifierRanks: ReadonlyMap<string, number> = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['milestone', 2],
  ['rc', 3],
  ['cr', 3],
  ['snapshot', 4],
  ['', 5],
  ['ga', 5],
  ['final', 5],
  ['release', 5],
  ['sp', 6],
]);
const shorthands: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** What Maven forbids in a version: ranges, paths, patterns, unresolved properties, blanks, text beyond ASCII. */
const forbidden = /[^!-~]|[\\/:"<>|?*[\](){},$]/;

function parseMaven(version: string): MavenVersion | undefined {
  if (version === '' || version.length > maximumVersionLength || forbidden.test(version)) return undefined;
  // Two words of Maven that stand for "whatever is newest", not for a version.
  if (version === 'LATEST' || version === 'RELEASE') return undefined;
  const pieces = split(version.toLowerCase());
  return trimmed(pieces.map((piece, at) => tokenOf(piece, pieces[at + 1])));
}

/** Cuts at dots, hyphens and changes between digits and letters; an empty piece is a zero. */
function split(version: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let hyphen = false;
  let joined = false;
  const cut = (at: number): void => {
    const text = version.slice(start, at);
    pieces.push({
      hyphen,
      joined,
      text: text === '' ? '0' : text,
      numeric: text === '' || isDigitCode(text.charCodeAt(0)),
    });
  };
  for (let at = 0; at < version.length; at++) {
    const code = version.charCodeAt(at);
    if (code === 45 || code === 46) {
      cut(at);
      start = at + 1;
      hyphen = code === 45;
      joined = false;
    } else if (at > start && isDigitCode(code) !== isDigitCode(version.charCodeAt(at - 1))) {
      cut(at);
      start = at;
      hyphen = true;
      joined = true;
    }
  }
  if (start < version.length) cut(version.length);
  return pieces;
}

function tokenOf(piece: Piece, next: Piece | undefined): Token & { readonly hyphen: boolean } {
  if (piece.numeric) {
    const rank = piece.hyphen ? hyphenNumberRank : dotNumberRank;
    return { rank, digits: stripZeros(piece.text), text: '', hyphen: piece.hyphen };
  }
  const word = next?.joined === true ? (shorthands.get(piece.text) ?? piece.text) : piece.text;
  const rank = qualifierRanks.get(word);
  // A qualifier behind a dot counts as behind a hyphen: zeros before it are trimmed alike.
  return { rank: rank ?? unknownRank, digits: '', text: rank === undefined ? word : '', hyphen: true };
}

/** Drops zeros and empty qualifiers at the end and before every hyphen. */
function trimmed(tokens: readonly (Token & { readonly hyphen: boolean })[]): MavenVersion {
  const kept: Token[] = [];
  for (const token of tokens) {
    if (token.hyphen) dropNulls(kept);
    kept.push(token);
  }
  dropNulls(kept);
  return kept;
}

function dropNulls(tokens: Token[]): void {
  let last = tokens.at(-1);
  while (last !== undefined && isNull(last)) {
    tokens.pop();
    last = tokens.at(-1);
  }
}

function isNull(token: Token): boolean {
  return token.rank === release.rank || (token.rank >= hyphenNumberRank && token.digits === '');
}
