import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Paint } from '../../model/paint.ts';
import { safeText } from '../text-table.ts';

/** What became of one record. */
export interface RecordLine {
  readonly kind: string;
  readonly name: string;
  /** Estate-relative. */
  readonly path: string;
  /** `exists`: the same was recorded before, and nothing was written. */
  readonly status: 'written' | 'exists' | 'would-write';
  /** Of an approval: does it approve what was merged? */
  readonly approves?: boolean;
}

/** What was recorded, a line a record. */
export function renderRecords(lines: readonly RecordLine[], paint: Paint, isDryRun: boolean): string {
  if (lines.length === 0) return isDryRun ? 'Nothing would be recorded.\n' : 'Nothing is recorded.\n';
  const words = {
    written: 'is written',
    exists: 'holds this already; nothing is written',
    'would-write': 'would be written',
  } as const;
  const told = lines.map(({ path, status }) => `${paint.bold(safeText(path))} ${words[status]}`);
  const isNew = lines.some(({ status }) => status === 'written');
  return `${[...told, ...(isNew ? ['Commit it; a record is never edited, and a correction is a new one that supersedes it.'] : [])].join('\n')}\n`;
}

/** The same for programs, with every problem. */
export function renderRecordsJson(
  lines: readonly RecordLine[],
  diagnostics: readonly Diagnostic[],
  isDryRun: boolean,
): string {
  return `${JSON.stringify({ schema: 'patchledger.records/v1', dryRun: isDryRun, records: lines, diagnostics }, null, 2)}\n`;
}
