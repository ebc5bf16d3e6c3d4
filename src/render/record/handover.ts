import type { Handover } from '../../model/handover.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';

/** Where an export went, and how it is run. */
export interface Delivered {
  readonly folder: string | undefined;
  readonly usage: string | undefined;
  readonly isDryRun?: boolean;
}

/** What was handed over, what was held back and why, and what to do next. */
export function renderHandover(
  { visits, held, emergency }: Handover,
  { folder, usage, isDryRun = false }: Delivered,
  paint: Paint,
): string {
  const rows = visits.map(({ startText, asset, id, updates }) => [
    startText,
    asset,
    id,
    updates.map(({ name, version }) => `${name} ${version}`).join(', '),
  ]);
  const where = folder === undefined ? '' : `${isDryRun ? ' would be' : ''} in ${folder}`;
  const head = emergency === undefined ? 'approved visit' : 'EMERGENCY visit';
  const lines = [
    visits.length === 0 ? 'No visit is ready to run.' : `${paint.bold(count(visits.length, head))}${safeText(where)}`,
    ...alignColumns(rows).map((row) => `  ${safeText(row)}`),
    ...(held.length === 0 ? [] : [paint.bold(`${count(held.length, 'visit')} held back`)]),
    ...held.flatMap(({ asset, id, reasons }) => reasons.map((reason) => `  ${safeText(`${asset} ${id}: ${reason}`)}`)),
    ...(usage === undefined || visits.length === 0 || isDryRun ? [] : [`Run: ${usage}`]),
  ];
  return `${lines.join('\n')}\n`;
}
