import type {
  CsvTwin,
  PopulationBox,
  ReportCell,
  ReportProvenance,
  ReportSource,
  ReportTable,
  TablePart,
} from '../../model/report.ts';
import { listText, thousands } from '../words.ts';
import { markdownCode, markdownTable, markdownText } from './escape.ts';
import { renderCell, shortCode, shortText } from './report-cell.ts';

/** Files of one source that the box names before it counts the rest. */
const filesNamed = 8;

/** Rows that a file shows before it points to the CSV: forges show no file of several megabytes. */
const rowsShown = 500;

/** A table, in parts where it is wide, and its population box, as the template `table` sees it. */
export function tableView(table: ReportTable, provenance: ReportProvenance, csv: CsvTwin | undefined): object {
  const rows = firstOf(table.rows, rowsShown);
  return {
    caption: markdownText(table.caption),
    whenEmpty: markdownText(table.whenEmpty),
    parts: rows.length === 0 ? [] : partsOf(table).map((part) => partView(table, part, rows, provenance)),
    rowsText:
      table.rows.length > rows.length
        ? `The first ${thousands(rows.length)} of ${thousands(table.rows.length)} rows; the CSV holds them all.`
        : '',
    population: populationLines(table.population, provenance, csv),
  };
}

function firstOf(rows: ReportTable['rows'], most: number): readonly (readonly ReportCell[])[] {
  const first: (readonly ReportCell[])[] = [];
  for (const row of rows) {
    if (first.length === most) break;
    first.push(row);
  }
  return first;
}

const partsOf = ({ parts, columns }: ReportTable): readonly TablePart[] =>
  parts.length > 0 ? parts : [{ caption: '', columns: columns.map(({ key }) => key) }];

function partView(
  { columns }: ReportTable,
  part: TablePart,
  rows: readonly (readonly ReportCell[])[],
  provenance: ReportProvenance,
): object {
  const places = part.columns
    .map((key) => columns.findIndex((column) => column.key === key))
    .filter((place) => place >= 0);
  const header = places.map((place) => markdownText(columns[place]?.title ?? ''));
  const lines = rows.map((row) =>
    places.map((place) => {
      const cell = row[place];
      return cell === undefined ? '' : renderCell(cell, provenance);
    }),
  );
  return { caption: markdownText(part.caption), table: markdownTable(header, lines) };
}

/** What the listing rests on; it stands as a quotation below it. */
function populationLines(
  box: PopulationBox,
  { commit }: ReportProvenance,
  csv: CsvTwin | undefined,
): readonly string[] {
  const where = commit === undefined ? 'in files that are not committed' : `at commit ${markdownCode(commit)}`;
  return [
    `**Population:** ${thousands(box.rowsIn)} × ${markdownText(box.unit)}, ${where}`,
    `**Sources:** ${box.sources.map(sourceText).join('; ')}`,
    `**Filters:** ${markdownText(listText(box.filters))}`,
    `**Left out:** ${excludedText(box)}`,
    `**Shown:** ${thousands(box.rowsShown)}${countsText(box)}`,
    `**Check:** ${box.addsUp ? 'adds up' : '**DOES NOT ADD UP**'}: ${shortText(box.checkedBy)}`,
    ...(csv === undefined ? [] : [`**Whole listing:** [${csv.path}](${csv.path}), SHA-256 \`${csv.sha256}\``]),
  ];
}

function sourceText({ what, files }: ReportSource): string {
  if (files.length === 0) return `${markdownText(what)}: no file`;
  const named = files.slice(0, filesNamed).map(shortCode).join(', ');
  const rest = files.length - filesNamed;
  return `${markdownText(what)}: ${named}${rest > 0 ? ` and ${thousands(rest)} more` : ''}`;
}

function excludedText({ excluded }: PopulationBox): string {
  if (excluded.length === 0) return 'none';
  return excluded.map(({ reason, count }) => `${thousands(count)} (${shortText(reason)})`).join(', ');
}

function countsText({ reconciledBy, reconciliation }: PopulationBox): string {
  if (reconciliation.length === 0) return '';
  const counts = reconciliation.map(({ label, count }) => `${thousands(count)} ${shortText(label)}`);
  return `; by ${markdownText(reconciledBy)}: ${counts.join(', ')}`;
}
