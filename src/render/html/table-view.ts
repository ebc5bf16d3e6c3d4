import type { CsvTwin, PopulationBox, ReportProvenance, ReportTable } from '../../model/report.ts';
import { listText, thousands } from '../words.ts';
import { rowPrinter } from './cell.ts';
import { dealRows } from './paging.ts';
import { shortText } from './text.ts';

/** Files of one source that the box names before it counts the rest. */
const filesNamed = 8;

/** What a table is rendered with. */
export interface TableContext {
  readonly provenance: ReportProvenance;
  /** Address of the page that holds the first part, such as `d4-patch-status.html`. */
  readonly home: string;
  readonly firstBytes: number;
  readonly csv: CsvTwin;
}

/** The views of a table, one a page. The first stands in its document; the others are pages of their own. */
export function tableViews(table: ReportTable, context: TableContext): readonly TableView[] {
  const { rows, columns } = table;
  const screenOnly = screenColumns(table);
  const { bodies, shown } = dealRows(htmlRows(table, context.provenance, screenOnly), context.firstBytes);
  const addresses = (bodies.length === 0 ? [''] : bodies).map((_, index) => addressOf(table.id, index, context.home));
  const pagesText =
    shown === rows.length
      ? bodies.length > 1 && `${thousands(rows.length)} rows on ${bodies.length} pages.`
      : `The first ${thousands(shown)} of ${thousands(rows.length)} rows are on ${bodies.length} pages; the CSV holds them all.`;
  return addresses.map((address, index) => ({
    id: table.id,
    caption: shortText(table.caption),
    header: columns.map(({ title }, place) => ({ title, isScreenOnly: screenOnly.has(place) })),
    isCutOnPaper: screenOnly.size > 0,
    body: bodies[index] ?? '',
    whenEmpty: table.whenEmpty,
    pages: bodies.length < 2 ? [] : pageLinks(addresses, index),
    pagesText: pagesText || '',
    population: populationView(table.population, context),
    address,
  }));
}

/** A page of a table, as the template `table` sees it. */
export interface TableView {
  readonly id: string;
  readonly caption: string;
  readonly header: readonly { readonly title: string; readonly isScreenOnly: boolean }[];
  /** Paper has no room for all columns. */
  readonly isCutOnPaper: boolean;
  /** Markup. */
  readonly body: string;
  readonly whenEmpty: string;
  readonly pages: readonly { readonly text: string; readonly href: string | undefined }[];
  readonly pagesText: string;
  readonly population: object;
  readonly address: string;
}

/** Rows are made as pages take them: behind the last page nobody needs their markup. */
function* htmlRows(
  { rows }: ReportTable,
  provenance: ReportProvenance,
  screenOnly: ReadonlySet<number>,
): Iterable<string> {
  const print = rowPrinter(provenance, screenOnly);
  for (const row of rows) yield print(row);
}

/** Columns beyond those of the first part of a wide table: a screen scrolls to them, paper does not. */
function screenColumns({ parts, columns }: ReportTable): ReadonlySet<number> {
  const [first] = parts;
  if (first === undefined) return new Set();
  return new Set(columns.flatMap(({ key }, place) => (first.columns.includes(key) ? [] : [place])));
}

const addressOf = (table: string, index: number, home: string): string =>
  index === 0 ? home : `${table}-${index + 1}.html`;

function pageLinks(addresses: readonly string[], current: number): TableView['pages'] {
  return addresses.map((href, index) => ({
    text: `Page ${index + 1}`,
    href: index === current ? undefined : href,
  }));
}

function populationView(box: PopulationBox, { provenance, csv }: TableContext): object {
  const at = provenance.commit === undefined ? 'in files that are not committed' : `at commit ${provenance.commit}`;
  const counts = box.reconciliation.map(({ label, count }) => `${thousands(count)} ${shortText(label)}`);
  return {
    rowsIn: `${thousands(box.rowsIn)} × ${box.unit}, ${at}`,
    sources: box.sources.map(({ what, files }) => ({
      what,
      files: files.slice(0, filesNamed).map(shortText),
      more: files.length > filesNamed ? ` and ${thousands(files.length - filesNamed)} more` : '',
    })),
    filters: listText(box.filters.map(shortText)),
    excluded:
      box.excluded.map(({ reason, count }) => `${thousands(count)} (${shortText(reason)})`).join(', ') || 'none',
    shown: `${thousands(box.rowsShown)}${counts.length === 0 ? '' : `; by ${box.reconciledBy}: ${counts.join(', ')}`}`,
    addsUp: box.addsUp,
    checkedBy: shortText(box.checkedBy),
    csv: csv.path,
    csvName: csv.path,
    csvDigest: csv.sha256,
  };
}
