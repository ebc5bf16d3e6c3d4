import { formatInstant } from '../../core/time.ts';
import type { ReportCell, ReportTable } from '../../model/report.ts';
import { csvLine } from './csv.ts';

/**
 * The CSV twin of a table: a line of column keys, then every row of its population, none cut and none paged. Instants
 * are those of UTC, a period is written as an ISO 8601 interval, several values are parted by `; `.
 */
export function renderTableCsv({ columns, rows }: ReportTable): string {
  const lines = [csvLine(columns.map(({ key }) => key))];
  for (const row of rows) lines.push(csvLine(row.map(cellValue)));
  return lines.join('');
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
