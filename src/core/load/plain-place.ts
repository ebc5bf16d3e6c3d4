import type { SourceRange } from '../../model/diagnostic.ts';
import type { Pointer } from '../../model/source.ts';
import { indexLines } from './lines.ts';
import { type Cursor, isBlank, isItem, isMarker, keyEnd, nextLine, skipSpaces, valueEnd } from './plain-line.ts';

/** A value of a block: from where to where it stands. `end` is -1 where only the thorough reader can tell. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** The column that its members begin in; -1: it has none that are looked for. */
  readonly indent: number;
}

type Members = ReadonlyMap<string | number, Block>;

/** Finds the place of a value in a document of a text, both counted from 0; `undefined`: ask the thorough reader. */
export type PlainPlaces = (document: number, pointer: Pointer) => SourceRange | undefined;

/**
 * Finds where values stand in a text that the plain reader has read. It looks at those lines alone that lead to a value,
 * each once, so that asking for every row of a record or every asset of an inventory costs little more than reading it.
 *
 * It tells where the thorough reader would find a value or says nothing: it does not know members of flow style, values
 * that are left out, and texts that hold blocks of text.
 */
export function plainPlaces(text: string): PlainPlaces {
  const lines = indexLines(text);
  const known = new Map<number, Members>();
  const membersOf = (block: Block): Members => {
    const members = known.get(block.start) ?? membersIn(text, block);
    known.set(block.start, members);
    return members;
  };
  let documents: readonly Block[] | undefined;
  return (document, pointer) => {
    documents ??= textHeader.test(text) ? [] : documentsIn(text);
    let block = documents[document];
    for (const step of pointer) block = block && membersOf(block).get(step);
    return block === undefined || block.end === -1 ? undefined : lines.rangeAt(block.start, block.end);
  };
}

/** The head of a block of text, or something like it: lines below it may look like anything. */
const textHeader = /[|>][-+0-9]*[ ]*(?:#.*)?$/m;

function documentsIn(text: string): readonly Block[] {
  const cursor = cursorAt(text, 0, 0, -1);
  const documents: Block[] = [];
  nextLine(cursor);
  if (isMarker(cursor)) nextLine(cursor);
  while (cursor.indent === 0) {
    const start = cursor.at;
    documents.push({ start, end: pass(cursor, (line) => line.indent >= 0 && !isMarker(line)), indent: 0 });
    if (isMarker(cursor)) nextLine(cursor);
  }
  return documents;
}

/** The members of a mapping or the items of a list, which begin in one column. */
function membersIn(text: string, { start, indent }: Block): Members {
  const members = new Map<string | number, Block>();
  if (indent === -1) return members;
  const cursor = cursorAt(text, start, indent, lineEnd(text, start));
  const isList = isItem(cursor);
  while (cursor.indent === indent && isItem(cursor) === isList && !isMarker(cursor)) {
    const to = isList ? cursor.at : keyEnd(cursor, cursor.at);
    if (to === -1) return new Map();
    const name = isList ? members.size : text.slice(cursor.at, to);
    cursor.at = skipSpaces(text, to + 1);
    members.set(name, isList ? itemAt(cursor, indent, cursor.at - to) : valueAt(cursor, indent, 'member'));
  }
  return members;
}

/** What stands behind a dash; `shift` is how far behind it. The cursor moves to the first line behind it. */
function itemAt(cursor: Cursor, indent: number, shift: number): Block {
  const isMapping = !isBlank(cursor, cursor.at) && keyEnd(cursor, cursor.at) !== -1;
  if (!isMapping) return valueAt(cursor, indent, 'item');
  const start = cursor.at;
  return { start, end: pass(cursor, (line) => line.indent > indent), indent: indent + shift };
}

/** What stands behind a key or, as no mapping, a dash. The cursor moves to the first line behind it. */
function valueAt(cursor: Cursor, indent: number, of: 'member' | 'item'): Block {
  if (!isBlank(cursor, cursor.at)) {
    const start = cursor.at;
    return { start, end: pass(cursor, (line) => line.indent > indent), indent: -1 };
  }
  nextLine(cursor);
  const { at: start, indent: inner } = cursor;
  // A list may stand right below the key that it belongs to.
  const isFlush = of === 'member' && isItemAt(cursor, indent);
  const isInside = (line: Cursor): boolean => line.indent > indent || (isFlush && isItemAt(line, indent));
  if (!isInside(cursor)) return { start, end: -1, indent: -1 };
  return { start, end: pass(cursor, isInside), indent: inner };
}

const isItemAt = (line: Cursor, indent: number): boolean => line.indent === indent && isItem(line);

/** Moves on to the first line that is not inside, from one that is; answers where the last value of those before ends. */
function pass(cursor: Cursor, isInside: (line: Cursor) => boolean): number {
  const last = { ...cursor };
  for (nextLine(cursor); isInside(cursor); nextLine(cursor)) Object.assign(last, cursor);
  return lastValueEnd(last);
}

/** Where the value ends that the line gives to its last key or dash; -1: it gives none. */
function lastValueEnd(line: Cursor): number {
  while (isItem(line)) line.at = skipSpaces(line.text, line.at + 1);
  if (isBlank(line, line.at)) return -1;
  const to = keyEnd(line, line.at);
  if (to !== -1) line.at = skipSpaces(line.text, to + 1);
  return isBlank(line, line.at) ? -1 : valueEnd(line);
}

const cursorAt = (text: string, at: number, indent: number, end: number): Cursor => ({
  text,
  at,
  indent,
  end,
  values: 0,
});

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}
