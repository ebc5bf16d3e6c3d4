import type { Diagnostic } from '../../model/diagnostic.ts';

/** What a head has that its base has not, and how much both have. */
export interface Comparison {
  readonly added: readonly Diagnostic[];
  readonly known: number;
}

/**
 * Sets the problems of a head against those of its base: a problem is the same when code, file and words are; lines
 * move when others are edited above them. Of several that are the same, as many as the base has are known.
 */
export function newProblems(head: readonly Diagnostic[], base: readonly Diagnostic[]): Comparison {
  const left = new Map<string, number>();
  for (const problem of base) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1);
  const added = head.filter((problem) => {
    const key = keyOf(problem);
    const known = left.get(key) ?? 0;
    if (known > 0) left.set(key, known - 1);
    return known === 0;
  });
  return { added, known: head.length - added.length };
}

const keyOf = ({ code, file, message }: Diagnostic): string => [code, file ?? '', message].join('\u0000');
