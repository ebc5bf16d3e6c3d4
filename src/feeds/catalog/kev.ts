import { parseDate, parseInstant } from '../../core/time.ts';
import type { KevCatalogue, KevEntry } from '../../model/advisory.ts';
import { diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { jsonProblem, parseJson } from '../documents.ts';
import { pointAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, fieldOf, listOf, textOf, type UnknownRecord } from '../shape.ts';
import { isCveId } from './cve-id.ts';

const specification = 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities_schema.json';

/** Reads CISA's catalogue of Known Exploited Vulnerabilities (JSON). */
export const kevReader: CatalogReader = {
  id: 'kev',
  title: 'CISA Known Exploited Vulnerabilities',
  specification,
  recognises: ({ form, keys }) => form === 'json-object' && keys.has('catalogVersion') && keys.has('vulnerabilities'),
  read: readKev,
};

function readKev(file: SourceFile): Outcome<CatalogFragment> {
  const empty: CatalogFragment = { documents: [], cves: [] };
  const text = withoutByteOrderMark(file.text);
  const parsed = parseJson(text);
  if (!parsed.isWhole) return { value: empty, diagnostics: [jsonProblem(file.path, text)] };
  const catalogue = asRecord(parsed.value);
  const list = catalogue && listOf(catalogue, 'vulnerabilities');
  if (catalogue === undefined || list === undefined || list.isWrong) {
    const args = { document: 'The catalogue', reason: '"vulnerabilities" is not a list', specification };
    const at = pointAt(file.path, { line: 1, column: 1 });
    return { value: empty, diagnostics: [diagnostic('catalog/wrong-document', args, { at })] };
  }
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const entries = readEntries(list.items, problems, entryFinder(file.path, text));
  checkCount(catalogue, list.items.length, problems);
  const kev: KevCatalogue = {
    version: textOf(catalogue, 'catalogVersion') ?? '',
    releasedAt: parseInstant(textOf(catalogue, 'dateReleased') ?? ''),
    entries,
    file: file.path,
  };
  return { value: { ...empty, kev }, diagnostics: problems.list() };
}

/** Finds the place of an entry, counted from 0, by its field `cveID`, which every entry has unless it is wrong. */
type EntryFinder = (index: number) => SourceLocation;

function entryFinder(path: string, text: string): EntryFinder {
  return (index) => {
    let found = -1;
    for (const [turn, { index: at }] of [...text.matchAll(/"cveID"\s*:/g)].entries()) {
      if (turn === index) found = at;
    }
    const before = text.slice(0, Math.max(0, found)).split('\n');
    const point = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return found < 0 ? { file: path } : pointAt(path, point);
  };
}

function readEntries(
  items: readonly unknown[],
  problems: Problems,
  entryAt: EntryFinder,
): ReadonlyMap<string, KevEntry> {
  const entries = new Map<string, KevEntry>();
  for (const [index, item] of items.entries()) {
    const place = (): SourceLocation => entryAt(index);
    const record = asRecord(item);
    const cve = record && textOf(record, 'cveID')?.trim().toUpperCase();
    if (record === undefined || cve === undefined || !isCveId(cve)) {
      const args = { entry: `Entry ${index + 1}`, reason: 'it has no CVE id' };
      problems.tell('catalog/wrong-entry', args, place);
      continue;
    }
    const entry = readEntry(record, cve, tellAt(place, problems));
    const earlier = entries.get(cve);
    entries.set(cve, earlier === undefined ? entry : stricter(earlier, entry));
  }
  return entries;
}

function readEntry(record: UnknownRecord, cve: string, tell: Tell): KevEntry {
  const date = (field: string): string | undefined => {
    const text = textOf(record, field);
    if (text !== undefined && parseDate(text) !== undefined) return text;
    const args = { entry: cve, field, value: (text ?? '').slice(0, 60), expected: 'a date yyyy-mm-dd' };
    tell('catalog/wrong-value', args);
    return undefined;
  };
  const addedOn = date('dateAdded');
  return {
    cve,
    addedAt: addedOn === undefined ? undefined : parseDate(addedOn),
    dueDate: date('dueDate'),
    ransomware: textOf(record, 'knownRansomwareCampaignUse')?.toLowerCase() === 'known' ? 'known' : 'unknown',
  };
}

/** Of two entries for one CVE the earlier dates and the worse knowledge hold, whatever their order. */
function stricter(one: KevEntry, other: KevEntry): KevEntry {
  return {
    cve: one.cve,
    addedAt: earliest(one.addedAt, other.addedAt),
    dueDate: earliest(one.dueDate, other.dueDate),
    ransomware: one.ransomware === 'known' ? 'known' : other.ransomware,
  };
}

function earliest<T extends string | number>(one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** The catalogue is closed-world: an entry lost on the way would read as "not exploited". Wrong ones are told by themselves. */
function checkCount(catalogue: UnknownRecord, found: number, problems: Problems): void {
  const stated = fieldOf(catalogue, 'count');
  if (typeof stated !== 'number' || stated === found) return;
  problems.tell('catalog/count-differs', { stated, found });
}
