import { formatInstant } from '../../core/time.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { LandedAsset } from '../../model/import.ts';
import type { ImportView } from '../../model/import-view.ts';

/** What an import did, for programs. */
export function renderImportJson(view: ImportView, diagnostics: readonly Diagnostic[]): string {
  const document = {
    schema: 'patchledger.import/v1',
    dryRun: view.isDryRun,
    written: view.changed,
    sources: view.landings.map(({ source, path, sets, assets, duplicates }) => ({
      source,
      path,
      componentSets: sets,
      assets: assets.map(assetJson),
      duplicates,
    })),
    inventory: view.changes.map(({ path, asset, field, from, to }) => ({
      path,
      asset,
      field: field ?? null,
      from: from ?? null,
      to: to ?? null,
    })),
    diagnostics,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const assetJson = (landed: LandedAsset): unknown => ({
  asset: landed.asset,
  outcome: landed.kind,
  inInventory: landed.isKnown,
  reportedAs: landed.given ?? null,
  lastSeen: formatInstant(landed.lastSeen),
  components: landed.components ?? null,
  unread: landed.unread,
  missingSince: landed.missingSince === undefined ? null : formatInstant(landed.missingSince),
});
