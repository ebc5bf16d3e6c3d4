import type { SourceFile } from '../../model/source.ts';
import { documentsOf, type RawDocument, type RawDocuments } from '../documents.ts';
import { asRecord, fieldOf, recordsOf } from '../shape.ts';

/** The OSV documents of a file. `isBatch`: they come from `querybatch`, which names documents and does not tell them. */
export interface OsvDocuments extends RawDocuments {
  readonly isBatch: boolean;
}

/**
 * The OSV documents of a file: one, an array, one a line, a YAML stream, or an answer of the OSV API: `{"vulns": […]}`,
 * and `{"results": [{"vulns": […]}]}` of `querybatch`.
 */
export function osvDocuments(file: SourceFile): OsvDocuments {
  const raw = documentsOf(file, 'vulns');
  const [only] = raw.documents;
  const answer = raw.documents.length === 1 ? asRecord(only?.value) : undefined;
  if (answer === undefined || !Array.isArray(fieldOf(answer, 'results'))) return { ...raw, isBatch: false };
  const documents = documentsOf(file, 'results').documents.flatMap(documentsOfResult);
  return { ...raw, documents, isBatch: true };
}

function documentsOfResult({ value, at }: RawDocument): readonly RawDocument[] {
  const result = asRecord(value);
  return result === undefined ? [] : recordsOf(result, 'vulns').map((document) => ({ value: document, at }));
}
