import type { SeverityLevel, SeverityStatement } from '../../model/advisory.ts';
import { fieldOf, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { isVector, levelOfWord } from './severity.ts';

/** CVSS objects of a score, newest version first: of one score the newest speaks first. */
const cvssKeys = ['cvss_v4', 'cvss_v3', 'cvss_v2'] as const;

/** The scores of a vulnerability: `scores` in CSAF 2.0 (section 3.2.3.13), `metrics` in 2.1. */
export function scoreEntries(vulnerability: UnknownRecord): readonly UnknownRecord[] {
  return [...recordsOf(vulnerability, 'scores'), ...recordsOf(vulnerability, 'metrics')];
}

/** The CVSS vectors of one score. What is no vector in form is left out; `unreadableVectors` names it. */
export function cvssStatements(score: UnknownRecord, step: 'affected' | 'cve'): readonly SeverityStatement[] {
  return cvssOf(score).flatMap((cvss): readonly SeverityStatement[] => {
    const vector = textOf(cvss, 'vectorString') ?? '';
    if (!isVector(vector)) return [];
    const stated = fieldOf(cvss, 'baseScore');
    return [{ step, vector, ...(typeof stated === 'number' && { statedScore: stated }) }];
  });
}

/** Vectors of a score that are none in form. */
export function unreadableVectors(score: UnknownRecord): readonly string[] {
  return cvssOf(score)
    .map((cvss) => textOf(cvss, 'vectorString') ?? '')
    .filter((vector) => !isVector(vector));
}

function cvssOf(score: UnknownRecord): readonly UnknownRecord[] {
  const content = recordOf(score, 'content') ?? score;
  return cvssKeys.flatMap((key): readonly UnknownRecord[] => {
    const cvss = recordOf(content, key);
    return cvss === undefined ? [] : [cvss];
  });
}

/** The publisher's word for the impact (a threat of category `impact`), where it is a level and not a sentence. */
export function severityWord(threat: UnknownRecord): SeverityLevel | undefined {
  return textOf(threat, 'category') === 'impact' ? levelOfWord(textOf(threat, 'details') ?? '') : undefined;
}

/** Does a threat say that the vulnerability is exploited? Microsoft writes `Exploited:Yes`; silence says nothing. */
export function isExploited(vulnerability: UnknownRecord): boolean {
  return recordsOf(vulnerability, 'threats').some(
    (threat) =>
      textOf(threat, 'category') === 'exploit_status' && /\bExploited:\s*Yes\b/i.test(textOf(threat, 'details') ?? ''),
  );
}
