import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { UnreadResource } from '../../model/estate.ts';

/** Warnings of something that was left out, or counts as unknown, and might have changed a decision. */
const losing: ReadonlySet<Code> = new Set([
  'assess/cvss-invalid',
  'assess/range-unjudged',
  'assess/unknown-ecosystem',
  'assess/unknown-scheme',
  'assess/version-unordered',
  'catalog/count-differs',
  'catalog/further-problems',
  'catalog/unjudged-range',
  'catalog/unreadable-severity',
  'catalog/wrong-affected',
  'catalog/wrong-entry',
  'catalog/wrong-statement',
  'catalog/wrong-timestamp',
  'catalog/wrong-value',
  'catalog/wrong-versions',
  'observed/further-problems',
  'observed/future',
  'observed/wrong-entry',
  'observed/wrong-value',
] as const);

/**
 * Why the plan does not cover the whole estate, one sentence a code: what an error left out of the decision, and what was
 * lost of the data that it rests on. Sorted, so by file. Empty when everything was judged. `missing` are assets that are
 * in no list, each a sentence of its own.
 */
export function incompleteness(
  diagnostics: readonly Diagnostic[],
  missing: readonly Pick<UnreadResource, 'label' | 'lost'>[] = [],
): readonly string[] {
  const counts = new Map<string, { count: number; first: string }>();
  for (const { code, severity, message, file } of diagnostics) {
    if (severity !== 'error' && !losing.has(code)) continue;
    const known = counts.get(code);
    const first = file === undefined ? message : `${file}: ${message}`;
    counts.set(code, { count: (known?.count ?? 0) + 1, first: known?.first ?? first });
  }
  const left = missing.map(({ label, lost }) => {
    const why = lost.includes('name') ? 'has no name that can be read' : 'cannot be told from another asset';
    return `${label} ${why}, and is not in the plan`;
  });
  return [
    ...[...counts].map(([code, { count, first }]) =>
      count === 1 ? first : `${first} (and ${count - 1} more ${code})`,
    ),
    ...left,
  ].sort();
}
