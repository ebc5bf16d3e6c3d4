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
      .replace(/[\\`*_{}[\]|~$]/g, (character) => `\\${character}`)
      // Signs that make a list, a heading or a rule where a line begins.
      .replace(/^( ?)([-+=])(?=[-+= ]|$)/, '$1\\$2')
      .replace(/^( ?\d+)([.)])(?= |$)/, '$1\\$2')
      // Forges look for mentions, issue numbers and emoji in the finished page, where an entity reads like the character.
      .replace(/[@#]/g, (character) => `${character}&#8203;`)
      .replace(/GH-(?=\d)/gi, (match) => `${match}&#8203;`)
      .replace(/:(?=[\w+\\-]+:)/g, ':&#8203;')
      .replace(/:\/\//g, '&#58;//')
      .replace(/www\./gi, (match) => `${match.slice(0, -1)}&#46;`)
  );
}

/** A GFM table. Cells must be Markdown already; a table without rows says so in words given by the caller. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell of literal text, in code style where nothing in it could end that or look like a comment. */
export const markdownCode = (text: string): string =>
  /[`|<\n\r]/.test(text) || text === '' ? markdownText(text) : `\`${safeText(text)}\``;
