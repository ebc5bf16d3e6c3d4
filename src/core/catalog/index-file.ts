import type { CatalogIndex } from '../../model/generated/catalog-index.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';

/** What an index says of one source. */
export type IndexedSource = CatalogIndex['spec']['sources'][number];

/** Where the index of a source lies: in its folder, or beside its one file. */
export function indexPath(target: string, isOneFile: boolean): string {
  return isOneFile ? target.replace(/\.[a-z]+$/, '.index.json') : `${target}/index.json`;
}

/** The file of an index: one source a file, so that each changes for itself, and one line a value for diffs. */
export function indexText(source: IndexedSource): string {
  const index: CatalogIndex = {
    apiVersion: 'patchledger/v1',
    kind: 'CatalogIndex',
    metadata: { name: `sync-${source.name}` },
    spec: { sources: [source] },
  };
  return `${JSON.stringify(index, null, 2)}\n`;
}

/** When documents were first imported. */
export type ImportDates = Pick<IndexedSource, 'imported' | 'importedAt'>;

/**
 * When each document that is kept now was first imported: those that were there before keep their date, the others are
 * imported now. `importedAt` speaks for all that are not listed, so only what came later than the first sync is listed.
 */
export function importDates(
  before: ImportDates | undefined,
  wasKnown: (id: string) => boolean,
  ids: readonly string[],
  now: Instant,
): ImportDates {
  const today = formatInstant(now);
  if (before === undefined) return { importedAt: today };
  const imported = ids.flatMap((id): readonly (readonly [string, string])[] => {
    const stated =
      before.imported !== undefined && Object.hasOwn(before.imported, id) ? before.imported[id] : undefined;
    if (stated !== undefined) return [[id, stated]];
    return wasKnown(id) ? [] : [[id, today]];
  });
  return {
    importedAt: before.importedAt,
    ...(imported.length > 0 && { imported: Object.fromEntries(imported) }),
  };
}
