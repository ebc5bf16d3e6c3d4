import { type Diagnostic, diagnostic, type Position, type SourceLocation } from '../model/diagnostic.ts';
import type { SourceFile } from '../model/source.ts';
import { scanJson } from './json-text.ts';
import { pointAt, positionAt, positionsIn, withoutByteOrderMark } from './position.ts';
import { asRecord, fieldOf } from './shape.ts';
import { readYaml } from './yaml-text.ts';

/** One document of a file as plain data. `at` is computed only for those that turn out to be wrong. */
export interface RawDocument {
  readonly value: unknown;
  readonly at: () => SourceLocation;
}

/** The documents of a file and what kept others from being read. */
export interface RawDocuments {
  readonly documents: readonly RawDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes a file apart into documents: one JSON value, the elements of a JSON array (also one under `wrapper`), one JSON
 * value a line, or the documents of a YAML stream. Never throws; a broken line or document costs only itself.
 */
export function documentsOf(file: SourceFile, wrapper?: string): RawDocuments {
  const text = withoutByteOrderMark(file.text);
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return yamlDocuments(file.path, text);
  const whole = parseJson(text);
  if (whole.isWhole) return { documents: elementsOf({ path: file.path, text }, whole.value, wrapper), diagnostics: [] };
  if (first === '{' && isLines(text)) return lineDocuments(file.path, text);
  return { documents: [], diagnostics: [jsonProblem(file.path, text)] };
}

/** Where a JSON text begins in its file, and whose problem it is. */
export interface JsonPlace {
  readonly origin?: Position;
  readonly code?: 'catalog/syntax' | 'observed/syntax';
}

/** A diagnostic that points at the first thing in the text that is not JSON. */
export function jsonProblem(path: string, text: string, place: JsonPlace = {}): Diagnostic {
  const origin = place.origin ?? { line: 1, column: 1 };
  const offset = scanJson(text) ?? text.length;
  const inText = positionAt(text, offset);
  const start = {
    line: origin.line + inText.line - 1,
    column: inText.line === 1 ? origin.column + inText.column - 1 : inText.column,
  };
  const reason = offset >= text.length ? 'it ends in the middle' : 'something else is expected here';
  return diagnostic(place.code ?? 'catalog/syntax', { format: 'JSON', reason }, { at: pointAt(path, start) });
}

/** Parses a JSON text; `isWhole` is false when it is none. */
export function parseJson(text: string): { readonly isWhole: boolean; readonly value: unknown } {
  try {
    return { isWhole: true, value: JSON.parse(text) };
  } catch {
    return { isWhole: false, value: undefined };
  }
}

function elementsOf(file: SourceFile, value: unknown, wrapper: string | undefined): readonly RawDocument[] {
  const record = asRecord(value);
  const wrapped = record === undefined || wrapper === undefined ? undefined : fieldOf(record, wrapper);
  const isWrapped = Array.isArray(wrapped);
  const elements: unknown = isWrapped ? wrapped : value;
  if (!Array.isArray(elements)) return [{ value, at: () => pointAt(file.path, { line: 1, column: 1 }) }];
  let offsets: readonly number[] | undefined;
  const placeOf = positionsIn(file.text);
  return elements.map((element: unknown, index) => ({
    value: element,
    at: () => {
      offsets ??= isWrapped ? wrappedOffsets(file.text, wrapper) : offsetsAtDepth(file.text, 1);
      return pointAt(file.path, placeOf(offsets[index] ?? 0));
    },
  }));
}

function offsetsAtDepth(text: string, wanted: number): readonly number[] {
  const offsets: number[] = [];
  scanJson(text, { onValue: (depth, offset) => void (depth === wanted && offsets.push(offset)) });
  return offsets;
}

function wrappedOffsets(text: string, wrapper: string | undefined): readonly number[] {
  const offsets: number[] = [];
  let key = '';
  scanJson(text, {
    onKey: (depth, name) => {
      if (depth === 0) key = name;
    },
    onValue: (depth, offset) => void (depth === 2 && key === wrapper && offsets.push(offset)),
  });
  return offsets;
}

/** Is this one JSON value a line? The first line is a whole value, or at least two lines begin as objects do. */
function isLines(text: string): boolean {
  const [first = '', second = ''] = firstLines(text);
  return second !== '' && (second.startsWith('{"') || (second.startsWith('{') && parseJson(first).isWhole));
}

/** The first line and the beginning of the second, blank ones aside: a first document may be megabytes long. */
function firstLines(text: string): readonly [string, string] | readonly [] {
  const start = /\S/.exec(text)?.index ?? text.length;
  const end = text.indexOf('\n', start);
  if (end < 0) return [];
  return [text.slice(start, end), text.slice(end, end + 10_000).trimStart()];
}

function lineDocuments(path: string, text: string): RawDocuments {
  const documents: RawDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const start = { line: index + 1, column: 1 };
    const parsed = parseJson(line);
    if (parsed.isWhole) documents.push({ value: parsed.value, at: () => pointAt(path, start) });
    else diagnostics.push(jsonProblem(path, line, { origin: start }));
  }
  return { documents, diagnostics };
}

function yamlDocuments(path: string, text: string): RawDocuments {
  const { values, problems } = readYaml(text);
  return {
    documents: values.flatMap(({ value, start }) => yamlElements(path, value, start)),
    diagnostics: problems.map(({ reason, start }) =>
      diagnostic('catalog/syntax', { format: 'YAML', reason }, { at: pointAt(path, start) }),
    ),
  };
}

function yamlElements(path: string, value: unknown, start: Position): readonly RawDocument[] {
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  return elements.map((element) => ({ value: element, at: () => pointAt(path, start) }));
}
