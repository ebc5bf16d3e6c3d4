/** One record of a CSV text. */
export interface CsvRow {
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a CSV text; `openQuoteAt` is the line of a quote that never closes, behind which nothing is read. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  readonly openQuoteAt?: number;
}

/** The sign between cells: the one of `,` `;` and tab that the header line has most of. */
export function separatorOf(header: string): string {
  const count = (sign: string): number => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/**
 * Splits a CSV text (RFC 4180) into records. LF, CRLF and CR end a record, a quoted cell may hold any of them, and a
 * quote inside a quoted cell is doubled. Empty lines are no records. Cells are trimmed unless quoted.
 */
export function csvRows(text: string, separator: string): CsvRows {
  const rows: CsvRow[] = [];
  const end = new RegExp(`[${separator}\\r\\n]`, 'g');
  let line = 1;
  let offset = 0;
  while (offset < text.length) {
    const record = readRecord(text, offset, separator, end);
    if (record === undefined) return { rows, openQuoteAt: line };
    if (record.cells.length > 1 || record.cells[0] !== '') rows.push({ line, cells: record.cells });
    line += record.lines;
    offset = record.next;
  }
  return { rows };
}

interface RecordRead {
  readonly cells: readonly string[];
  /** Offset behind the record's line end. */
  readonly next: number;
  readonly lines: number;
}

function readRecord(text: string, start: number, separator: string, end: RegExp): RecordRead | undefined {
  const cells: string[] = [];
  let lines = 1;
  let offset = start;
  for (;;) {
    const cell = text[offset] === '"' ? quotedCell(text, offset, end) : plainCell(text, offset, end);
    if (cell === undefined) return undefined;
    cells.push(cell.value);
    lines += cell.lines;
    offset = cell.next + 1;
    if (text[cell.next] !== separator) break;
  }
  return { cells, next: text.startsWith('\r\n', offset - 1) ? offset + 1 : offset, lines };
}

interface Cell {
  readonly value: string;
  /** Offset of the separator or line end behind the cell. */
  readonly next: number;
  /** Line ends inside the cell. */
  readonly lines: number;
}

function plainCell(text: string, start: number, end: RegExp): Cell {
  end.lastIndex = start;
  const next = end.exec(text)?.index ?? text.length;
  return { value: text.slice(start, next).trim(), next, lines: 0 };
}

function quotedCell(text: string, start: number, end: RegExp): Cell | undefined {
  let close = text.indexOf('"', start + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) return undefined;
  const value = text.slice(start + 1, close).replaceAll('""', '"');
  // What stands between the closing quote and the next separator is no part of the cell.
  const { next } = plainCell(text, close + 1, end);
  return { value, next, lines: value.split(/\r\n|\r|\n/).length - 1 };
}
