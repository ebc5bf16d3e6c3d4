import { parseInstant } from '../../core/time.ts';
import type { AdvisoryDocument, SeverityStatement } from '../../model/advisory.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader, FileSample } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, fieldOf, listOf, recordOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { documentPlaces } from './document-places.ts';
import { readAffected } from './osv-affected.ts';
import { osvDocuments } from './osv-answer.ts';
import { merge, severityList, specificSeverity, summarySeverity } from './severity.ts';

const specification = 'https://ossf.github.io/osv-schema/';

/** 1990-01-01T00:00:00Z. Earlier dates are placeholders: real Go documents carry year 1. */
const earliestMs = 631_152_000_000;

/** Reads OSV documents: one, an array, one a line, a YAML stream, or an answer of the OSV API. */
export const osvReader: CatalogReader = {
  id: 'osv',
  title: 'OSV advisories',
  specification,
  recognises: isOsv,
  read: readOsv,
};

const bodyKeys = ['affected', 'modified', 'withdrawn', 'aliases', 'schema_version'];

/** The results of a batch query hold documents or nothing; those of scanners hold packages. */
const batchAnswer = /^\s*\{\s*"results"\s*:\s*\[\s*\{\s*(?:\}|"vulns"|"next_page_token")/;

function isOsv({ form, keys, head }: FileSample): boolean {
  if (form === 'json-object' && (keys.has('vulns') || batchAnswer.test(head))) return true;
  return form !== 'text' && keys.has('id') && bodyKeys.some((key) => keys.has(key));
}

function readOsv(file: SourceFile): Outcome<CatalogFragment> {
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const raw = osvDocuments(file);
  for (const problem of raw.diagnostics) problems.add(problem);
  const documents: AdvisoryDocument[] = [];
  for (const [index, { value, at }] of raw.documents.entries()) {
    const tell = tellAt(at, problems);
    const read = raw.isBatch && isMention(value) ? mentioned : readDocument(value, file.path, tell);
    if (typeof read !== 'string') documents.push(read);
    else tell('catalog/wrong-document', { document: nameOf(value, index), reason: read, specification });
  }
  const placeOf = documentPlaces(() => osvDocuments(file).documents, idsOf);
  return { value: { documents, cves: [], placeOf }, diagnostics: problems.list() };
}

function idsOf(value: unknown): readonly string[] {
  const id = textOf(asRecord(value) ?? {}, 'id');
  return id === undefined ? [] : [id];
}

function readDocument(value: unknown, file: string, tell: Tell): AdvisoryDocument | string {
  const document = asRecord(value);
  if (document === undefined) return 'it is not an object';
  const id = textOf(document, 'id');
  if (id === undefined) return 'it has no "id"';
  if (listOf(document, 'affected').isWrong) return `"affected" of ${id} is not a list`;
  const summary = textOf(document, 'summary') ?? '';
  const affected = readAffected(document, id, tell);
  const isJudgeable = affected.some(
    ({ versions, ranges, isIncomplete }) =>
      isIncomplete || versions.length > 0 || ranges.some(({ type }) => type !== 'GIT'),
  );
  if (!isJudgeable) tell('catalog/nothing-to-judge', { document: id });
  return {
    id,
    aliases: readIds(document, 'aliases', id, tell),
    related: readIds(document, 'related', id, tell),
    upstream: readIds(document, 'upstream', id, tell),
    summary,
    published: readInstant(document, 'published', id, tell),
    modified: readInstant(document, 'modified', id, tell),
    withdrawn: readInstant(document, 'withdrawn', id, tell),
    affected,
    severity: readSeverity(document, summary, id, tell),
    file,
  };
}

const mentioned = 'it is named and not told: a batch query answers ids, and each must be fetched';

function isMention(value: unknown): boolean {
  return Object.keys(asRecord(value) ?? {}).every((key) => key === 'id' || key === 'modified');
}

function readIds(document: UnknownRecord, field: string, id: string, tell: Tell): readonly string[] {
  const list = textListOf(document, field);
  if (list.isWrong) tell('catalog/wrong-list', { document: id, field });
  return list.items;
}

function readInstant(document: UnknownRecord, field: string, id: string, tell: Tell): Instant | undefined {
  const value = fieldOf(document, field);
  if (value === undefined || value === null || value === '') {
    // The schema asks for `modified`; without it nothing says which of two versions of a document is the newer one.
    if (field === 'modified') tell('catalog/wrong-timestamp', { document: id, field, value: '' });
    return undefined;
  }
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (instant === undefined) {
    const shown = typeof value === 'string' ? value.slice(0, 60) : typeof value;
    tell('catalog/wrong-timestamp', { document: id, field, value: shown });
  }
  return instant === undefined || instant < earliestMs ? undefined : instant;
}

function readSeverity(document: UnknownRecord, summary: string, id: string, tell: Tell): readonly SeverityStatement[] {
  const { statements, unreadable } = merge([
    severityList('osv', listOf(document, 'severity').items),
    specificSeverity(recordOf(document, 'database_specific')),
  ]);
  for (const value of unreadable) tell('catalog/unreadable-severity', { document: id, value });
  return [...statements, ...summarySeverity(summary)];
}

function nameOf(value: unknown, index: number): string {
  const record = asRecord(value);
  return (record && textOf(record, 'id')) ?? `Document ${index + 1}`;
}
