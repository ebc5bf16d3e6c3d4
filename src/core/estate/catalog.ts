import type { AdvisoryDocument, Catalog, CveFacts, FeedState, KevCatalogue } from '../../model/advisory.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, EpssRelease } from '../../model/feed.ts';
import type { CatalogIndex } from '../../model/generated/catalog-index.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { canonicalJson } from '../digest.ts';
import { parseInstant } from '../time.ts';

/**
 * Adds up what the files below `catalog/` say. The result does not depend on the order of files.
 * Of two KEV catalogues the one released later holds, and so does the later of two EPSS scores of one CVE. Import dates
 * come from the indexes, the earliest that any of them knows; a document that none knows counts as imported when
 * published, which the decision lists as an assumption.
 */
export function buildCatalog(
  fragments: readonly CatalogFragment[],
  indexes: readonly Resource<'CatalogIndex'>[],
  files: ReadonlySet<string>,
  locate: Locate,
): Outcome<Catalog> {
  const documents = fragments.flatMap((fragment) => fragment.documents).sort(byIdThenFile);
  const dated = readIndexes(indexes, documents, files, locate);
  const value: Catalog = {
    documents,
    kev: newestKev(fragments),
    cves: joinCves(fragments.flatMap((fragment) => fragment.cves)),
    ...joinEpss(fragments.flatMap(({ epss }) => epss ?? [])),
    importedAt: dated.value.importedAt,
    feeds: dated.value.feeds,
  };
  return { value, diagnostics: dated.diagnostics };
}

function byIdThenFile(left: AdvisoryDocument, right: AdvisoryDocument): number {
  return byText(left.id, right.id) || byText(left.file, right.file);
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function newestKev(fragments: readonly CatalogFragment[]): KevCatalogue | undefined {
  const known = fragments.flatMap((fragment) => (fragment.kev ? [fragment.kev] : []));
  return known.sort(
    (left, right) => (right.releasedAt ?? 0) - (left.releasedAt ?? 0) || byText(left.file, right.file),
  )[0];
}

/** The score of the latest release that has one, and the day of that release. */
function joinEpss(releases: readonly EpssRelease[]): Pick<Catalog, 'epss' | 'epssScoredAt'> {
  const newestFirst = [...releases].sort(
    (left, right) => (right.scoredAt ?? 0) - (left.scoredAt ?? 0) || byText(left.file, right.file),
  );
  const [newest] = newestFirst;
  const isOnly = newestFirst.length === 1;
  return {
    epss: isOnly && newest ? newest.scores : new Map(newestFirst.toReversed().flatMap(({ scores }) => [...scores])),
    epssScoredAt: (cve) => newestFirst.find(({ scores }) => scores.has(cve))?.scoredAt,
  };
}

/** One entry a CVE; several records of one CVE add up, the first file in order speaks for single values. */
function joinCves(records: readonly CveFacts[]): ReadonlyMap<string, CveFacts> {
  const joined = new Map<string, CveFacts>();
  for (const record of [...records].sort((left, right) => byText(left.file, right.file))) {
    const known = joined.get(record.cve);
    joined.set(
      record.cve,
      known === undefined
        ? record
        : {
            ...known,
            severity: [...known.severity, ...record.severity],
            exploitation: known.exploitation ?? record.exploitation,
            automatable: known.automatable ?? record.automatable,
            technicalImpact: known.technicalImpact ?? record.technicalImpact,
          },
    );
  }
  return joined;
}

interface Dated {
  readonly importedAt: ReadonlyMap<string, Instant>;
  readonly feeds: readonly FeedState[];
}

function readIndexes(
  indexes: readonly Resource<'CatalogIndex'>[],
  documents: readonly AdvisoryDocument[],
  files: ReadonlySet<string>,
  locate: Locate,
): Outcome<Dated> {
  const importedAt = new Map<string, Instant>();
  const feeds: FeedState[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const index of indexes) {
    for (const [position, source] of index.document.spec.sources.entries()) {
      if (![...files].some((file) => isBelow(source.path, file))) {
        const at = { file: index.origin.file, range: locate(index.origin, ['spec', 'sources', position, 'path']) };
        diagnostics.push(diagnostic('link/missing-file', { path: source.path }, { at }));
      }
      feeds.push(feedState(source));
      for (const [id, at] of importDates(source, documents)) {
        importedAt.set(id, Math.min(at, importedAt.get(id) ?? at) as Instant);
      }
    }
  }
  feeds.sort((left, right) => byText(left.name, right.name) || byText(canonicalJson(left), canonicalJson(right)));
  return { value: { importedAt, feeds }, diagnostics };
}

type IndexedSource = CatalogIndex['spec']['sources'][number];

const isBelow = (folder: string, file: string): boolean =>
  file === folder || file.startsWith(`${folder.replace(/\/$/, '')}/`);

const feedState = (source: IndexedSource): FeedState => ({
  name: source.name,
  url: source.url,
  fetchedAt: parseInstant(source.fetchedAt),
  sha256: source.sha256,
  documents: source.documents,
});

/** When each document below a source was imported: its own date in the index, else the source's. */
function importDates(
  source: IndexedSource,
  documents: readonly AdvisoryDocument[],
): readonly (readonly [string, Instant])[] {
  const fallback = parseInstant(source.importedAt);
  return documents
    .filter(({ file }) => isBelow(source.path, file))
    .flatMap(({ id }) => {
      const at = instantOf(source.imported, id) ?? fallback;
      return at === undefined ? [] : [[id, at] as const];
    });
}

function instantOf(imported: Readonly<Record<string, unknown>> | undefined, id: string): Instant | undefined {
  const text = imported && Object.hasOwn(imported, id) ? imported[id] : undefined;
  return typeof text === 'string' ? parseInstant(text) : undefined;
}
