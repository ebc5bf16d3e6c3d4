import type { SourceFile } from '../../model/source.ts';
import { jsonProblem, parseJson } from '../documents.ts';
import { withoutByteOrderMark } from '../position.ts';
import type { Problems } from '../problems.ts';
import { asRecord, type UnknownRecord } from '../shape.ts';

/** The one JSON value of a report; `undefined`, and `observed/syntax`, when the text is none. */
export function readJsonValue(file: SourceFile, problems: Problems): unknown {
  const text = withoutByteOrderMark(file.text);
  const { isWhole, value } = parseJson(text);
  if (!isWhole) problems.add(jsonProblem(file.path, text, { code: 'observed/syntax' }));
  return value;
}

/** The one JSON object of a report; `undefined`, and a diagnostic, when the text is none. */
export function readJsonObject(file: SourceFile, problems: Problems): UnknownRecord | undefined {
  const value = readJsonValue(file, problems);
  const record = asRecord(value);
  if (record === undefined && value !== undefined) {
    problems.tell('observed/unrecognised', { reason: 'it is JSON, but not an object' });
  }
  return record;
}
