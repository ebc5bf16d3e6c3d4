import { diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { ScannerField, ScannerFinding, ScannerOptions, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { isVector } from '../catalog/severity.ts';
import { csvRows, separatorOf } from '../inventory/csv-rows.ts';
import { pointAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { cleanIds, cvesIn, listIn, scoreOf } from './ids.ts';
import { componentOf } from './packages.ts';

/** How one tool writes its CSV. */
export interface CsvDialect {
  readonly format: string;
  /**
   * Usual headings by field, in small letters and digits only. Of several headings that a file has, the first with text in
   * the row speaks; every heading of `asset` names the asset.
   */
  readonly headings: Readonly<Partial<Record<ScannerField, readonly string[]>>>;
  /** Is this row of words the header? Tools write titles above it. */
  readonly isHeader: (words: ReadonlySet<string>) => boolean;
  /** Prefix of the tool's own checks, such as `nessus`; such tools name problems by CVE alone. */
  readonly check?: string;
  /** What is no vulnerability of software although it stands in a row. */
  readonly isInformational?: (cell: CellOf) => boolean;
  readonly statusOf?: (cell: CellOf) => Pick<ScannerFinding, 'status' | 'reason'>;
  /** What the row tells of the component beyond its columns. */
  readonly refine?: (finding: ScannerFinding, cell: CellOf) => ScannerFinding;
}

/** The text of a row under a heading (small letters and digits only); empty where there is none. */
export type CellOf = (heading: string) => string;

/** A heading in the form in which headings are compared. */
export function headingWord(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How far below the top a header is looked for. */
const preamble = 50;

interface Table {
  readonly headings: readonly string[];
  /** Columns by heading word; the first of several with one heading counts. */
  readonly columns: ReadonlyMap<string, number>;
}

/** A dialect whose header is the first line with one of the columns that somebody named. */
function mappedTo(dialect: CsvDialect, columns: NonNullable<ScannerOptions['columns']>): CsvDialect {
  const named = Object.values(columns).map(headingWord);
  return { ...dialect, isHeader: (words) => named.some((word) => words.has(word)) };
}

/** Reads the CSV report of one tool, or any CSV whose columns were named. */
export function readCsvReport(
  tool: CsvDialect,
  file: SourceFile,
  options: ScannerOptions = {},
): Outcome<ScannerReport> {
  const dialect = options.columns === undefined ? tool : mappedTo(tool, options.columns);
  const text = withoutByteOrderMark(file.text);
  const problems = problemsOf(file.path, 'scan/further-problems');
  const { rows, openQuoteAt } = csvRows(text, separatorIn(text, dialect));
  if (openQuoteAt !== undefined) {
    const at = pointAt(file.path, { line: openQuoteAt, column: 1 });
    problems.add(diagnostic('scan/syntax', { format: 'CSV', reason: 'a quote is never closed' }, { at }));
  }
  const headerAt = rows.slice(0, preamble).findIndex(({ cells }) => dialect.isHeader(new Set(cells.map(headingWord))));
  const header = rows[headerAt];
  if (header === undefined) {
    if (openQuoteAt === undefined) problems.add(noHeader(file, options));
    return { value: { format: dialect.format, scanned: [], findings: [] }, diagnostics: problems.list() };
  }
  const table = tableOf(header.cells);
  for (const problem of missingColumns(table, file, options)) problems.add(problem);
  const reading: RowReading = { dialect, table, options, problems };
  let informational = 0;
  const findings = rows.slice(headerAt + 1).flatMap(({ cells, line }) => {
    const at = pointAt(file.path, { line, column: 1 });
    const read = readRow(cells, at, reading);
    if (read === 'informational') informational += 1;
    return read === 'informational' ? [] : read;
  });
  if (informational > 0) {
    problems.tell('scan/not-vulnerabilities', { count: informational, what: 'information without a vulnerability' });
  }
  const scanned = new Map(findings.map(({ assets }) => [assets.join('\u0000'), assets] as const));
  return { value: { format: dialect.format, scanned: [...scanned.values()], findings }, diagnostics: problems.list() };
}

/** The sign that makes a header of one of the first lines. */
function separatorIn(text: string, dialect: CsvDialect): string {
  const lines = text.slice(0, 100_000).split(/\r\n|\n|\r/, preamble);
  const header = lines.find((line) =>
    dialect.isHeader(new Set(line.split(separatorOf(line)).map((cell) => headingWord(cell)))),
  );
  return separatorOf(header ?? lines[0] ?? '');
}

function tableOf(headings: readonly string[]): Table {
  const columns = new Map<string, number>();
  for (const [index, heading] of headings.entries()) {
    const word = headingWord(heading);
    if (word !== '' && !columns.has(word)) columns.set(word, index);
  }
  return { headings, columns };
}

function noHeader(file: SourceFile, { columns }: ScannerOptions): ReturnType<typeof diagnostic> {
  const named = Object.entries(columns ?? {}).map(([field, heading]) => `${field}: ${heading}`);
  const reason = named.length > 0 ? `no line has the columns named (${named.join(', ')})` : 'no line heads its columns';
  const specification = 'https://www.rfc-editor.org/rfc/rfc4180';
  return diagnostic('scan/wrong-report', { reason, specification }, { at: { file: file.path } });
}

function missingColumns(
  { columns, headings }: Table,
  file: SourceFile,
  options: ScannerOptions,
): readonly ReturnType<typeof diagnostic>[] {
  return Object.entries(options.columns ?? {}).flatMap(([field, heading]) => {
    if (columns.has(headingWord(heading))) return [];
    const shown = headings.filter((one) => one !== '').slice(0, 40);
    const args = { field, reason: `none is called "${heading}"`, columns: shown.join(', ').slice(0, 1_000) };
    return [diagnostic('scan/missing-column', args, { at: { file: file.path } })];
  });
}

interface RowReading {
  readonly dialect: CsvDialect;
  readonly table: Table;
  readonly options: ScannerOptions;
  readonly problems: Problems;
}

/** Every text that a row has for a field. */
type FieldTexts = (field: ScannerField) => readonly string[];

function readRow(
  cells: readonly string[],
  at: SourceLocation,
  reading: RowReading,
): readonly ScannerFinding[] | 'informational' {
  const { dialect, table, options, problems } = reading;
  const cell: CellOf = (heading) => {
    const column = table.columns.get(heading);
    return column === undefined ? '' : (cells[column] ?? '').trim();
  };
  const texts = fieldTexts(cell, reading);
  const assets = [...new Set([...(options.asset === undefined ? [] : [options.asset]), ...texts('asset')])];
  const problemIds = idsIn(texts('id'), dialect);
  if (problemIds.length === 0 && dialect.isInformational?.(cell) === true) return 'informational';
  if (assets.length === 0 || (problemIds.length === 0 && texts('check').length === 0)) {
    const reason = assets.length === 0 ? 'it names no asset' : 'it names no vulnerability';
    problems.tell('scan/wrong-entry', { entry: `The row of line ${at.range?.start.line ?? 0}`, reason }, () => at);
    return [];
  }
  const whole = { assets, ...describe(texts, at, reading), ...statusIn(texts, cell, dialect), at };
  const ids = problemIds.length === 0 ? [[]] : problemIds;
  return ids.map((list) => {
    const finding = { ...whole, ids: list };
    return dialect.refine === undefined ? finding : dialect.refine(finding, cell);
  });
}

const nothing = new Set(['', '-', 'n/a', 'null']);

function fieldTexts(cell: CellOf, { dialect, options }: RowReading): FieldTexts {
  return (field) => {
    const mapped = options.columns?.[field];
    const headings = mapped === undefined ? (dialect.headings[field] ?? []) : [headingWord(mapped)];
    return headings.map(cell).filter((text) => !nothing.has(text.toLowerCase()));
  };
}

function describe(
  texts: FieldTexts,
  at: SourceLocation,
  { dialect, problems }: RowReading,
): Omit<ScannerFinding, 'assets' | 'ids' | 'status' | 'at'> {
  const one = (field: ScannerField): string | undefined => texts(field)[0];
  const check = one('check');
  const scoreText = one('cvss');
  const score = scoreOf(scoreText);
  if (scoreText !== undefined && score === undefined) {
    const entry = `Line ${at.range?.start.line ?? 0}`;
    const args = { entry, field: 'CVSS', value: scoreText.slice(0, 60), expected: 'a score from 0 to 10' };
    problems.tell('scan/wrong-value', args, () => at);
  }
  return {
    ...componentIn(one),
    ...(check !== undefined && { check: dialect.check === undefined ? check : `${dialect.check}:${check}` }),
    title: one('title'),
    severity: one('severity'),
    cvss: cvssIn(score, one('vector')),
    // "Update to the latest version" names none.
    fixedVersions: listIn(one('fixed') ?? '').filter((part) => /\d/.test(part)),
  };
}

function statusIn(
  texts: FieldTexts,
  cell: CellOf,
  { statusOf }: CsvDialect,
): Pick<ScannerFinding, 'status' | 'reason'> {
  return statusOf === undefined ? plainStatus(texts('status')[0]) : statusOf(cell);
}

/** A check may stand for many CVEs, each a problem of its own; other ids of one cell are names of one problem. */
function idsIn(texts: readonly string[], { check }: CsvDialect): readonly (readonly string[])[] {
  const cves = [...new Set(texts.flatMap(cvesIn))];
  if (cves.length > 1 || check !== undefined) return cves.map((cve) => [cve]);
  const ids = cleanIds(texts.flatMap(listIn));
  return ids.length === 0 ? [] : [ids];
}

function componentIn(one: (field: ScannerField) => string | undefined): Pick<ScannerFinding, 'component'> {
  const [name, purl] = [one('component'), one('purl')];
  if (name === undefined && purl === undefined) return {};
  const version = one('version');
  const component = componentOf({ name: name ?? purl ?? '', version, type: undefined, purl });
  const ecosystem = one('ecosystem');
  return { component: ecosystem === undefined ? component : { ...component, ecosystem } };
}

function cvssIn(score: number | undefined, vector: string | undefined): ScannerFinding['cvss'] {
  const known = vector !== undefined && isVector(vector) ? vector : undefined;
  return score === undefined && known === undefined ? undefined : { score, vector: known };
}

const fixedWords = new Set(['fixed', 'resolved', 'closed', 'remediated']);
const suppressedWords = new Set([
  'suppressed',
  'ignored',
  'accepted',
  'falsepositive',
  'riskaccepted',
  'notaffected',
  'mitigated',
]);

function plainStatus(text: string | undefined): Pick<ScannerFinding, 'status' | 'reason'> {
  if (text === undefined) return { status: 'open' };
  const word = headingWord(text);
  if (fixedWords.has(word)) return { status: 'fixed', reason: text };
  return suppressedWords.has(word) ? { status: 'suppressed', reason: text } : { status: 'open' };
}
