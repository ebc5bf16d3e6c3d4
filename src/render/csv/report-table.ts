import { formatInstant } from '../../core/time.ts';
import type { ReportCell, ReportTable } from '../../model/report.ts';
import { csvLine } from './csv.ts';

/** Characters of a piece: enough that nobody pays for the number of pieces. */
const pieceLength = 65_536;

/**
 * The CSV twin of a table: a line of column keys, then every row of its population, none cut and none paged. Instants
 * are those of UTC, a period is written as an ISO 8601 interval, several values are parted by `; `. It comes in pieces:
 * the listing of a large fleet is longer than a string can be.
 */
export function* renderTableCsv({ columns, rows }: ReportTable): Iterable<string> {
  let piece = csvLine(columns.map(({ key }) => key));
  for (const row of rows) {
    piece += csvLine(row.map(cellValue));
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function cellValue(cell: ReportCell): string | number {
  switch (cell.kind) {
    case 'text':
    case 'code':
      return cell.text;
    case 'number':
      return cell.value;
    case 'instant':
      return formatInstant(cell.at);
    case 'period':
      return `${formatInstant(cell.from)}/${formatInstant(cell.to)}`;
    case 'place':
      return cell.line === undefined ? cell.file : `${cell.file}:${cell.line}`;
    case 'dossier':
      return cell.slug;
    case 'list':
      return cell.items.map((item) => String(cellValue(item))).join('; ');
    case 'absent':
      return cell.word;
  }
}
