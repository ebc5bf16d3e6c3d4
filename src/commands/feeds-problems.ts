import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';

/** Collects what is wrong with a source. */
export interface SourceProblems {
  readonly add: (problem: Diagnostic) => void;
  /** Errors first told, up to a limit, and one line that counts the rest by code. */
  readonly list: () => readonly Diagnostic[];
  readonly hasErrors: () => boolean;
}

/** Problems of a source that are told one by one, of errors and of all others: a feed of 200,000 must not tell 200,000. */
const limit = 250;

/** Starts an empty collection. */
export function sourceProblems(source: string): SourceProblems {
  const told: { readonly errors: Diagnostic[]; readonly others: Diagnostic[] } = { errors: [], others: [] };
  const untold = new Map<string, number>();
  return {
    add(problem) {
      const list = problem.severity === 'error' ? told.errors : told.others;
      if (list.length < limit) list.push(problem);
      else untold.set(problem.code, (untold.get(problem.code) ?? 0) + 1);
    },
    hasErrors: () => told.errors.length > 0,
    list() {
      const all = [...told.errors, ...told.others];
      if (untold.size === 0) return all;
      const kinds = [...untold]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([code, count]) => `${code} ${count}`);
      const count = [...untold.values()].reduce((sum, number) => sum + number, 0);
      return [...all, diagnostic('feeds/further-problems', { source, count, kinds: kinds.join(', ') })];
    },
  };
}
