import type { SourceFile } from '../../model/source.ts';
import { documentsOf, type RawDocument, type RawDocuments } from '../documents.ts';
import { asRecord, fieldOf, recordsOf } from '../shape.ts';

/**
 * The OSV documents of a file: one, an array, one a line, a YAML stream, or an answer of the OSV API: `{"vulns": […]}`,
 * and `{"results": [{"vulns": […]}]}` of `querybatch`.
 */
export function osvDocuments(file: SourceFile): RawDocuments {
  const raw = documentsOf(file, 'vulns');
  const [only] = raw.documents;
  const answer = raw.documents.length === 1 ? asRecord(only?.value) : undefined;
  if (answer === undefined || !Array.isArray(fieldOf(answer, 'results'))) return raw;
  return { ...raw, documents: documentsOf(file, 'results').documents.flatMap(documentsOfResult) };
}

function documentsOfResult({ value, at }: RawDocument): readonly RawDocument[] {
  const result = asRecord(value);
  return result === undefined ? [] : recordsOf(result, 'vulns').map((document) => ({ value: document, at }));
}
