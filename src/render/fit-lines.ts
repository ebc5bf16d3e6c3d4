import { displayWidth } from './text-table.ts';

const style = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const isCodeFrame = /^\s*\d*\s*\|/;

/**
 * Breaks lines that a terminal would break in the middle of words: between words, and the rest is indented below the
 * line. Styles take no room; lines of source, as code frames show them, stay as they are. Off a terminal there is no end
 * of a line, and every line stays whole.
 */
export function fitLines(text: string, columns: number): string {
  if (columns === Number.POSITIVE_INFINITY) return text;
  return text
    .split('\n')
    .flatMap((line) =>
      shownWidth(line) <= columns || isCodeFrame.test(plainText(line)) ? [line] : broken(line, columns),
    )
    .join('\n');
}

const plainText = (line: string): string => line.replaceAll(style, '');
const shownWidth = (line: string): number => displayWidth(plainText(line));

function broken(line: string, columns: number): string[] {
  const indent = /^ */.exec(plainText(line))?.[0].length ?? 0;
  const hanging = ' '.repeat(Math.min(indent + 2, Math.floor(columns / 2)));
  const lines: string[] = [];
  let rest = line;
  while (shownWidth(rest) > columns) {
    const cut = breakPoint(rest, columns);
    if (cut === undefined) break;
    lines.push(rest.slice(0, cut));
    rest = hanging + rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}

/** Where the last blanks in reach begin, behind the indent; a word that is longer than the line goes to its end. */
function breakPoint(line: string, columns: number): number | undefined {
  let width = 0;
  let last: number | undefined;
  for (const { 0: part, index } of line.matchAll(/ +|[^ ]+/g)) {
    const isBlank = part.startsWith(' ');
    if (isBlank && width > 0 && plainText(line.slice(0, index)).trim() !== '') {
      if (width > columns && last !== undefined) return last;
      last = index;
    }
    width += shownWidth(part);
  }
  return width > columns && last !== undefined && shownWidth(line.slice(0, last)) > 0 ? last : undefined;
}
