import { diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { JobReport } from '../../model/record-report.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { offsetsOf, pointerKey } from '../json-place.ts';
import { scanJson } from '../json-text.ts';
import { pointAt, positionAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';

/** A JSON report parsed, with what reading it needs. */
export interface JobJson {
  readonly value: unknown;
  readonly problems: Problems;
  /** Where the values under some pointers begin, found in one walk over the text. */
  readonly placesOf: (pointers: readonly Pointer[]) => (pointer: Pointer) => SourceLocation;
}

/** Reads a JSON report; a text that is no JSON is `record/syntax` and an empty report. */
export function readJobJson(
  format: string,
  file: SourceFile,
  read: (json: JobJson) => Omit<JobReport, 'format'>,
): Outcome<JobReport> {
  const text = withoutByteOrderMark(file.text);
  const problems = problemsOf(file.path, 'record/further-problems');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { value: { format, rows: [] }, diagnostics: [syntaxProblem(file, text)] };
  }
  const placesOf: JobJson['placesOf'] = (pointers) => {
    const offsets = offsetsOf(text, pointers);
    return (pointer) => pointAt(file.path, positionAt(text, offsets.get(pointerKey(pointer)) ?? 0));
  };
  const report = read({ value, problems, placesOf });
  return { value: { format, ...report }, diagnostics: problems.list() };
}

function syntaxProblem(file: SourceFile, text: string) {
  const offset = scanJson(text) ?? text.length;
  const reason = offset >= text.length ? 'it ends in the middle' : 'something else is expected here';
  const at = pointAt(file.path, positionAt(text, offset));
  return diagnostic('record/syntax', { format: 'JSON', reason }, { at });
}
