import { safeText } from '../text-table.ts';

/**
 * Makes a text harmless inside Markdown (GFM): no markup, no table border, no HTML or comment, no mention and no
 * reference to an issue can be forged by a name from the estate. One line in, one line out.
 */
export function markdownText(text: string): string {
  return (
    safeText(text.replace(/\s+/g, ' '))
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // Forges look for mentions and issue numbers in the finished page, where an entity reads like the character itself.
      .replace(/[@#]/g, (character) => `${character}&#8203;`)
      .replace(/[\\`*_{}[\]|~$]/g, (character) => `\\${character}`)
      .replace(/:\/\//g, '&#58;//')
      .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}&#46;`)
  );
}

/** A GFM table. Cells must be Markdown already; a table without rows says so in words given by the caller. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell of literal text, in code style where it holds no backtick. */
export const markdownCode = (text: string): string =>
  /[`|\n\r]/.test(text) || text === '' ? markdownText(text) : `\`${safeText(text)}\``;
