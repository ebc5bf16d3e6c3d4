import { formatInstant } from '../../core/time.ts';
import type { SyncedSource, SyncReport } from '../../model/feed-sync.ts';

/** What a sync did, for other programs. */
export function renderSyncJson({ asOf, isDryRun, sources, written, removed }: SyncReport): string {
  const document = {
    schema: 'patchledger.feeds-sync/v1',
    asOf: formatInstant(asOf),
    dryRun: isDryRun,
    sources: sources.map(sourceJson),
    written,
    removed,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function sourceJson(source: SyncedSource): object {
  const { status, format, from, documents, total, bytes, added, changed, withdrawn, unneeded, diagnostics } = source;
  return {
    ...{ source: source.source, status, format: format ?? null, from: from ?? null },
    ...{ documents, total: total ?? null, bytes: bytes ?? null },
    ...{ new: added, changed, withdrawn, removed: source.removed, unneeded, diagnostics },
  };
}
