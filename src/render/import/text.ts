import { formatInstant } from '../../core/time.ts';
import type { LandedAsset, Landing, LandingKind } from '../../model/import.ts';
import type { ImportView, InventoryChange } from '../../model/import-view.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count, listText, thousands } from '../words.ts';

/** Assets listed one by one; a fleet is told in figures. */
const listed = 20;

/** What an import did, or would do, for people. */
export function renderImport(view: ImportView, paint: Paint): string {
  const lines = [
    ...view.landings.flatMap((landing) => landingLines(landing, view, paint)),
    ...(view.changes.length === 0 ? [] : [renderInventoryChanges(view.changes, paint).trimEnd()]),
    ...(view.writes && view.changes.length === 0 ? ['No Inventory changes.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function landingLines(landing: Landing, view: ImportView, paint: Paint): readonly string[] {
  const { assets, path, source, sets, duplicates } = landing;
  const missing = assets.filter(({ kind }) => kind === 'missing');
  const unknown = assets.filter(({ isKnown, kind }) => !isKnown && kind !== 'missing');
  const unread = assets.reduce((sum, asset) => sum + asset.unread, 0);
  const state = view.isDryRun ? 'would be written' : view.changed.includes(path) ? 'is written' : 'stays as it is';
  const isSame = assets.every(({ kind }) => kind === 'unchanged' || kind === 'older');
  return [
    `${paint.bold(safeText(path))} ${view.isDryRun && isSame ? 'stays as it is' : state}`,
    ...tableOf(assets),
    `  ${countsOf(assets)}${sets > 0 ? `; ${count(sets, 'component set')}` : ''}`,
    ...duplicates.map(
      ({ asset, file, kept }) =>
        `  ${safeText(asset)} is reported twice: ${safeText(kept)} holds, ${safeText(file)} does not`,
    ),
    ...(unread === 0
      ? []
      : [paint.yellow(`  ${count(unread, 'entry')} left out (see above): no asset that has one is called compliant`)]),
    ...(missing.length === 0
      ? []
      : [
          paint.yellow(
            `  ${safeText(source)} no longer reports ${listText(missing.slice(0, listed).map(({ asset }) => safeText(asset)))}${more(missing)}: stale until a source does`,
          ),
        ]),
    ...(unknown.length === 0 || view.writes
      ? []
      : [
          `  In no Inventory: ${listText(unknown.slice(0, listed).map(({ asset }) => safeText(asset)))}${more(unknown)}; --write adds ${unknown.length === 1 ? 'it' : 'them'}`,
        ]),
  ];
}

const more = (assets: readonly LandedAsset[]): string =>
  assets.length > listed ? ` and ${thousands(assets.length - listed)} more` : '';

function tableOf(assets: readonly LandedAsset[]): readonly string[] {
  // Of a fleet, what changed comes first.
  const shown = (assets.length <= listed ? assets : assets.filter(({ kind }) => kind !== 'unchanged')).slice(0, listed);
  const rows = shown.map(({ asset, given, kind, components, lastSeen, missingSince }) => [
    given === undefined ? asset : `${asset} (${given})`,
    components === undefined ? 'no software told' : count(components, 'component'),
    `seen ${formatInstant(lastSeen)}`,
    kind === 'missing' && missingSince !== undefined ? `missing since ${formatInstant(missingSince)}` : words[kind],
  ]);
  const rest = assets.length - shown.length;
  return [
    ...alignColumns(rows).map((row) => `  ${safeText(row)}`),
    ...(rest > 0 ? [`  and ${thousands(rest)} more`] : []),
  ];
}

const words: Readonly<Record<LandingKind, string>> = {
  added: 'new',
  updated: 'updated',
  unchanged: 'unchanged',
  older: 'older than what is known; not taken',
  missing: 'missing',
};

function countsOf(assets: readonly LandedAsset[]): string {
  const kinds: readonly LandingKind[] = ['added', 'updated', 'unchanged', 'older', 'missing'];
  const parts = kinds.flatMap((kind) => {
    const number = assets.filter((asset) => asset.kind === kind).length;
    return number === 0 ? [] : [`${thousands(number)} ${kind === 'added' ? 'new' : kind}`];
  });
  return `${count(assets.length, 'asset')}: ${parts.join(', ')}`;
}

/** Changes to Inventories, one a line. */
export function renderInventoryChanges(changes: readonly InventoryChange[], paint: Paint): string {
  const lines = [...new Set(changes.map(({ path }) => path))].flatMap((path) => [
    paint.bold(safeText(path)),
    ...changes.filter((change) => change.path === path).map(changeLine),
  ]);
  return `${lines.join('\n')}\n`;
}

function changeLine({ asset, field, from, to }: InventoryChange): string {
  if (field === undefined) return safeText(`  + ${asset}`);
  return safeText(`  ~ ${asset} ${field}: ${from ?? '(not said)'} → ${to ?? ''}`);
}
