import { isUnseen } from '../model/unseen.ts';

/**
 * How many columns a terminal gives a text: one a character, two for East Asian wide ones, none for combining marks.
 * Good enough to align names; not a full Unicode width table.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x300 && code <= 0x36f) continue;
    width += isWide(code) ? 2 : 1;
  }
  return width;
}

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0x1f300 && code <= 0x1faff);

/** Fills a text with blanks to a width; longer texts stay whole. */
const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Cuts a text to a width and says so with an ellipsis. */
function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (used + next > width - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…`;
}

/** Lines a table up, two blanks between columns; the last column is as long as it is. `limits` cuts single columns. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  limits: readonly (number | undefined)[] = [],
): string[] {
  const cut = rows.map((row) => row.map((cell, index) => truncate(cell, limits[index] ?? Number.POSITIVE_INFINITY)));
  const widths: number[] = [];
  for (const row of cut) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
  }
  return cut.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : padEnd(cell, widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Makes a text from the estate safe for a terminal: what moves the cursor, turns the direction of writing or hides
 * becomes a visible escape. Names come from strangers.
 */
export function safeText(text: string): string {
  // Nearly every text of an estate is of this kind, and a large report shows millions.
  if (plain.test(text)) return text;
  let safe = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    safe += isUnseen(code) ? `\\u${code.toString(16).padStart(4, '0')}` : character;
  }
  return safe;
}

const plain = /^[ -~]*$/;

/** Breaks a text between words into lines of at most a width; a word that is longer stands alone. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
