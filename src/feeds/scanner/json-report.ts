import { diagnostic, type Outcome, type Position, type SourceLocation } from '../../model/diagnostic.ts';
import type { ScannerFinding, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { scanJson } from '../json-text.ts';
import { pointAt, positionAt, withoutByteOrderMark } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';

/** What reading one report yields, before it is wrapped. */
export interface ReportBody {
  readonly createdAt?: Instant | undefined;
  readonly scanned: readonly (readonly string[])[];
  readonly findings: readonly ScannerFinding[];
}

/** A JSON report parsed, with what reading it needs. */
export interface JsonReport {
  readonly value: unknown;
  readonly file: string;
  readonly problems: Problems;
  /** The places of list elements; see `elementPlaces`. */
  readonly places: (...path: readonly string[]) => Places;
}

/** Hands out the places of list elements in the order in which they stand. */
export type Places = () => SourceLocation;

/** Reads a JSON report; a text that is no JSON is `scan/syntax` and an empty report. */
export function readJsonReport(
  format: string,
  file: SourceFile,
  read: (report: JsonReport) => ReportBody,
): Outcome<ScannerReport> {
  const text = withoutByteOrderMark(file.text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const offset = scanJson(text) ?? text.length;
    const reason = offset >= text.length ? 'it ends in the middle' : 'something else is expected here';
    const at = pointAt(file.path, positionAt(text, offset));
    return {
      value: { format, scanned: [], findings: [] },
      diagnostics: [diagnostic('scan/syntax', { format: 'JSON', reason }, { at })],
    };
  }
  const problems = problemsOf(file.path, 'scan/further-problems');
  const places = (...path: readonly string[]): Places => elementPlaces(text, path, file.path);
  const body = read({ value, file: file.path, problems, places });
  return { value: { format, ...body }, diagnostics: problems.list() };
}

/**
 * The places of the elements of nested lists: `elementPlaces(text, ['Results', 'Vulnerabilities'])` goes through the
 * elements of every `Vulnerabilities` of every element of `Results`. A path that begins with `[]` starts in a list at the
 * top of the text. The text is walked once, on first use.
 */
function elementPlaces(text: string, path: readonly string[], file: string): Places {
  let positions: readonly Position[] | undefined;
  let next = 0;
  return () => {
    positions ??= elementPositions(text, path);
    const position = positions[next] ?? { line: 1, column: 1 };
    next += 1;
    return pointAt(file, position);
  };
}

function elementPositions(text: string, path: readonly string[]): readonly Position[] {
  const isList = path[0] === '[]';
  const keys = isList ? path.slice(1) : path;
  // Objects lie at every second depth, because a list stands between one and the next.
  const base = isList ? 1 : 0;
  const wanted = base + 2 * keys.length;
  const current: (string | undefined)[] = [];
  const offsets: number[] = [];
  scanJson(text, {
    onKey: (depth, key) => {
      current[depth] = key;
    },
    onValue: (depth, offset) => {
      if (depth === wanted && keys.every((key, index) => current[base + 2 * index] === key)) offsets.push(offset);
    },
  });
  return positionsOf(text, offsets);
}

/** Positions of ascending offsets, in one walk over the text. */
function positionsOf(text: string, offsets: readonly number[]): readonly Position[] {
  let line = 1;
  let lineStart = 0;
  return offsets.map((offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  });
}
