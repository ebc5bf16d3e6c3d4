import { formatInstant } from '../../core/time.ts';
import type { ReportCell, ReportTable } from '../../model/report.ts';
import { csvField, csvLine } from './csv.ts';

/** Characters of a piece: enough that nobody pays for the number of pieces. */
const pieceLength = 65_536;

/**
 * The CSV twin of a table: a line of column keys, then every row of its population, none cut and none paged. Instants
 * are those of UTC, a period is written as an ISO 8601 interval, several values are parted by `; `. It comes in pieces:
 * the listing of a large fleet is longer than a string can be.
 */
export function* renderTableCsv({ columns, rows }: ReportTable): Iterable<string> {
  const writers = columns.map(columnWriter);
  let lines = [csvLine(columns.map(({ key }) => key))];
  let length = 0;
  for (const row of rows) {
    const line = `${row.map((cell, place) => writers[place]?.(cell)).join(',')}\r\n`;
    lines.push(line);
    length += line.length;
    if (length < pieceLength) continue;
    yield lines.join('');
    lines = [];
    length = 0;
  }
  yield lines.join('');
}

/** Writes the cells of a column. Rows that stand together are alike in much, which is written once. */
function columnWriter(): (cell: ReportCell) => string {
  let lastCell: ReportCell | undefined;
  let lastValue: string | number | undefined;
  let field = '';
  return (cell) => {
    if (cell === lastCell) return field;
    const value = cellValue(cell);
    if (value !== lastValue) field = csvField(value);
    [lastCell, lastValue] = [cell, value];
    return field;
  };
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
