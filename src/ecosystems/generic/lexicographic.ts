import type { Comparer } from '../../model/comparer.ts';
import { compareText, maximumVersionLength } from '../parts/digits.ts';

/**
 * Declared scheme for versions whose text order is their order (`r2026a`, zero-padded build numbers).
 * Compared by code unit, with case; only an empty or over-long text is not ordered.
 */
export const lexicographic: Comparer<string> = {
  id: 'lexicographic',
  title: 'Text order',
  specification: 'https://github.com/package-url/vers-spec',
  parse: (version) => (version === '' || version.length > maximumVersionLength ? undefined : version),
  compare: compareText,
};
