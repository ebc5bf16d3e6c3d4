import { parseDate, parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { type CsvRow, csvRows, separatorOf } from '../inventory/csv-rows.ts';
import { fieldOfWord, valueFor } from '../inventory/words.ts';
import { lineAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { type Columns, columnsOf, type HeadingWords } from './csv-columns.ts';
import { addRowSoftware } from './csv-software.ts';
import { withRunningKernel } from './kernel.ts';
import { tellNoSource } from './no-source.ts';
import { reportedAsset } from './report.ts';
import { type Software, softwareOf } from './software.ts';

/** A tool's way to write such a list. */
export interface CsvPreset extends Omit<ReportReader, 'read' | 'scope' | 'recognises'> {
  readonly headings: HeadingWords;
  /** Ecosystem of software whose row does not name one. */
  readonly ecosystem: string | undefined;
  readonly recognises: (sample: FileSample) => boolean;
}

/** A reader of lists with a heading line: one row a package of an asset, or one row an asset. */
export function csvReader({ headings, ecosystem, ...named }: CsvPreset): ReportReader {
  return {
    ...named,
    scope: 'fleet',
    read: (file, context) => readList(file, { ...context, ecosystem: context.ecosystem ?? ecosystem }, headings),
  };
}

/** One asset while its rows come in. */
interface Gathered {
  readonly name: string | undefined;
  readonly software: Software;
  readonly fields: Map<string, string>;
  readonly labels: Map<string, string>;
  lastSeen: Instant | undefined;
  kernel: string | undefined;
  pendingReboot: boolean | undefined;
  missing: number;
}

interface Reading {
  readonly file: SourceFile;
  readonly headings: readonly string[];
  readonly columns: Columns;
  readonly context: ReportContext;
  readonly problems: Problems;
  readonly assets: Map<string, Gathered>;
}

function readList(file: SourceFile, context: ReportContext, usual: HeadingWords): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const text = withoutByteOrderMark(file.text);
  const [first = ''] = text.trimStart().split(/\r\n|\r|\n/, 1);
  const { rows, openQuoteAt } = csvRows(text, separatorOf(first));
  if (openQuoteAt !== undefined) {
    const args = { format: 'CSV', reason: 'a quote opened here never closes' };
    problems.tell('observed/syntax', args, () => lineAt(file.path, openQuoteAt, '"'));
  }
  // PowerShell's Export-Csv writes the type of its objects first.
  const [header, ...records] = rows[0]?.cells[0]?.startsWith('#TYPE') === true ? rows.slice(1) : rows;
  const headings = header?.cells ?? [];
  const columns = columnsOf(headings, context.columns, usual, problems);
  const isList = columns.has('asset') || ((columns.has('package') || columns.has('purl')) && columns.has('version'));
  if (header === undefined || !isList) {
    const shown = headings.join(', ').slice(0, 300);
    problems.tell('observed/no-column', { what: 'name of the asset, or of a package', headings: shown, word: 'asset' });
    return { value: [], diagnostics: problems.list() };
  }
  const reading: Reading = { file, headings, columns, context, problems, assets: new Map() };
  for (const row of records) readRow(row, reading);
  return { value: finish(reading), diagnostics: problems.list() };
}

function readRow(row: CsvRow, reading: Reading): void {
  const { columns, problems, file } = reading;
  const cell = (column: Parameters<Columns['get']>[0]): string => (row.cells[columns.get(column) ?? -1] ?? '').trim();
  const name = columns.has('asset') ? cell('asset') : undefined;
  if (name === '') {
    const args = { entry: `Line ${row.line}`, reason: 'it has no name of an asset' };
    problems.tell('observed/wrong-entry', args, () => lineAt(file.path, row.line, ' '));
    return;
  }
  const asset = gatheredOf(name, reading);
  addRowSoftware(cell, asset.software, { label: `line ${row.line}`, line: row.line }, reading.context.ecosystem);
  readState(cell, asset);
  if (cell('kernel') !== '') asset.kernel = cell('kernel');
  if (cell('os') !== '')
    asset.labels.set('os', [cell('os'), cell('osVersion')].filter((word) => word !== '').join(' '));
  const seen = cell('lastSeen');
  const at = timeOf(seen);
  if (at !== undefined && at > (asset.lastSeen ?? Number.NEGATIVE_INFINITY)) asset.lastSeen = at;
  if (seen !== '' && at === undefined) {
    const args = {
      entry: name ?? `Line ${row.line}`,
      field: 'lastSeen',
      expected: 'a date-time such as 2026-12-01T08:00:00Z',
    };
    problems.tell('observed/wrong-value', args, () => lineAt(file.path, row.line, ' '));
  }
  readFields(row, asset, reading);
}

function gatheredOf(name: string | undefined, { assets, file, problems }: Reading): Gathered {
  const known = assets.get(name ?? '');
  if (known !== undefined) return known;
  const asset: Gathered = {
    name,
    software: softwareOf({ path: file.path, text: '' }, problems),
    fields: new Map(),
    labels: new Map(),
    lastSeen: undefined,
    kernel: undefined,
    pendingReboot: undefined,
    missing: 0,
  };
  assets.set(name ?? '', asset);
  return asset;
}

const missingStates = /^(?:not ?installed|needed|missing|failed|downloaded|required|non-?compliant)$/i;

/** A tool's verdict on updates: whether they wait for a reboot, and how many are missing. */
function readState(cell: (column: 'state' | 'missing' | 'pendingReboot') => string, asset: Gathered): void {
  const state = cell('state').replace(/[_-]/g, ' ');
  const pending = cell('pendingReboot');
  const isPending =
    /pending ?(?:re)?boot|reboot ?(?:pending|required)/i.test(state) || /^(?:true|yes|[1-9]\d*)$/i.test(pending);
  if (isPending) asset.pendingReboot = true;
  else if (/^(?:false|no|0)$/i.test(pending)) asset.pendingReboot ??= false;
  if (missingStates.test(state)) asset.missing += 1;
  const count = cell('missing');
  if (/^\d{1,6}$/.test(count)) asset.missing += Number(count);
}

/** Fields of an Inventory that other columns hold; the first row of an asset that says something holds. */
function readFields(row: CsvRow, asset: Gathered, { headings, columns }: Reading): void {
  const used = new Set(columns.values());
  for (const [index, heading] of headings.entries()) {
    const field = used.has(index) ? undefined : fieldOfWord(heading);
    const value = (row.cells[index] ?? '').trim();
    if (field === undefined || value === '' || asset.fields.has(field)) continue;
    const known = valueFor(field, value);
    if (known !== undefined) asset.fields.set(field, known);
  }
}

/** ISO 8601; a blank in place of the `T`, and no zone, are read as UTC. Other orders of day and month are ambiguous. */
function timeOf(text: string): Instant | undefined {
  const spaced = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:\d{2})?$/.exec(text);
  if (spaced === null) return parseDate(text) ?? parseInstant(text);
  const zone = spaced[3] === undefined || spaced[3] === 'UTC' ? 'Z' : spaced[3];
  return parseInstant(`${spaced[1]}T${spaced[2]}${zone}`);
}

function finish({ assets, columns, problems }: Reading): readonly ReportedAsset[] {
  const hasSoftware = columns.has('package') || columns.has('purl') || columns.has('osVersion');
  const missing = [...assets.values()].filter((asset) => asset.missing > 0);
  if (missing.length > 0) {
    const count = missing.reduce((sum, asset) => sum + asset.missing, 0);
    problems.tell('observed/missing-updates', { count, assets: missing.length });
  }
  const value = [...assets.values()].map((asset) => {
    const { components, unread } = asset.software.finish();
    const marked = asset.kernel === undefined ? { components } : withRunningKernel(components, asset.kernel);
    return reportedAsset({
      names: asset.name === undefined ? [] : [asset.name],
      lastSeen: asset.lastSeen,
      components: hasSoftware ? marked.components : undefined,
      unread,
      pendingReboot: asset.pendingReboot,
      draft: { fields: Object.fromEntries(asset.fields), labels: Object.fromEntries(asset.labels) },
    });
  });
  if (value.length === 0) problems.tell('observed/no-assets', {});
  tellNoSource(
    value.map(({ components }) => components),
    problems,
  );
  return value;
}
