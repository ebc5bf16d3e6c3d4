import type { Diagnostic } from '../../model/diagnostic.ts';

/**
 * Why the plan does not cover the whole estate, one sentence a code: what an error left out of the decision.
 * Sorted, so by file. Empty when everything was judged.
 */
export function incompleteness(diagnostics: readonly Diagnostic[]): readonly string[] {
  const counts = new Map<string, { count: number; first: string }>();
  for (const { code, severity, message, file } of diagnostics) {
    if (severity !== 'error') continue;
    const known = counts.get(code);
    const first = file === undefined ? message : `${file}: ${message}`;
    counts.set(code, { count: (known?.count ?? 0) + 1, first: known?.first ?? first });
  }
  return [...counts]
    .map(([code, { count, first }]) => (count === 1 ? first : `${first} (and ${count - 1} more ${code})`))
    .sort();
}
