import { compareDigits, compareText } from './digits.ts';

/** One piece of a version, ordered by rank, then by number, then by text. */
export interface Token {
  /** What kind of piece it is; the smaller rank is the older version. */
  readonly rank: number;
  /** A run of decimal digits of any length; empty counts as zero. */
  readonly digits: string;
  /** A word, compared by code unit; empty where the rank or the number says it all. */
  readonly text: string;
}

/**
 * Orders two versions piece by piece. The shorter one goes on with `end` for ever, so this is the lexicographic order
 * over endless sequences: a total preorder whatever the pieces are.
 */
export function compareTokens(left: readonly Token[], right: readonly Token[], end: Token): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const order = compareToken(left[at] ?? end, right[at] ?? end);
    if (order !== 0) return order;
  }
  return 0;
}

function compareToken(left: Token, right: Token): number {
  return left.rank - right.rank || compareDigits(left.digits, right.digits) || compareText(left.text, right.text);
}
