import { isLetter, notPlain, type Plain, type PlainValue, plainScalar } from './plain-scalar.ts';

/** A place in a text: the line being read, from its first sign that is no space. */
export interface Cursor {
  readonly text: string;
  /** Where reading has come to. */
  at: number;
  /** Spaces in front of the line; -1 behind the last one. */
  indent: number;
  /** Behind the last sign of the line. */
  end: number;
  /** Keys and values so far. */
  values: number;
}

const space = 32;
const hash = 35;
const doubleQuote = 34;
const singleQuote = 39;
const comma = 44;
const colon = 58;
const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125];
const backslash = 92;

/** Moves on to the next line that holds more than space and comments. */
export function nextLine(cursor: Cursor): void {
  const { text } = cursor;
  for (let start = cursor.end + 1; start < text.length; ) {
    const at = skipSpaces(text, start);
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    if (at < end && text.charCodeAt(at) !== hash) {
      cursor.at = at;
      cursor.indent = at - start;
      cursor.end = end;
      return;
    }
    start = end + 1;
  }
  cursor.indent = -1;
  cursor.at = text.length;
  cursor.end = text.length;
}

/** The first place from here on that is no space. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}

/** Is there nothing from here on, or only a comment? `at` stands behind a space or at the end of the line. */
export function isBlank({ text, end }: Cursor, at: number): boolean {
  return at >= end || text.charCodeAt(at) === hash;
}

/**
 * Where the colon behind a plain key stands; -1 when what stands here is no key of letters, digits, `_`, `-`, `.` and
 * `/` with a colon and a space (or the end of the line) behind it.
 */
export function keyEnd({ text, end }: Cursor, from: number): number {
  if (!isKeyStart(text.charCodeAt(from))) return -1;
  let at = from + 1;
  // YAML bounds keys to 1,024 signs.
  const limit = Math.min(end, from + 1000);
  while (at < limit && isKeySign(text.charCodeAt(at))) at += 1;
  if (at >= limit || text.charCodeAt(at) !== colon) return -1;
  return at + 1 === end || text.charCodeAt(at + 1) === space ? at : -1;
}

function isKeyStart(code: number): boolean {
  return isLetter(code) || code === 95;
}

function isKeySign(code: number): boolean {
  return isKeyStart(code) || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 47;
}

/** Is this text one that every reader takes for a key, and not one that could reach a prototype? */
export function isPlainKey(key: string): boolean {
  return key !== '__proto__' && typeof plainScalar(key) === 'string';
}

/** A line of `---` alone: the next document begins. */
export function isMarker({ text, at, indent, end }: Cursor): boolean {
  return indent === 0 && text.startsWith('---', at) && skipSpaces(text, at + 3) >= end;
}

/** Is this the `-` of a list item? */
export function isItem({ text, at, end }: Cursor): boolean {
  return text.charCodeAt(at) === 45 && (at + 1 === end || text.charCodeAt(at + 1) === 32);
}

/** The value that stands on the rest of the line. */
export function lineValue(cursor: Cursor): Plain<PlainValue> {
  if (!isFlow(cursor)) return blockScalar(cursor);
  const value = flowValue(cursor, 0);
  if (value === notPlain) return notPlain;
  const rest = skipSpaces(cursor.text, cursor.at);
  // A comment needs a space in front of it.
  return isBlank(cursor, rest) && (rest > cursor.at || rest >= cursor.end) ? value : notPlain;
}

/** Where the value on the rest of the line ends, in a text that was read; -1: it is none. */
export function valueEnd(cursor: Cursor): number {
  if (!isFlow(cursor)) return cursor.at + rawScalar(cursor).length;
  return flowValue(cursor, 0) === notPlain ? -1 : cursor.at;
}

/** Does a value begin here that shows its end by itself? */
function isFlow({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at);
  return code === openBrace || code === openBracket || code === doubleQuote || code === singleQuote;
}

/** A plain scalar up to the end of the line or a comment. */
function blockScalar(cursor: Cursor): Plain<PlainValue> {
  const raw = rawScalar(cursor);
  return raw.includes(': ') || raw.endsWith(':') ? notPlain : plainScalar(raw);
}

function rawScalar({ text, at, end }: Cursor): string {
  const line = text.slice(at, end);
  const comment = line.indexOf(' #');
  return trimmed(comment === -1 ? line : line.slice(0, comment));
}

function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === space) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** Flow collections inside one another on one line; deeper ones are for the thorough reader. */
const flowDepth = 8;

/** A value in flow style; the cursor moves behind it. All of it must stand on this line. */
function flowValue(cursor: Cursor, depth: number): Plain<PlainValue> {
  cursor.values += 1;
  switch (cursor.text.charCodeAt(cursor.at)) {
    case openBrace:
      return depth < flowDepth ? flowMapping(cursor, depth) : notPlain;
    case openBracket:
      return depth < flowDepth ? flowSequence(cursor, depth) : notPlain;
    case doubleQuote:
    case singleQuote:
      return quoted(cursor);
    default:
      return flowScalar(cursor);
  }
}

function flowMapping(cursor: Cursor, depth: number): Plain<PlainValue> {
  const mapping: Record<string, PlainValue> = {};
  if (isEmptyFlow(cursor, closeBrace)) return mapping;
  do {
    const from = skipSpaces(cursor.text, cursor.at + 1);
    const to = keyEnd(cursor, from);
    const key = cursor.text.slice(from, Math.max(from, to));
    if (to === -1 || !isPlainKey(key) || Object.hasOwn(mapping, key)) return notPlain;
    cursor.at = skipSpaces(cursor.text, to + 1);
    const value = flowValue(cursor, depth + 1);
    if (value === notPlain) return notPlain;
    mapping[key] = value;
    cursor.at = skipSpaces(cursor.text, cursor.at);
  } while (isBefore(cursor, comma));
  return isClosed(cursor, closeBrace) ? mapping : notPlain;
}

function flowSequence(cursor: Cursor, depth: number): Plain<PlainValue> {
  const items: PlainValue[] = [];
  if (isEmptyFlow(cursor, closeBracket)) return items;
  do {
    cursor.at = skipSpaces(cursor.text, cursor.at + 1);
    const item = flowValue(cursor, depth + 1);
    if (item === notPlain) return notPlain;
    items.push(item);
    cursor.at = skipSpaces(cursor.text, cursor.at);
  } while (isBefore(cursor, comma));
  return isClosed(cursor, closeBracket) ? items : notPlain;
}

function isBefore({ text, at, end }: Cursor, sign: number): boolean {
  return at < end && text.charCodeAt(at) === sign;
}

function isClosed(cursor: Cursor, sign: number): boolean {
  if (!isBefore(cursor, sign)) return false;
  cursor.at += 1;
  return true;
}

function isEmptyFlow(cursor: Cursor, close: number): boolean {
  const inside = skipSpaces(cursor.text, cursor.at + 1);
  if (inside >= cursor.end || cursor.text.charCodeAt(inside) !== close) return false;
  cursor.at = inside + 1;
  return true;
}

/** A plain scalar inside a flow collection: up to a comma or a closing bracket on this line. */
function flowScalar(cursor: Cursor): Plain<PlainValue> {
  const { text, at, end } = cursor;
  let to = at;
  for (; to < end; to += 1) {
    const code = text.charCodeAt(to);
    if (code === comma || code === closeBracket || code === closeBrace) break;
    // Each of these may end the scalar or begin something else.
    if (code === openBracket || code === openBrace || code === colon || code === hash) {
      if (code !== colon || !isInsideWord(text.charCodeAt(to + 1))) return notPlain;
    }
  }
  if (to >= end) return notPlain;
  cursor.at = to;
  return plainScalar(trimmed(text.slice(at, to)));
}

/** A colon belongs to the scalar when a letter or a digit follows, as in `Debian:12` and `22:30`. */
function isInsideWord(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57);
}

/** A quoted scalar without escapes that ends on this line. */
function quoted(cursor: Cursor): Plain<string> {
  const { text, at, end } = cursor;
  const quote = text.charCodeAt(at);
  const to = text.indexOf(quote === doubleQuote ? '"' : "'", at + 1);
  if (to === -1 || to >= end || text.charCodeAt(to + 1) === singleQuote) return notPlain;
  const content = text.slice(at + 1, to);
  if (quote === doubleQuote && content.includes(String.fromCharCode(backslash))) return notPlain;
  cursor.at = to + 1;
  return content;
}
