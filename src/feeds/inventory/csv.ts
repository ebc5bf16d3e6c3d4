import type { Outcome } from '../../model/diagnostic.ts';
import type { DraftAsset, FileSample, InventoryDraft, InventoryReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { lineAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf, type Tell, tellAt } from '../problems.ts';
import { type CsvRow, csvRows, separatorOf } from './csv-rows.ts';
import { fieldOfWord, isNameWord, nameFrom, valueFor } from './words.ts';

/** Reads a list of hosts: CSV with a heading for the name; known headings fill fields, all others become labels. */
export const csvInventoryReader: InventoryReader = {
  id: 'csv',
  title: 'Host list (CSV)',
  specification: 'https://www.rfc-editor.org/rfc/rfc4180',
  recognises: isHostList,
  read: readHostList,
};

function isHostList({ head, form }: FileSample): boolean {
  if (form === 'json-object' || form === 'json-array') return false;
  const [first = ''] = head.trimStart().split(/\r\n|\r|\n/, 1);
  return csvRows(first, separatorOf(first)).rows[0]?.cells.some(isNameWord) ?? false;
}

function readHostList(file: SourceFile): Outcome<InventoryDraft> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const text = withoutByteOrderMark(file.text);
  const [first = ''] = text.trimStart().split(/\r\n|\r|\n/, 1);
  const { rows, openQuoteAt } = csvRows(text, separatorOf(first));
  if (openQuoteAt !== undefined) {
    const args = { format: 'CSV', reason: 'a quote opened here never closes' };
    problems.tell('observed/syntax', args, () => lineAt(file.path, openQuoteAt, '"'));
  }
  const [header, ...records] = rows;
  const nameAt = header?.cells.findIndex(isNameWord) ?? -1;
  if (header === undefined || nameAt === -1) {
    problems.tell('observed/unrecognised', { reason: 'its first line has no heading for the name' });
    return { value: { assets: [] }, diagnostics: problems.list() };
  }
  const assets = new Map<string, DraftAsset>();
  for (const row of records) {
    const asset = readRow(row, { headings: header.cells, nameAt, file: file.path, problems });
    if (asset === undefined) continue;
    if (assets.has(asset.name)) {
      const args = { kind: 'Asset', name: asset.name, kept: 'the first row holds' };
      problems.tell('observed/duplicate', args, () => lineAt(file.path, row.line, ' '));
    } else assets.set(asset.name, asset);
  }
  return { value: { assets: [...assets.values()] }, diagnostics: problems.list() };
}

interface RowContext {
  readonly headings: readonly string[];
  readonly nameAt: number;
  readonly file: string;
  readonly problems: Problems;
}

function readRow(row: CsvRow, { headings, nameAt, file, problems }: RowContext): DraftAsset | undefined {
  const { line, cells } = row;
  const tell = tellAt(() => lineAt(file, line, ' '), problems);
  const name = readName(row, nameAt, tell);
  if (name === undefined) return undefined;
  const fields = new Map<string, string>();
  const labels = new Map<string, string>();
  for (const [index, heading] of headings.entries()) {
    const value = (cells[index] ?? '').trim();
    if (index === nameAt || value === '' || heading === '') continue;
    const field = fieldOfWord(heading);
    const known = field && valueFor(field, value);
    const isFree = field !== undefined && !fields.has(field);
    if (isFree && known !== undefined) fields.set(field, known);
    else labels.set(heading, value);
    if (isFree && known === undefined) {
      tell('observed/unknown-word', { entry: name, field, value: value.slice(0, 60), label: heading });
    }
  }
  return { name, fields: Object.fromEntries(fields), labels: Object.fromEntries(labels) };
}

function readName({ line, cells }: CsvRow, nameAt: number, tell: Tell): string | undefined {
  const given = (cells[nameAt] ?? '').trim();
  const name = nameFrom(given);
  if (name === undefined) tell('observed/wrong-entry', { entry: `Line ${line}`, reason: 'it has no name' });
  else if (name !== given) tell('observed/renamed', { given: given.slice(0, 60), name: name.slice(0, 60) });
  return name;
}
