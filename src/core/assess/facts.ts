import type { AdvisoryDocument } from '../../model/advisory.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fact, FindingFacts } from '../../model/finding.ts';
import type { Instant } from '../../model/time.ts';
import type { Advisory } from './advisories.ts';
import { type ExploitationSources, epssFact, kevFacts, ssvcFacts } from './exploitation.ts';
import type { ReadStatement } from './package-view.ts';
import { type Scorer, severityFacts } from './severity.ts';

/** What facts are drawn from. */
export interface FactSources extends ExploitationSources {
  readonly score: Scorer;
  readonly report: (problem: Diagnostic) => void;
}

/** The facts that hold for an advisory on a package, whichever version is installed. */
export type AdvisoryFacts = Omit<FindingFacts, 'fixAvailable' | 'published' | 'modified' | 'importedAt'>;

/** Whether the documents know a fix above the installed version; `unknown`: it ends somewhere, nobody says at what. */
export type FixKnowledge = 'known' | 'none' | 'unknown';

/** The facts of an advisory on the package its statements speak of (DESIGN §3.3). Withdrawn documents say nothing. */
export function advisoryFacts(
  advisory: Advisory,
  statements: readonly ReadStatement[],
  sources: FactSources,
): AdvisoryFacts {
  const cves = advisory.cves.map((cve) => sources.catalog.cves.get(cve)).filter((record) => record !== undefined);
  const input = {
    documents: advisory.documents.filter((document) => document.withdrawn === undefined),
    affected: statements
      .filter(({ document }) => document.withdrawn === undefined)
      .flatMap(({ document, affected }) => affected.map((entry) => ({ document, entry }))),
    cves,
  };
  return {
    ...severityFacts(input, sources.score, sources.report),
    ...kevFacts(advisory.cves, sources),
    ...ssvcFacts(advisory.cves, sources),
    epss: epssFact(advisory.cves, sources),
  };
}

/**
 * Adds what depends on the version: the dates of the documents that count there, and whether a fix is known.
 * Of several dates the earliest holds, so that a further document never makes a clock start later.
 */
export function findingFacts(
  facts: AdvisoryFacts,
  speakers: readonly AdvisoryDocument[],
  fix: FixKnowledge,
  sources: FactSources,
): FindingFacts {
  const { importedAt } = sources.catalog;
  return {
    ...facts,
    fixAvailable: fixFact(speakers, fix),
    published: earliest(speakers, (document) => document.published, 'no publication date'),
    modified: earliest(speakers, (document) => document.modified, 'no modification date'),
    importedAt: earliest(speakers, (document) => importedAt.get(document.id), 'no index knows when it was imported'),
  };
}

function fixFact(speakers: readonly AdvisoryDocument[], fix: FixKnowledge): Fact<boolean> {
  const value = { known: true, none: false, unknown: undefined }[fix];
  return { value, source: speakers.map((document) => document.id).join(', ') };
}

function earliest(
  documents: readonly AdvisoryDocument[],
  date: (document: AdvisoryDocument) => Instant | undefined,
  absent: string,
): Fact<Instant> {
  let best: Fact<Instant> = { value: undefined, source: absent };
  for (const document of documents) {
    const value = date(document);
    if (value === undefined || (best.value !== undefined && best.value <= value)) continue;
    best = { value, source: document.id, at: value };
  }
  return best;
}
