import type {
  AdvisoryDocument,
  AffectedPackage,
  CveFacts,
  SeverityLevel,
  SeverityStatement,
} from '../../model/advisory.ts';
import { severityLevels } from '../../model/advisory.ts';
import { type Diagnostic, diagnostic, type SourceLocation } from '../../model/diagnostic.ts';
import type { Fact } from '../../model/finding.ts';
import type { Instant } from '../../model/time.ts';
import { baseScore, levelOfScore } from './cvss.ts';

/** Who may speak of the severity of an advisory on one package. */
export interface SeverityInput {
  /** Documents that were not withdrawn. */
  readonly documents: readonly AdvisoryDocument[];
  /** The entries that name the package, with their document. */
  readonly affected: readonly { readonly document: AdvisoryDocument; readonly entry: AffectedPackage }[];
  readonly cves: readonly CveFacts[];
}

/** The two facts that the chain yields; each by its own first step that speaks. */
export interface SeverityFacts {
  readonly severity: Fact<SeverityLevel>;
  readonly cvss: Fact<number>;
}

const steps = ['osv', 'affected', 'database-specific', 'source-word', 'cve'] as const;

const stepWords: Readonly<Record<SeverityStatement['step'], string>> = {
  osv: 'top level',
  affected: 'affected package',
  'database-specific': 'database_specific',
  'source-word': "source's word",
  cve: 'CVE record',
};

interface Spoken {
  readonly step: SeverityStatement['step'];
  readonly level: SeverityLevel | undefined;
  readonly score: number | undefined;
  readonly source: string;
  readonly at: Instant | undefined;
}

/** Scores vectors once each; the calculator is far slower than everything around it. */
export type Scorer = (vector: string) => number | undefined;

/** What reading statements needs beside them. */
export interface SeverityContext {
  readonly score: Scorer;
  readonly report: (problem: Diagnostic) => void;
  /** Where what a file says of a document, or of a CVE, stands. */
  readonly placeOf: (file: string, id: string) => SourceLocation;
}

/** A scorer that remembers. */
export function scorer(): Scorer {
  const scores = new Map<string, number | undefined>();
  return (vector) => {
    if (!scores.has(vector)) scores.set(vector, baseScore(vector));
    return scores.get(vector);
  };
}

/**
 * The severity chain: OSV top level, `affected[]`, `database_specific`, the source's own word, the CVSS
 * of the linked CVEs. The first step at which anybody speaks decides; within it the most severe statement does.
 * `cvss` runs along the same chain and takes the highest base score, recomputed from its vector, of the first step that
 * holds one. Gives `assess/cvss-mismatch` and `assess/cvss-invalid`. Words are levels already: feed readers translate.
 */
export function severityFacts(input: SeverityInput, context: SeverityContext): SeverityFacts {
  const spoken: Spoken[] = [];
  const hear = (statements: readonly SeverityStatement[], owner: string, from: Speaker): void => {
    for (const one of statements) spoken.push(read(one, owner, from, context));
  };
  for (const document of input.documents) hear(document.severity, document.id, document);
  for (const { document, entry } of input.affected) hear(entry.severity, document.id, document);
  for (const cve of input.cves) hear(cve.severity, cve.cve, cve);
  if (spoken.length === 0) return { severity: unstated, cvss: unstated };
  return {
    severity: factOf(spoken, levelOf, rankOfLevel),
    cvss: factOf(spoken, scoreOf, rankOfScore),
  };
}

const levelOf = ({ level }: Spoken): SeverityLevel | undefined => level;
const rankOfLevel = (level: SeverityLevel): number => -severityLevels.indexOf(level);
const scoreOf = ({ score }: Spoken): number | undefined => score;
const rankOfScore = (score: number): number => score;

type Speaker = { readonly file: string; readonly modified?: Instant | undefined };

function read(
  statement: SeverityStatement,
  owner: string,
  from: Speaker,
  { score: scoreVector, report, placeOf }: SeverityContext,
): Spoken {
  const { vector, word, statedScore, step } = statement;
  const computed = vector === undefined ? undefined : scoreVector(vector);
  if (vector !== undefined && computed === undefined) {
    report(diagnostic('assess/cvss-invalid', { owner, vector }, { at: placeOf(from.file, owner) }));
  }
  if (vector !== undefined && computed !== undefined && statedScore !== undefined && differs(computed, statedScore)) {
    const args = { owner, vector, stated: statedScore, computed };
    report(diagnostic('assess/cvss-mismatch', args, { at: placeOf(from.file, owner) }));
  }
  const score = computed ?? statedScore;
  return {
    step,
    level: score === undefined ? severityLevels.find((level) => level === word) : levelOfScore(score),
    score,
    source: `${owner}, ${stepWords[step]}: ${(computed === undefined ? undefined : vector) ?? statedScore ?? word ?? ''}`,
    at: from.modified,
  };
}

function differs(computed: number, stated: number): boolean {
  return Math.round(computed * 10) !== Math.round(stated * 10);
}

const unstated = { value: undefined, source: 'nobody states it' };

/** The greatest value of the first step that has any; of equal ones the first in reading order. */
function factOf<T>(
  spoken: readonly Spoken[],
  value: (one: Spoken) => T | undefined,
  rank: (value: T) => number,
): Fact<T> {
  for (const step of steps) {
    let best: { readonly value: T; readonly one: Spoken } | undefined;
    for (const one of spoken) {
      const said = one.step === step ? value(one) : undefined;
      if (said === undefined) continue;
      if (best === undefined || rank(said) > rank(best.value)) best = { value: said, one };
    }
    if (best !== undefined) return { value: best.value, source: best.one.source, at: best.one.at };
  }
  return unstated;
}
