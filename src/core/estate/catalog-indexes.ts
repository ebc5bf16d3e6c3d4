import { normaliseName } from '../../ecosystems/names.ts';
import type { AdvisoryDocument, CatalogCoverage, FeedState } from '../../model/advisory.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { CatalogIndex } from '../../model/generated/catalog-index.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { canonicalJson } from '../digest.ts';
import { parseInstant } from '../time.ts';

type IndexedSource = CatalogIndex['spec']['sources'][number];

/** What the indexes of a catalogue say of it. */
export interface IndexedCatalog {
  /** When documents were first imported, by id. */
  readonly importedAt: ReadonlyMap<string, Instant>;
  readonly feeds: readonly FeedState[];
  readonly coverage: CatalogCoverage;
}

/** What indexes are read with. */
export interface IndexInput {
  readonly indexes: readonly Resource<'CatalogIndex'>[];
  readonly documents: readonly AdvisoryDocument[];
  readonly files: ReadonlySet<string>;
  /** How old single sources may become, as the Workspace says. */
  readonly ages: ReadonlyMap<string, Duration>;
  readonly locate: Locate;
}

/**
 * Reads the indexes of a catalogue. Import dates are the earliest that any of them knows. An index that a sync wrote
 * takes the place of what is said by hand of the same source and an earlier fetch: it carries its dates on.
 */
export function readIndexes(input: IndexInput): Outcome<IndexedCatalog> {
  const { documents, files, locate, ages } = input;
  const importedAt = new Map<string, Instant>();
  const feeds: FeedState[] = [];
  const diagnostics: Diagnostic[] = [];
  const current = currentEntries(input.indexes);
  for (const { source, index, position } of current) {
    if (![...files].some((file) => isBelow(source.path, file))) {
      const at = { file: index.origin.file, range: locate(index.origin, ['spec', 'sources', position, 'path']) };
      diagnostics.push(diagnostic('link/missing-file', { path: source.path }, { at }));
    }
    feeds.push(feedState(source, ages.get(source.name)));
    for (const [id, at] of importDates(source, documents)) {
      importedAt.set(id, Math.min(at, importedAt.get(id) ?? at) as Instant);
    }
  }
  feeds.sort((left, right) => byText(left.name, right.name) || byText(canonicalJson(left), canonicalJson(right)));
  const coverage = coverageOf(
    current.map(({ source }) => source),
    documents,
  );
  return { value: { importedAt, feeds, coverage }, diagnostics };
}

/** The newest entry of each source, by its name. */
export function newestEntries(indexes: readonly Resource<'CatalogIndex'>[]): ReadonlyMap<string, IndexedSource> {
  const newest = new Map<string, IndexedSource>();
  for (const { source } of currentEntries(indexes)) {
    const known = newest.get(source.name);
    if (known === undefined || fetchOf(source) >= fetchOf(known)) newest.set(source.name, source);
  }
  return newest;
}

/** One source of one index. */
export interface IndexEntry {
  readonly source: IndexedSource;
  readonly index: Resource<'CatalogIndex'>;
  readonly position: number;
}

/** Every entry of the indexes but those whose source a sync fetched since. */
export function currentEntries(indexes: readonly Resource<'CatalogIndex'>[]): readonly IndexEntry[] {
  const all = indexes.flatMap((index) =>
    index.document.spec.sources.map((source, position) => ({ source, index, position })),
  );
  const synced = new Map<string, number>();
  for (const { source } of all) {
    if (source.selection !== undefined)
      synced.set(source.name, Math.max(fetchOf(source), synced.get(source.name) ?? 0));
  }
  return all.filter(
    ({ source }) => source.selection !== undefined || fetchOf(source) > (synced.get(source.name) ?? -1),
  );
}

const fetchOf = ({ fetchedAt }: IndexedSource): number => parseInstant(fetchedAt) ?? 0;

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const isBelow = (folder: string, file: string): boolean =>
  file === folder || file.startsWith(`${folder.replace(/\/$/, '')}/`);

const feedState = (source: IndexedSource, maxAge: Duration | undefined): FeedState => ({
  name: source.name,
  url: source.url,
  format: source.format,
  fetchedAt: parseInstant(source.fetchedAt),
  sha256: source.sha256,
  documents: source.documents,
  ...(maxAge !== undefined && { maxAge }),
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

/**
 * A sync keeps the documents of the packages that the estate had, and no others: of a package that came since, silence
 * says nothing. Documents from anywhere else speak for their whole ecosystem.
 */
function coverageOf(sources: readonly IndexedSource[], documents: readonly AdvisoryDocument[]): CatalogCoverage {
  const reduced = sources.filter(({ watched }) => watched !== undefined);
  const kept = new Set(reduced.flatMap(({ files }) => Object.keys(files ?? {})));
  const whole = new Set(
    documents.flatMap(({ file, affected }) => (kept.has(file) ? [] : affected.map(({ ecosystem }) => ecosystem))),
  );
  const packages = new Map<string, Set<string>>();
  for (const { watched = {} } of reduced) {
    for (const [ecosystem, names] of Object.entries(watched)) {
      const known = packages.get(ecosystem) ?? new Set<string>();
      packages.set(ecosystem, known);
      for (const name of names) known.add(normaliseName(ecosystem, name));
    }
  }
  return { whole, packages };
}
