import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { FileSample } from '../../model/feed.ts';
import type { JobReader, JobReport, ReportedRow } from '../../model/record-report.ts';
import type { SourceFile } from '../../model/source.ts';
import { type CsvRow, csvRows, separatorOf } from '../inventory/csv-rows.ts';
import { lineAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { booleanWord, rebootWord, resultWord } from './words.ts';

/** Reads a table with one line for each component of each asset. */
export const csvJobReader: JobReader = {
  id: 'csv',
  title: 'CSV with the columns asset, package, version, result, start, end …',
  specification: 'https://www.rfc-editor.org/rfc/rfc4180',
  kinds: ['deployment', 'verification'],
  recognises: isTable,
  read: readTable,
};

/** What a column may hold, and the headings that say so: letters and digits only. */
const headings = {
  asset: 'asset assetname host hostname server name node',
  visit: 'visit visitid',
  requirement: 'requirement requirementid',
  ecosystem: 'ecosystem',
  package: 'package packagename application component software product',
  version: 'version toversion newversion installedversion observedversion foundversion',
  fromVersion: 'fromversion oldversion previousversion from',
  ring: 'ring',
  window: 'window maintenancewindow',
  start: 'start startedat starttime begin',
  end: 'end endedat endtime finishedat verifiedat checkedat',
  result: 'result status outcome state',
  reboot: 'reboot',
  artifactSha256: 'sha256 artifactsha256',
  issues: 'issues issue issuesreported problem problems',
  feedback: 'feedback comment',
  inEffect: 'ineffect active running',
  healthy: 'healthy health',
} as const;
type Column = keyof typeof headings;
type Columns = ReadonlyMap<Column, number>;

const wordOf = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '');

const firstLine = (text: string): string => text.trimStart().split(/\r\n|\r|\n/, 1)[0] ?? '';

function columnsOf(header: readonly string[]): Columns {
  const words = header.map(wordOf);
  const columns = new Map<Column, number>();
  for (const [column, known] of Object.entries(headings) as [Column, string][]) {
    const at = known
      .split(' ')
      .map((word) => words.indexOf(word))
      .find((index) => index !== -1);
    if (at !== undefined) columns.set(column, at);
  }
  return columns;
}

function isTable({ head, form }: FileSample): boolean {
  if (form === 'json-object' || form === 'json-array' || /^\s*</.test(head)) return false;
  const line = firstLine(head);
  const columns = columnsOf(csvRows(line, separatorOf(line)).rows[0]?.cells ?? []);
  return columns.has('asset') && columns.size > 1;
}

function readTable(file: SourceFile): Outcome<JobReport> {
  const problems = problemsOf(file.path, 'record/further-problems');
  const text = withoutByteOrderMark(file.text);
  const { rows, openQuoteAt } = csvRows(text, separatorOf(firstLine(text)));
  const lineOf = (line: number): SourceLocation => lineAt(file.path, line, ' ');
  if (openQuoteAt !== undefined) {
    const args = { format: 'CSV', reason: 'a quote opened here never closes' };
    problems.tell('record/syntax', args, () => lineOf(openQuoteAt));
  }
  const [header, ...lines] = rows;
  const columns = columnsOf(header?.cells ?? []);
  if (!columns.has('asset')) {
    const args = {
      what: 'asset',
      headings: (header?.cells ?? []).join(', ').slice(0, 300),
      words: headings.asset.replaceAll(' ', ', '),
    };
    problems.tell('record/missing-column', args, () => lineOf(header?.line ?? 1));
    return { value: { format: 'csv', rows: [] }, diagnostics: problems.list() };
  }
  const read = lines.flatMap((line) => rowOf(line, columns, lineOf(line.line), problems));
  return { value: { format: 'csv', rows: read }, diagnostics: problems.list() };
}

function rowOf(
  { line, cells }: CsvRow,
  columns: Columns,
  at: SourceLocation,
  problems: Problems,
): readonly ReportedRow[] {
  const entry = `line ${line}`;
  const cell = (column: Column): string | undefined => cells[columns.get(column) ?? -1]?.trim() || undefined;
  const asset = cell('asset');
  if (asset === undefined) {
    problems.tell('record/wrong-entry', { entry, reason: 'it names no asset' }, () => at);
    return [];
  }
  /** A cell by its reader; one that says something unknown is told, and then `isFatal` leaves the row out. */
  let isLost = false;
  const read = <T>(column: Column, reader: (text: string) => T | undefined, expected: string, isFatal = false) => {
    const text = cell(column);
    const value = text === undefined ? undefined : reader(text);
    if (text === undefined || value !== undefined) return value;
    const shown = text.slice(0, 60);
    if (isFatal)
      problems.tell('record/wrong-entry', { entry, reason: `its ${column} "${shown}" is not ${expected}` }, () => at);
    else problems.tell('record/wrong-value', { entry, field: column, value: shown, expected }, () => at);
    isLost ||= isFatal;
    return undefined;
  };
  const when = 'an instant such as 2026-11-22T22:00:00Z';
  const issues = cell('issues');
  const row: ReportedRow = {
    assets: [asset],
    visit: cell('visit'),
    requirement: cell('requirement'),
    ecosystem: cell('ecosystem'),
    package: cell('package'),
    version: cell('version'),
    fromVersion: cell('fromVersion'),
    ring: cell('ring'),
    window: cell('window'),
    start: read('start', parseInstant, when, true),
    end: read('end', parseInstant, when, true),
    result: read('result', resultWord, 'a result such as succeeded, failed, skipped or rolled-back', true),
    reboot: read('reboot', rebootWord, 'not-needed, done or pending'),
    artifactSha256: read(
      'artifactSha256',
      (text) => /^[0-9a-f]{64}$/.exec(text.toLowerCase())?.[0],
      '64 hexadecimal digits',
    ),
    issues: issues === undefined ? undefined : issues.split(';').flatMap((text) => text.trim() || []),
    feedback: cell('feedback'),
    inEffect: read('inEffect', booleanWord, 'yes or no'),
    healthy: read('healthy', booleanWord, 'yes or no'),
    at,
  };
  return isLost ? [] : [row];
}
