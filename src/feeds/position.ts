import type { Position, SourceLocation } from '../model/diagnostic.ts';

/** The text without a byte order mark. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Line and column, both 1-based, of a UTF-16 offset. CRLF, LF and CR end a line. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  let line = 1;
  let start = 0;
  for (const match of before.matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    start = match.index + match[0].length;
  }
  return { line, column: before.length - start + 1 };
}

/** As `positionAt`, for many offsets of one text: its lines are counted once, when the first is asked for. */
export function positionsIn(text: string): (offset: number) => Position {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** A location that points at one character. */
export function pointAt(file: string, start: Position): SourceLocation {
  return { file, range: { start, end: { line: start.line, column: start.column + 1 } } };
}

/** A location that covers the first line of something. */
export function lineAt(file: string, line: number, text: string): SourceLocation {
  return { file, range: { start: { line, column: 1 }, end: { line, column: text.length + 1 } } };
}
