import { type IndexedSource, indexPath } from '../core/catalog/index-file.ts';
import { idsNamedBy, packageSelection, type Selection } from '../core/catalog/selection.ts';
import {
  type FeedSource,
  type FeedSources,
  feedSources,
  type WrongSource,
  wrongSource,
} from '../core/catalog/sources.ts';
import { sha256Hex } from '../core/digest.ts';
import { newestEntries } from '../core/estate/catalog-indexes.ts';
import { readCatalogFile } from '../feeds/catalog/registry.ts';
import { readUnits } from '../feeds/catalog/units.ts';
import { sampleOf } from '../feeds/sample.ts';
import type { AdvisoryDocument } from '../model/advisory.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { EstateFile } from '../model/estate-files.ts';
import type { Resource } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import { linkFiles } from './link-files.ts';
import { noEstate, readFiles } from './open-estate.ts';

/** What the catalogue holds of a source before a sync. */
export interface HeldSource {
  /** The newest entry of an index about it. */
  readonly entry: IndexedSource | undefined;
  /** Text of every file that a sync wrote, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Every file is there, with the bytes that the index names. */
  readonly isIntact: boolean;
}

/** What a sync works on. */
export interface OpenFeeds {
  readonly sources: FeedSources;
  /** Sources that cannot be synced. */
  readonly problems: readonly WrongSource[];
  /** What concerns the components of the estate. */
  readonly components: Selection;
  readonly held: (source: FeedSource) => HeldSource;
  /** Ids that documents name which no sync of these sources wrote. */
  readonly idsByHand: () => ReadonlySet<string>;
  /** Did a document of that id lie by hand where the source is to go? */
  readonly isByHand: (source: FeedSource, id: string) => boolean;
  readonly countByHand: (source: FeedSource) => number;
  /** Warnings about files that lie beside those of a source. */
  readonly foreignBeside: (source: FeedSource) => readonly Diagnostic[];
  /** Files of the estate, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads what a sync needs of the estate: its sources, its components, and the catalogue as it stands. Errors in the
 * catalogue are what a sync mends; any other error would make components look like they are gone, so it refuses them.
 */
export function openFeeds({ global }: CommandContext, asOf: Instant): OpenFeeds {
  const { read, folders } = readFiles(global.root, undefined);
  if (read.files.length === 0 && read.diagnostics.length === 0) throw noEstate(global.root);
  const isCatalog = (path: string | undefined): boolean => path?.startsWith(`${folders.catalog}/`) === true;
  const raw = read.files.filter((file) => isCatalog(file.path) && !isResource(file));
  const rawPaths = new Set(raw.map(({ path }) => path));
  const linked = linkFiles(
    read.files.filter(({ path }) => !rawPaths.has(path)),
    { asOf, commit: undefined, folders },
  );
  refuseErrors([...read.diagnostics, ...linked.diagnostics].filter(({ file }) => !isCatalog(file)));
  const { estate, locate } = linked.value;
  const workspace = [...(estate.resources.Workspace?.values() ?? [])][0] as Resource<'Workspace'> | undefined;
  const sources = feedSources(workspace, folders.catalog, locate);
  const taken = takenIndexes(sources.synced, read.files, estate.resources.CatalogIndex);
  const entries = newestEntries([...(estate.resources.CatalogIndex?.values() ?? [])]);
  const texts = new Map(raw.map(({ path, text }) => [path, text] as const));
  const written = new Set(sources.synced.flatMap(({ name }) => Object.keys(entries.get(name)?.files ?? {})));
  return {
    sources: { ...sources, synced: sources.synced.filter(({ name }) => !taken.some(({ source }) => source === name)) },
    problems: [...sources.wrong, ...taken],
    components: packageSelection(estate.componentSets.values()),
    held: remembered(({ name }) => heldOf(entries.get(name), texts)),
    texts: new Map(
      read.files.filter(({ path }) => path === workspace?.origin.file).map(({ path, text }) => [path, text]),
    ),
    ...byHand(raw.filter(({ path }) => !written.has(path))),
  };
}

type ByHand = Pick<OpenFeeds, 'countByHand' | 'foreignBeside' | 'idsByHand' | 'isByHand'>;

/** What files of the catalogue say that no sync wrote; read when first asked for. */
function byHand(files: readonly EstateFile[]): ByHand {
  let read: readonly AdvisoryDocument[] | undefined;
  const documents = (): readonly AdvisoryDocument[] => {
    read ??= files.flatMap((file) => readCatalogFile(file).value.documents);
    return read;
  };
  const isBeside = ({ target }: FeedSource, path: string): boolean => path === target || path.startsWith(`${target}/`);
  const idsBeside = remembered((source: FeedSource): ReadonlySet<string> => {
    return new Set(documents().flatMap(({ id, file }) => (isBeside(source, file) ? [id] : [])));
  });
  return {
    idsByHand: () => idsNamedBy(documents()),
    isByHand: (source, id) => idsBeside(source).has(id),
    countByHand: (source) => documents().filter(({ file }) => isBeside(source, file)).length,
    foreignBeside: (source) =>
      files
        .filter(({ path }) => path !== source.target && isBeside(source, path))
        .map(({ path }) => diagnostic('feeds/foreign-file', { path, source: source.name }, { at: { file: path } })),
  };
}

/** A sync writes indexes of its own; a file of that name that somebody wrote is not replaced. */
function takenIndexes(
  sources: readonly FeedSource[],
  files: readonly EstateFile[],
  indexes: ReadonlyMap<string, Resource<'CatalogIndex'>> | undefined,
): readonly WrongSource[] {
  const ours = new Set(
    [...(indexes?.values() ?? [])].flatMap(({ name, origin }) => (name.startsWith('sync-') ? [origin.file] : [])),
  );
  const taken = new Set(files.flatMap(({ path }) => (ours.has(path) ? [] : [path])));
  return sources.flatMap(({ name, target, isOneFile, at }) => {
    const path = indexPath(target, isOneFile);
    return taken.has(path) ? [wrongSource(name, `${path} is where its index goes, and another file is there`, at)] : [];
  });
}

/** Works an answer about a source out once. */
function remembered<T>(answer: (source: FeedSource) => T): (source: FeedSource) => T {
  const known = new Map<FeedSource, T>();
  return (source) => {
    const found = known.get(source) ?? answer(source);
    known.set(source, found);
    return found;
  };
}

function isResource(file: EstateFile): boolean {
  const { keys } = sampleOf(file);
  return keys.has('apiVersion') && keys.has('kind');
}

function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return;
  throw new CommandError('an estate with errors is not synced: what could not be read would look as if it were gone', {
    hint: 'run patchledger validate and mend them',
  });
}

function heldOf(entry: IndexedSource | undefined, texts: ReadonlyMap<string, string>): HeldSource {
  const stated = Object.entries(entry?.files ?? {}) as [string, string][];
  const files = new Map(stated.flatMap(([path]) => (texts.has(path) ? [[path, texts.get(path) ?? ''] as const] : [])));
  const isIntact =
    entry?.files !== undefined &&
    stated.every(([path, digest]) => {
      const text = files.get(path);
      return text !== undefined && sha256Hex(text) === digest;
    });
  return { entry, files, isIntact };
}

/** Lines that the catalogue holds of a source, by id. */
export interface HeldLines {
  readonly lines: ReadonlyMap<string, readonly HeldLine[]>;
  /** Ids that its documents name. */
  readonly named: ReadonlySet<string>;
}

export interface HeldLine {
  readonly line: string;
  readonly digest: string;
  readonly isWithdrawn: boolean;
}

/** Takes the files of a source apart again. */
export function heldLines({ files }: HeldSource): HeldLines {
  const lines = new Map<string, HeldLine[]>();
  const named = new Set<string>();
  for (const [path, text] of files) {
    for (const unit of readUnits({ path, text }).units) {
      const line = unit.line();
      const known = lines.get(unit.id) ?? [];
      lines.set(unit.id, known);
      known.push({ line, digest: sha256Hex(line), isWithdrawn: unit.documents[0]?.withdrawn !== undefined });
      for (const id of idsNamedBy(unit.documents)) named.add(id);
    }
  }
  for (const known of lines.values()) known.sort((left, right) => (left.digest < right.digest ? -1 : 1));
  return { lines, named };
}
