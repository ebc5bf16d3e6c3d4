import type { ComponentFinding } from '../../model/finding.ts';

/**
 * What keeps findings from being judged: the installed version, which its ecosystem cannot order, or only what documents
 * say, while the version is sound.
 */
export function doubtIn(findings: readonly ComponentFinding[]): 'version' | 'documents' {
  const verdicts = new Set(findings.flatMap(({ evidence }) => evidence.map(({ verdict }) => verdict)));
  return verdicts.has('unjudged') && !verdicts.has('unordered') ? 'documents' : 'version';
}
