import { limits } from '../../model/limits.ts';
import {
  type Cursor,
  isBlank,
  isItem,
  isMarker,
  isPlainKey,
  keyEnd,
  lineValue,
  nextLine,
  skipSpaces,
} from './plain-line.ts';
import { notPlain, type Plain, type PlainValue } from './plain-scalar.ts';
import { blockText, isTextHeader } from './plain-text.ts';

/** Lists and mappings inside one another; deeper ones are for the thorough reader, which knows the limit. */
const depthLimit = 40;

/** Control signs, and signs that are space or end a line for some readers only. */
const unusual =
  /[^\n\x20-\x7e\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\ufffc]/;

/** Tokens of `yaml` that a key or a value, and a line of any kind, stand for at most. */
const tokensAtMost = 6;

/**
 * Reads the YAML that most files are written in, some fifty times faster than a full reader: mappings and lists by
 * indentation, flow style on one line, plain and quoted text on one line, even blocks of text, comments, and `---` between
 * documents.
 *
 * `undefined` for everything else, which includes everything that is wrong or that readers could take for different
 * things: this reader reports nothing and knows no positions, so the thorough one must look at such a text anyway.
 * What it does read, it reads as the thorough one does, and the thorough one finds no problem there.
 */
export function readPlainYaml(text: string): readonly PlainValue[] | undefined {
  if (unusual.test(text)) return undefined;
  const cursor: Cursor = { text, at: 0, indent: 0, end: -1, values: 0 };
  const documents: PlainValue[] = [];
  nextLine(cursor);
  if (isMarker(cursor)) nextLine(cursor);
  while (cursor.indent === 0) {
    const document = readMapping(cursor, 0, 0);
    if (document === notPlain) return undefined;
    documents.push(document);
    if (!isMarker(cursor)) break;
    nextLine(cursor);
    // Nothing behind a marker is an empty document, which counts.
    if (isOver(cursor)) return undefined;
  }
  const isWhole = isOver(cursor) && documents.length > 0 && documents.length <= limits.documents;
  return isWhole && tokensIn(cursor) <= limits.tokens ? documents : undefined;
}

/** At least as many as there are; lines are only counted where the text is long enough to matter. */
function tokensIn({ text, values }: Cursor): number {
  if (text.length * 2 <= limits.tokens) return 0;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return (lines + values) * tokensAtMost;
}

function isOver({ indent }: Cursor): boolean {
  return indent === -1;
}

/** The mapping whose first key stands at the cursor; the cursor moves to the first line behind it. */
function readMapping(cursor: Cursor, indent: number, depth: number): Plain<PlainValue> {
  if (depth > depthLimit) return notPlain;
  const mapping: Record<string, PlainValue> = {};
  do {
    const { text, at } = cursor;
    const to = keyEnd(cursor, at);
    const key = text.slice(at, Math.max(at, to));
    if (to === -1 || !isPlainKey(key) || Object.hasOwn(mapping, key)) return notPlain;
    cursor.values += 2;
    cursor.at = skipSpaces(text, to + 1);
    const value = isBlank(cursor, cursor.at) ? readNested(cursor, indent, depth, 'member') : readLine(cursor, indent);
    if (value === notPlain) return notPlain;
    mapping[key] = value;
  } while (cursor.indent === indent && !isMarker(cursor));
  return mapping;
}

/** The list whose first item stands at the cursor; the cursor moves to the first line behind it. */
function readSequence(cursor: Cursor, indent: number, depth: number): Plain<PlainValue> {
  if (depth > depthLimit) return notPlain;
  const items: PlainValue[] = [];
  do {
    const from = skipSpaces(cursor.text, cursor.at + 1);
    const inner = indent + from - cursor.at;
    cursor.values += 1;
    cursor.at = from;
    const item = readItem(cursor, { indent, inner, depth });
    if (item === notPlain || cursor.indent > indent) return notPlain;
    items.push(item);
  } while (cursor.indent === indent && isItem(cursor));
  return items;
}

interface ItemPlace {
  readonly indent: number;
  /** Column of what stands behind the dash. */
  readonly inner: number;
  readonly depth: number;
}

function readItem(cursor: Cursor, { indent, inner, depth }: ItemPlace): Plain<PlainValue> {
  if (isBlank(cursor, cursor.at)) return readNested(cursor, indent, depth, 'item');
  if (keyEnd(cursor, cursor.at) === -1) return readLine(cursor, indent);
  cursor.indent = inner;
  return readMapping(cursor, inner, depth + 1);
}

/** What stands below a key or a dash; nothing at all is `null`. A list may stand right below the key it belongs to. */
function readNested(cursor: Cursor, indent: number, depth: number, below: 'member' | 'item'): Plain<PlainValue> {
  nextLine(cursor);
  if (cursor.indent === indent && below === 'member' && isItem(cursor)) return readSequence(cursor, indent, depth + 1);
  if (cursor.indent <= indent) return null;
  const value = isItem(cursor)
    ? readSequence(cursor, cursor.indent, depth + 1)
    : readMapping(cursor, cursor.indent, depth + 1);
  return cursor.indent > indent ? notPlain : value;
}

/** The value on the rest of this line, or the text below it; nothing else may go on below. */
function readLine(cursor: Cursor, indent: number): Plain<PlainValue> {
  const value = isTextHeader(cursor) ? blockText(cursor, indent) : lineValue(cursor);
  nextLine(cursor);
  return cursor.indent > indent ? notPlain : value;
}
