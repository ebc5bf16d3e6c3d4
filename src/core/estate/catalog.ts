import type { AdvisoryDocument, Catalog, CveFacts, KevCatalogue } from '../../model/advisory.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, EpssRelease } from '../../model/feed.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { Duration } from '../../model/time.ts';
import type { VexStatement } from '../../model/vex.ts';
import { readIndexes } from './catalog-indexes.ts';

/**
 * Adds up what the files below `catalog/` say. The result does not depend on the order of files.
 * Of two KEV catalogues the one released later holds, and so does the later of two EPSS scores of one CVE. Import dates
 * come from the indexes, the earliest that any of them knows; a document that none knows counts as imported when
 * published, which the decision lists as an assumption. `ages`: how old single sources may become.
 */
export function buildCatalog(
  fragments: readonly CatalogFragment[],
  indexes: readonly Resource<'CatalogIndex'>[],
  files: ReadonlySet<string>,
  locate: Locate,
  ages: ReadonlyMap<string, Duration> = new Map(),
): Outcome<Catalog> {
  const documents = fragments.flatMap((fragment) => fragment.documents).sort(byIdThenFile);
  const indexed = readIndexes({ indexes, documents, files, ages, locate });
  const value: Catalog = {
    documents,
    kev: newestKev(fragments),
    cves: joinCves(fragments.flatMap((fragment) => fragment.cves)),
    ...joinEpss(fragments.flatMap(({ epss }) => epss ?? [])),
    ...indexed.value,
    statements: fragments.flatMap(({ statements }) => statements ?? []).sort(byDocumentThenNumber),
    placeOf: placesIn(fragments),
  };
  return { value, diagnostics: indexed.diagnostics };
}

function placesIn(fragments: readonly CatalogFragment[]): NonNullable<Catalog['placeOf']> {
  let byFile: ReadonlyMap<string, CatalogFragment> | undefined;
  return (file, id) => {
    byFile ??= new Map(
      fragments.flatMap((fragment) => {
        const first = fragment.documents[0] ?? fragment.cves[0];
        return first === undefined ? [] : [[first.file, fragment] as const];
      }),
    );
    return byFile.get(file)?.placeOf?.(id);
  };
}

function byDocumentThenNumber(left: VexStatement, right: VexStatement): number {
  const [a, b] = [left.source, right.source];
  return byText(a.file, b.file) || byText(a.document, b.document) || left.number - right.number;
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
            assessedAt: known.assessedAt ?? record.assessedAt,
            modified: known.modified ?? record.modified,
          },
    );
  }
  return joined;
}
