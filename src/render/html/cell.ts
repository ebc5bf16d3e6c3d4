import { formatInstant, formatZoned } from '../../core/time.ts';
import type { ReportCell, ReportProvenance } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { thousands } from '../words.ts';
import { dossierPath } from './site.ts';
import { htmlText, shortHtml } from './text.ts';

/** A cell as HTML that stays inside its cell, whatever the estate wrote into it. */
export function cellHtml(cell: ReportCell, provenance: ReportProvenance): string {
  switch (cell.kind) {
    case 'text':
      return shortHtml(cell.text);
    case 'code':
      return `<code>${shortHtml(cell.text)}</code>`;
    case 'number':
      return Number.isInteger(cell.value) ? thousands(cell.value) : String(cell.value);
    case 'instant':
      return instantHtml(cell.at, provenance);
    case 'period':
      return `${instantHtml(cell.from, provenance)} to ${instantHtml(cell.to, provenance)}`;
    case 'place':
      return placeHtml(cell, provenance);
    case 'dossier':
      return `<a href="${htmlText(dossierPath(cell))}">${htmlText(cell.slug)}</a>`;
    case 'list':
      return cell.items.map((item) => cellHtml(item, provenance)).join(', ');
    case 'absent':
      return `<span class="absent">${htmlText(cell.word)}</span>`;
  }
}

/**
 * Prints rows of a table body. Numbers stand right; instants sort by their UTC form, whatever else is printed. Columns of
 * `screenOnly` are left out on paper. Rows that stand together share most of their cells, and those are printed once.
 */
export function rowPrinter(
  provenance: ReportProvenance,
  screenOnly: ReadonlySet<number> = new Set(),
): (row: readonly ReportCell[]) => string {
  const above: { readonly cell: ReportCell; readonly html: string }[] = [];
  const print = (cell: ReportCell, place: number): string => {
    const last = above[place];
    if (last?.cell === cell) return last.html;
    const html = `<td${attributesOf(cell, screenOnly.has(place))}>${cellHtml(cell, provenance)}</td>`;
    above[place] = { cell, html };
    return html;
  };
  return (row) => `<tr>${row.map(print).join('')}</tr>\n`;
}

function attributesOf(cell: ReportCell, isScreenOnly: boolean): string {
  if (cell.kind === 'number') return ` class="number${isScreenOnly ? ' screen' : ''}"${sortKey(cell)}`;
  return `${isScreenOnly ? ' class="screen"' : ''}${sortKey(cell)}`;
}

function sortKey(cell: ReportCell): string {
  if (cell.kind === 'number') return ` data-sort="${cell.value}"`;
  if (cell.kind === 'instant') return ` data-sort="${formatInstant(cell.at)}"`;
  return cell.kind === 'period' ? ` data-sort="${formatInstant(cell.from)}"` : '';
}

/** Instants that a report prints: dues and visits are those of many rows. */
const printed = new WeakMap<ReportProvenance, Map<Instant, string>>();

/** An instant in UTC, and behind it what the clock on the wall shows. */
function instantHtml(at: Instant, provenance: ReportProvenance): string {
  const known = printed.get(provenance) ?? new Map<Instant, string>();
  printed.set(provenance, known);
  const html = known.get(at) ?? freshInstantHtml(at, provenance);
  known.set(at, html);
  return html;
}

function freshInstantHtml(at: Instant, { timeZone }: ReportProvenance): string {
  const text = formatInstant(at);
  const utc = `<time datetime="${text}">${text}</time>`;
  return timeZone === 'UTC' ? utc : `${utc} (${htmlText(formatZoned(at, timeZone))})`;
}

function placeHtml({ file, line }: Extract<ReportCell, { kind: 'place' }>, { sourceUrl }: ReportProvenance): string {
  const text = `<code>${shortHtml(line === undefined ? file : `${file}:${line}`)}</code>`;
  if (sourceUrl === undefined) return text;
  const path = file
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');
  return `<a href="${htmlText(`${sourceUrl}${path}${line === undefined ? '' : `#L${line}`}`)}">${text}</a>`;
}
