import type { Line } from '../../model/generated/plan.ts';

/** Things that lines refer to by number. What is the same in words has one number. */
export interface Numbering<T> {
  /** The line that says what it is; `undefined` where a line said so before. */
  readonly line: (one: T) => string | undefined;
  /** Of something that a line says already. */
  readonly numberOf: (one: T) => number;
}

/** `wordsOf`: the members of its object beside the number. */
export function numbering<T>(member: keyof Line, wordsOf: (one: T) => string): Numbering<T> {
  const known = new Map<T, number>();
  const byWords = new Map<string, number>();
  return {
    line(one) {
      if (known.has(one)) return undefined;
      const words = wordsOf(one);
      const before = byWords.get(words);
      const number = before ?? byWords.size;
      known.set(one, number);
      if (before !== undefined) return undefined;
      byWords.set(words, number);
      return `{"${member}":{"number":${number},${words}}}`;
    },
    numberOf: (one) => known.get(one) ?? -1,
  };
}
