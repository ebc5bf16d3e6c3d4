import type { Position, SourceRange } from '../../model/diagnostic.ts';

/** Turns offsets of a text into positions for people. */
export interface Lines {
  /** The 1-based line and column (UTF-16 units) of an offset counted from 0. */
  readonly positionAt: (offset: number) => Position;
  /** The stretch between two offsets, the second not included. */
  readonly rangeAt: (start: number, end: number) => SourceRange;
  /** The offset behind the last character of the line that holds the given offset, line break not included. */
  readonly endOfLine: (offset: number) => number;
}

/** Indexes the lines of a text. The index is built when the first position is asked for: most files have no problem. */
export function indexLines(text: string): Lines {
  let starts: readonly number[] | undefined;
  const positionAt = (offset: number): Position => {
    starts ??= lineStarts(text);
    const bounded = Math.max(0, Math.min(offset, text.length));
    const line = lineOf(starts, bounded);
    return { line: line + 1, column: bounded - (starts[line] ?? 0) + 1 };
  };
  return {
    positionAt,
    rangeAt: (start, end) => ({ start: positionAt(start), end: positionAt(Math.max(start, end)) }),
    endOfLine: (offset) => endOfLine(text, offset),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last line start that is not behind the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function endOfLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  const end = found === -1 ? text.length : found;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}
