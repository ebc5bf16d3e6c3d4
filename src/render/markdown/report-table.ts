import type {
  CsvTwin,
  PopulationBox,
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

/** A table, in parts where it is wide, and its population box. Blocks, to be joined by empty lines. */
export function renderTable(
  table: ReportTable,
  provenance: ReportProvenance,
  csv: CsvTwin | undefined,
): readonly string[] {
  const { caption, rows, population } = table;
  const body =
    rows.length === 0
      ? [markdownText(table.whenEmpty)]
      : partsOf(table).flatMap((part) => partBlocks(table, part, provenance));
  return [`### ${markdownText(caption)}`, ...body, populationBox(population, provenance, csv)];
}

const partsOf = ({ parts, columns }: ReportTable): readonly TablePart[] =>
  parts.length > 0 ? parts : [{ caption: '', columns: columns.map(({ key }) => key) }];

function partBlocks({ columns, rows }: ReportTable, part: TablePart, provenance: ReportProvenance): readonly string[] {
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
  const table = markdownTable(header, lines);
  return part.caption === '' ? [table] : [`**${markdownText(part.caption)}**`, table];
}

/** What the listing rests on, as a quotation below it. */
function populationBox(box: PopulationBox, { commit }: ReportProvenance, csv: CsvTwin | undefined): string {
  const where = commit === undefined ? 'in files that are not committed' : `at commit ${markdownCode(commit)}`;
  const lines = [
    `**Population:** ${thousands(box.rowsIn)} × ${markdownText(box.unit)}, ${where}`,
    `**Sources:** ${box.sources.map(sourceText).join('; ')}`,
    `**Filters:** ${markdownText(listText(box.filters))}`,
    `**Left out:** ${excludedText(box)}`,
    `**Shown:** ${thousands(box.rowsShown)}${countsText(box)}`,
    `**Check:** ${box.addsUp ? 'adds up' : '**DOES NOT ADD UP**'}: ${shortText(box.checkedBy)}`,
    ...(csv === undefined ? [] : [`**Whole listing:** [${csv.path}](${csv.path}), SHA-256 \`${csv.sha256}\``]),
  ];
  return lines.map((line) => `> - ${line}`).join('\n');
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
