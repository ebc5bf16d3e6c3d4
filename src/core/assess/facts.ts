import type { AdvisoryDocument } from '../../model/advisory.ts';
import type { Fact, FindingFacts } from '../../model/finding.ts';
import type { Instant } from '../../model/time.ts';
import type { Advisory } from './advisories.ts';
import { type ExploitationSources, epssFact, kevFacts, ssvcFacts } from './exploitation.ts';
import type { ReadStatement } from './package-view.ts';
import { type SeverityContext, type SeverityFacts, type SeverityInput, severityFacts } from './severity.ts';

/** What facts are drawn from. */
export interface FactSources extends ExploitationSources, SeverityContext {}

/** The facts that hold for an advisory on a package, whichever version is installed. */
export type AdvisoryFacts = Omit<FindingFacts, 'fixAvailable' | 'published' | 'modified' | 'importedAt'>;

/** Whether the documents know a fix above the installed version; `unknown`: it ends somewhere, nobody says at what. */
export type FixKnowledge = 'known' | 'none' | 'unknown';

/** Draws the facts of an advisory on the package that statements speak of. */
export type FactsOfAdvisory = (advisory: Advisory, statements: readonly ReadStatement[]) => AdvisoryFacts;

/**
 * Draws the facts of advisories. Withdrawn documents say nothing. An erratum stands for dozens of
 * packages, so what no package says differently is drawn once.
 */
export function factsFrom(sources: FactSources): FactsOfAdvisory {
  const exploitation = new Map<Advisory, ExploitationFacts>();
  const general = new Map<Advisory, AdvisoryFacts>();
  const exploitationOf = (advisory: Advisory): ExploitationFacts => {
    const known = exploitation.get(advisory) ?? readExploitation(advisory, sources);
    exploitation.set(advisory, known);
    return known;
  };
  return (advisory, statements) => {
    const affected = statements
      .filter(({ document }) => document.withdrawn === undefined)
      .flatMap(({ document, affected: entries }) => entries.map((entry) => ({ document, entry })));
    if (affected.some(({ entry }) => entry.severity.length > 0)) {
      return joined(exploitationOf(advisory), severityOf(advisory, affected, sources));
    }
    const facts = general.get(advisory) ?? joined(exploitationOf(advisory), severityOf(advisory, [], sources));
    general.set(advisory, facts);
    return facts;
  };
}

type ExploitationFacts = Omit<AdvisoryFacts, keyof SeverityFacts>;

function readExploitation({ cves }: Advisory, sources: FactSources): ExploitationFacts {
  const { kev, kevAddedAt, kevDueDate, ransomware } = kevFacts(cves, sources);
  const { exploitation, automatable, technicalImpact } = ssvcFacts(cves, sources);
  const epss = epssFact(cves, sources);
  return { kev, kevAddedAt, kevDueDate, ransomware, exploitation, automatable, technicalImpact, epss };
}

/** Field by field, here and below: a catalogue has many thousand of these, and a fixed shape is made many times faster. */
function joined(facts: ExploitationFacts, { severity, cvss }: SeverityFacts): AdvisoryFacts {
  return {
    kev: facts.kev,
    kevAddedAt: facts.kevAddedAt,
    kevDueDate: facts.kevDueDate,
    ransomware: facts.ransomware,
    exploitation: facts.exploitation,
    automatable: facts.automatable,
    technicalImpact: facts.technicalImpact,
    epss: facts.epss,
    severity,
    cvss,
  };
}

function severityOf(advisory: Advisory, affected: SeverityInput['affected'], sources: FactSources): SeverityFacts {
  const documents = advisory.documents.filter((document) => document.withdrawn === undefined);
  const cves = advisory.cves.map((cve) => sources.catalog.cves.get(cve)).filter((record) => record !== undefined);
  return severityFacts({ documents, affected, cves }, sources);
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
    kev: facts.kev,
    kevAddedAt: facts.kevAddedAt,
    kevDueDate: facts.kevDueDate,
    ransomware: facts.ransomware,
    exploitation: facts.exploitation,
    automatable: facts.automatable,
    technicalImpact: facts.technicalImpact,
    epss: facts.epss,
    severity: facts.severity,
    cvss: facts.cvss,
    fixAvailable: fixFact(speakers, fix),
    published: earliest(speakers, (document) => document.published, 'no publication date'),
    modified: earliest(speakers, (document) => document.modified, 'no modification date'),
    importedAt: earliest(speakers, (document) => importedAt.get(document.id), 'no index knows when it was imported'),
  };
}

const fixIsAvailable: Readonly<Record<FixKnowledge, boolean | undefined>> = {
  known: true,
  none: false,
  unknown: undefined,
};

function fixFact(speakers: readonly AdvisoryDocument[], fix: FixKnowledge): Fact<boolean> {
  return { value: fixIsAvailable[fix], source: speakers.map((document) => document.id).join(', ') };
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
