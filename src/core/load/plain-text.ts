import { type Cursor, skipSpaces } from './plain-line.ts';
import { notPlain, type Plain } from './plain-scalar.ts';

/** Does a block of text follow (`|` as written, `>` with its lines joined; `-`: without the last line break)? */
export function isTextHeader({ text, at }: Cursor): boolean {
  const sign = text.charAt(at);
  return sign === '|' || sign === '>';
}

/**
 * A block of text that stands deeper than `indent`; the cursor moves to its last line. Its lines must all begin in one
 * column, with no empty ones between them: what deeper and empty lines come to is for the thorough reader.
 */
export function blockText(cursor: Cursor, indent: number): Plain<string> {
  const { text } = cursor;
  const header = text.slice(cursor.at, cursor.end);
  if (!/^[|>]-?$/.test(header)) return notPlain;
  const lines: string[] = [];
  let column = -1;
  for (;;) {
    const start = cursor.end + 1;
    const at = skipSpaces(text, start);
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    if (start >= text.length || at === end || at - start <= indent) break;
    if (column === -1) column = at - start;
    if (at - start !== column || text.charCodeAt(end - 1) === 32) return notPlain;
    lines.push(text.slice(at, end));
    cursor.end = end;
  }
  if (lines.length === 0) return notPlain;
  return `${lines.join(header.startsWith('|') ? '\n' : ' ')}${header.endsWith('-') ? '' : '\n'}`;
}
