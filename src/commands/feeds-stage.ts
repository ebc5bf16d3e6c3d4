import type { LineRef, LineSpool } from '../adapters/line-spool.ts';
import { type Staging, stageFile } from '../adapters/staging.ts';
import { type CatalogDelta, compareCatalogs, saysTheSame, type Version } from '../core/catalog/compare.ts';
import { type IndexedSource, importDates, indexPath, indexText } from '../core/catalog/index-file.ts';
import type { Kept } from '../core/catalog/keep.ts';
import { listOf, type Selection } from '../core/catalog/selection.ts';
import { shardsOf } from '../core/catalog/shards.ts';
import type { FeedSource } from '../core/catalog/sources.ts';
import { sha256Hex } from '../core/digest.ts';
import { formatInstant } from '../core/time.ts';
import type { Instant } from '../model/time.ts';
import type { FetchedSource } from './feeds-fetch.ts';
import type { HeldLines, HeldSource } from './feeds-open.ts';
import type { ReadSource } from './feeds-read.ts';

/** What is needed to write what a source holds now. */
export interface StageInput {
  readonly staging: Staging;
  readonly source: FeedSource;
  readonly held: HeldSource;
  readonly heldLines: HeldLines;
  readonly read: ReadSource;
  readonly format: IndexedSource['format'];
  readonly selection: Selection;
  readonly fetched: Extract<FetchedSource, { readonly status: 'fetched' }>;
  readonly spool: LineSpool;
  readonly asOf: Instant;
  /** Did the catalogue know a document before, from this source or by hand in its place? */
  readonly wasKnown: (id: string) => boolean;
}

/** What is staged for a source, as paths from the root of the estate. */
export interface StagedSource {
  /** Files of documents that change. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  readonly index: string;
  readonly delta: CatalogDelta;
  readonly documents: number;
}

/** A line as it will be written. */
interface Line {
  readonly id: string;
  readonly digest: string;
  readonly published: Instant | undefined;
  readonly isWithdrawn: boolean;
  readonly bytes: number;
  readonly text: () => string;
}

/** Writes the documents of a source and their index beside the estate. Files that would stay as they are, are left out. */
export function stageSource(input: StageInput): StagedSource {
  const { staging, source, held, read } = input;
  const lines = read.kept.map((kept) => lineOf(input, kept));
  const files = new Map<string, string>();
  const written: string[] = [];
  for (const [path, pieces] of filesOf(input, lines)) {
    const digest = stageFile(staging, path, pieces);
    files.set(path, digest);
    if (held.files.get(path) === undefined || sha256Hex(held.files.get(path) ?? '') !== digest) written.push(path);
  }
  const removed = [...held.files.keys()].filter((path) => !files.has(path));
  const index = indexPath(source.target, source.isOneFile);
  stageFile(staging, index, [indexText(entryOf(input, lines, files))]);
  return { files: written, removed, index, delta: deltaOf(input, lines), documents: lines.length };
}

/** The index of a source that has not changed since: only when it was asked. */
export function stageFetchDate(
  staging: Staging,
  source: FeedSource,
  entry: IndexedSource,
  now: Pick<IndexedSource, 'fetchedAt' | 'etag' | 'lastModified'>,
): string {
  const index = indexPath(source.target, source.isOneFile);
  stageFile(staging, index, [indexText(inOrder({ ...entry, ...now }))]);
  return index;
}

/** A document that says the same in other words keeps the line it has: servers reorder keys, and that is no change. */
function lineOf({ heldLines, spool }: StageInput, kept: Kept<LineRef>): Line {
  const { id, digest, published, isWithdrawn, bytes } = kept;
  const known = heldLines.lines.get(id) ?? [];
  const [before] = known;
  if (known.length === 1 && before !== undefined && before.digest !== digest) {
    if (saysTheSame(before.line, spool.read(kept.ref)))
      return { id, digest: before.digest, published, isWithdrawn, bytes, text: () => before.line };
  }
  return { id, digest, published, isWithdrawn, bytes, text: () => spool.read(kept.ref) };
}

function deltaOf({ heldLines, read }: StageInput, lines: readonly Line[]): CatalogDelta {
  const before = new Map([...heldLines.lines].map(([id, held]) => [id, versionOf(held)] as const));
  const byId = new Map<string, Line[]>();
  for (const line of lines) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  const after = new Map([...byId].map(([id, now]) => [id, versionOf(now)] as const));
  return compareCatalogs(before, after, read.stillThere);
}

const versionOf = (lines: readonly Pick<Line, 'digest' | 'isWithdrawn'>[]): Version => ({
  digests: lines.map(({ digest }) => digest).sort(),
  isWithdrawn: lines.every(({ isWithdrawn }) => isWithdrawn),
});

/** The files of a source with their text in pieces: one of KEV and EPSS, else by year. */
function filesOf(
  { source, format, read }: StageInput,
  lines: readonly Line[],
): readonly (readonly [path: string, pieces: Iterable<string>])[] {
  if (format === 'kev') return [[oneFile(source, 'kev.json'), kevPieces(read.head, lines)]];
  if (format === 'epss') return [[oneFile(source, 'epss.csv'), linePieces(read.head, lines)]];
  if (source.isOneFile) return [[source.target, linePieces([], lines)]];
  return [...shardsOf(lines)].map(([shard, some]) => {
    return [`${source.target}/${format}-${shard}.ndjson`, linePieces([], some)];
  });
}

const oneFile = ({ target, isOneFile }: FeedSource, name: string): string => (isOneFile ? target : `${target}/${name}`);

function* linePieces(head: readonly string[], lines: readonly Line[]): Generator<string> {
  for (const line of head) yield `${line}\n`;
  for (const { text } of lines) yield `${text()}\n`;
}

/** The catalogue with one entry a line. */
function* kevPieces([head = '{}']: readonly string[], lines: readonly Line[]): Generator<string> {
  yield head === '{}' ? '{"vulnerabilities":[' : `${head.slice(0, -1)},"vulnerabilities":[`;
  for (const [index, { text }] of lines.entries()) yield `${index === 0 ? '' : ','}\n${text()}`;
  yield '\n]}\n';
}

/** Formats whose documents are advisories: when each was first imported starts clocks. */
const datedFormats: ReadonlySet<string> = new Set(['csaf', 'osv']);

function entryOf(input: StageInput, lines: readonly Line[], files: ReadonlyMap<string, string>): IndexedSource {
  const { source, held, read, format, fetched, selection, asOf } = input;
  const ids = [...new Set(lines.map(({ id }) => id))];
  const dates = importDates(held.entry, input.wasKnown, datedFormats.has(format) ? ids : [], asOf);
  return inOrder({
    ...{ name: source.name, path: source.target, format, sha256: fetched.sha256 },
    ...(source.origin.kind === 'http' && { url: source.origin.url }),
    ...(fetched.etag !== undefined && { etag: fetched.etag }),
    ...(fetched.lastModified !== undefined && { lastModified: fetched.lastModified }),
    ...{ fetchedAt: formatInstant(asOf), documents: lines.length, total: read.total, ...dates },
    ...{ selection: selection.digest, files: Object.fromEntries([...files].sort()) },
    ...(!selection.all && datedFormats.has(format) && { watched: watchedOf(read, selection) }),
  });
}

/** Of the packages that were looked for, those in ecosystems that the source speaks of. */
function watchedOf({ ecosystems }: ReadSource, { packages }: Selection): Readonly<Record<string, readonly string[]>> {
  return listOf(new Map([...packages].filter(([ecosystem]) => ecosystems.has(ecosystem))));
}

/** One order of keys, so that equal indexes are equal bytes. */
function inOrder(entry: IndexedSource): IndexedSource {
  const { name, url, path, format, sha256, etag, lastModified, fetchedAt, documents, total, importedAt } = entry;
  const { imported, selection, watched, files } = entry;
  const all = {
    ...{ name, url, path, format, sha256, etag, lastModified, fetchedAt, documents, total, importedAt },
    ...{ imported, selection, watched, files },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as IndexedSource;
}
