import { stopwatch } from '../adapters/clock.ts';
import { openSpool } from '../adapters/line-spool.ts';
import type { Progress } from '../adapters/progress.ts';
import type { Staging } from '../adapters/staging.ts';
import { isShrunk, noDelta } from '../core/catalog/compare.ts';
import type { IndexedSource } from '../core/catalog/index-file.ts';
import { cveSelection, type Selection, statementSelection, wholeSelection } from '../core/catalog/selection.ts';
import type { FeedSource } from '../core/catalog/sources.ts';
import { formatInstant } from '../core/time.ts';
import type { CatalogFormat } from '../feeds/catalog/units.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { SyncedSource } from '../model/feed-sync.ts';
import type { Instant } from '../model/time.ts';
import { readingText } from '../render/feeds/progress.ts';
import { type FetchAhead, fetchAhead } from './feeds-ahead.ts';
import { type FetchedSource, failureOf, SourceFailure } from './feeds-fetch.ts';
import { type HeldLines, type HeldSource, heldLines, type OpenFeeds } from './feeds-open.ts';
import { type ReadSource, readPayload } from './feeds-read.ts';
import { stageFetchDate, stageSource } from './feeds-stage.ts';

/** What a sync is run with. */
export interface SyncRun {
  readonly root: string;
  readonly staging: Staging;
  readonly feeds: OpenFeeds;
  /** The sources to sync; what the catalogue holds of the others counts as it is. */
  readonly chosen: readonly FeedSource[];
  readonly asOf: Instant;
  readonly keepsAll: boolean;
  readonly acceptsShrink: boolean;
  readonly progress: Progress;
}

/** What a sync staged, and what there is to tell of each source, in the order of the Workspace. */
export interface SyncOutcome {
  readonly sources: readonly SyncedSource[];
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** The words of indexes for the formats of readers. */
const formatWords: Readonly<Record<CatalogFormat, IndexedSource['format']>> = {
  osv: 'osv',
  kev: 'kev',
  'cve-record': 'cve',
  epss: 'epss',
  csaf: 'csaf',
  openvex: 'openvex',
  'cyclonedx-vex': 'cyclonedx',
};

/** Formats in the order in which they are read: what is said of CVEs is kept by what the advisories before name. */
function rankOf(format: string | undefined): number {
  if (format === 'cve' || format === 'ssvc' || format === 'epss' || format === 'cve-record') return 2;
  return format === 'csaf' || format === 'openvex' || format?.startsWith('cyclonedx') === true ? 1 : 0;
}

/**
 * Syncs sources one after another into the staging folder; they are fetched ahead of their turn. What fails of one leaves
 * the others alone.
 */
export async function syncSources(run: SyncRun): Promise<SyncOutcome> {
  const known = { held: new Map(), named: new Map() };
  const ahead = fetchAhead(run.chosen, (source) => usableEntry({ ...run, ...known }, source), run);
  try {
    return await syncInOrder({ ...run, ...known, ahead, staged: [] });
  } finally {
    await ahead.settled();
  }
}

async function syncInOrder(state: State): Promise<SyncOutcome> {
  const { chosen, feeds } = state;
  const told = new Map<FeedSource, SyncedSource>();
  let open = chosen;
  for (const rank of [0, 1, 2]) {
    const later: FeedSource[] = [];
    for (const source of open) {
      const isEarly = rankOf(expectedFormat(source, feeds.held(source))) > rank;
      const synced = isEarly ? 'later' : await syncOne(state, source, rank);
      if (synced === 'later') later.push(source);
      else told.set(source, synced);
    }
    open = later;
  }
  return {
    sources: chosen.flatMap((source) => told.get(source) ?? []),
    // Indexes come last: until then they speak of what was there before.
    written: [...state.staged.flatMap(({ files }) => files), ...state.staged.map(({ index }) => index)],
    removed: state.staged.flatMap(({ removed }) => removed),
  };
}

/** What the catalogue holds, as far as it was looked at and as far as the sync has come. */
interface Known extends SyncRun {
  readonly held: Map<FeedSource, HeldLines>;
  /** Ids that the documents of a source name, as they are now. */
  readonly named: Map<FeedSource, ReadonlySet<string>>;
}

interface State extends Known {
  readonly ahead: FetchAhead;
  readonly staged: { readonly files: readonly string[]; readonly removed: readonly string[]; readonly index: string }[];
}

type Format = IndexedSource['format'];

const expectedFormat = ({ format }: FeedSource, { entry }: Pick<HeldSource, 'entry'>): Format | undefined =>
  format ?? entry?.format;

async function syncOne(state: State, source: FeedSource, rank: number): Promise<SyncedSource | 'later'> {
  const held = state.feeds.held(source);
  try {
    return await attempt(state, source, held, rank);
  } catch (error) {
    const problems = failureOf(source, error);
    if (problems === undefined) throw error;
    state.progress.line(`${source.name}: failed`);
    return { ...about(source, held), status: 'failed', diagnostics: problems };
  }
}

/** What there is to tell of a source whatever comes of it. */
function about(source: FeedSource, { entry }: HeldSource): Omit<SyncedSource, 'diagnostics' | 'status'> {
  const from = source.origin.kind === 'http' ? source.origin.url : source.origin.path;
  const format = expectedFormat(source, { entry });
  return { source: source.name, from, format, documents: entry?.documents ?? 0, total: entry?.total, ...noDelta };
}

async function attempt(
  state: State,
  source: FeedSource,
  held: HeldSource,
  rank: number,
): Promise<SyncedSource | 'later'> {
  const usable = usableEntry(state, source);
  const fetched = await state.ahead.take(source, usable);
  if (fetched.status === 'unchanged' || fetched.sha256 === usable?.sha256) {
    return unchanged(state, source, held, fetched);
  }
  const spool = openSpool(`${state.staging.folder}/${source.name}.lines`);
  try {
    const elapsed = stopwatch();
    const read = await readPayload({
      source: source.name,
      payload: { path: fetched.path, name: fetched.name, scratch: `${state.staging.folder}/${source.name}.unpacked` },
      spool,
      usual: readerOf(expectedFormat(source, held)),
      selectionOf: (format) => selectionOf(state, source, formatWords[format]),
      mustWait: (format) => rankOf(format) > rank,
      heldIds: new Set(linesOf(state, source).lines.keys()),
      onRead: (read, total) => state.progress.pass(() => `${source.name}: ${readingText(read, total, elapsed())}`),
    });
    if ('waits' in read) return 'later';
    const format: Format = acceptRead(state, source, held, read);
    const selection = selectionOf(state, source, format);
    const heldNow = linesOf(state, source);
    const wasKnown = (id: string): boolean => heldNow.lines.has(id) || state.feeds.isByHand(source, id);
    const base = { staging: state.staging, asOf: state.asOf, source, held, heldLines: heldNow, spool };
    const staged = stageSource({ ...base, read, format, selection, fetched, wasKnown });
    state.named.set(source, read.named);
    state.staged.push(staged);
    const isSame = staged.files.length + staged.removed.length === 0;
    return {
      ...{ ...about(source, held), ...staged.delta, format, bytes: fetched.bytes },
      ...{ documents: staged.documents, total: read.total, status: isSame ? 'unchanged' : 'updated' },
      diagnostics: [...read.problems.list(), ...state.feeds.foreignBeside(source)],
    };
  } finally {
    spool.discard();
  }
}

/** The version that the catalogue holds, when it can go on using it: selected alike, whole, and of the same place. */
function usableEntry(state: Known, source: FeedSource): IndexedSource | undefined {
  const { entry, isIntact } = state.feeds.held(source);
  if (entry?.selection === undefined || !isIntact || entry.path !== source.target) return undefined;
  const url = source.origin.kind === 'http' ? source.origin.url : undefined;
  if (entry.url !== url || (source.sha256 !== undefined && source.sha256 !== entry.sha256)) return undefined;
  if (source.format !== undefined && wordOf(source.format) !== entry.format) return undefined;
  return selectionOf(state, source, entry.format).digest === entry.selection ? entry : undefined;
}

function unchanged(state: State, source: FeedSource, held: HeldSource, fetched: FetchedSource): SyncedSource {
  if (held.entry === undefined) throw new Error(`${source.name} is unchanged since it was never fetched`);
  const version = fetched.status === 'fetched' ? fetched : held.entry;
  const index = stageFetchDate(state.staging, source, held.entry, {
    fetchedAt: formatInstant(state.asOf),
    ...(version.etag !== undefined && { etag: version.etag }),
    ...(version.lastModified !== undefined && { lastModified: version.lastModified }),
  });
  state.staged.push({ files: [], removed: [], index });
  return { ...about(source, held), status: 'unchanged', diagnostics: state.feeds.foreignBeside(source) };
}

/** Refuses what must not take the place of what the catalogue holds; answers the format. */
function acceptRead(
  { acceptsShrink, feeds }: State,
  source: FeedSource,
  held: HeldSource,
  read: ReadSource,
): IndexedSource['format'] {
  const fail = (problem: Diagnostic): SourceFailure => new SourceFailure(problem, read.problems.list());
  const { name, at, format: stated } = source;
  const expected = expectedFormat(source, held);
  const format = read.format === undefined ? expected && wordOf(expected) : formatWords[read.format];
  if (format === undefined || (read.total === 0 && read.problems.hasErrors())) {
    throw fail(diagnostic('feeds/nothing-read', { source: name }, { at }));
  }
  if (stated !== undefined && wordOf(stated) !== format) {
    throw fail(diagnostic('feeds/wrong-format', { source: name, found: format, stated }, { at }));
  }
  const before = held.entry?.total ?? held.entry?.documents ?? feeds.countByHand(source);
  if (!acceptsShrink && isShrunk(before, read.total)) {
    throw fail(diagnostic('feeds/shrunk', { source: name, before, after: read.total }, { at }));
  }
  if (read.total === 0) read.problems.add(diagnostic('feeds/empty', { source: name }, { at }));
  return format;
}

/** `ssvc` is said of CVE records that hold CISA's container. */
const wordOf = (format: IndexedSource['format']): IndexedSource['format'] => (format === 'ssvc' ? 'cve' : format);

const readerOf = (format: string | undefined): CatalogFormat | undefined =>
  (Object.keys(formatWords) as CatalogFormat[]).find((id) => formatWords[id] === format);

/** KEV is kept whole: what it does not list is not known to be exploited, and that must be true of every CVE. */
function selectionOf(state: Known, source: FeedSource, format: IndexedSource['format']): Selection {
  if (state.keepsAll || source.keepsAll || format === 'kev') return wholeSelection;
  const rank = rankOf(format);
  if (rank === 0) return state.feeds.components;
  const ids = idsNamed(state);
  return rank === 1 ? statementSelection(state.feeds.components, ids) : cveSelection(ids);
}

/** Every id that some document names which the catalogue will hold. */
function idsNamed(state: Known): ReadonlySet<string> {
  const { feeds, named } = state;
  const all = feeds.sources.synced.map((source) => named.get(source) ?? linesOf(state, source).named);
  return new Set([feeds.idsByHand(), ...all].flatMap((ids) => [...ids]));
}

function linesOf({ feeds, held }: Known, source: FeedSource): HeldLines {
  const known = held.get(source) ?? heldLines(feeds.held(source));
  held.set(source, known);
  return known;
}
