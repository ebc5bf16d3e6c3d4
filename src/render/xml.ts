import { safeText } from './text-table.ts';

/**
 * A text for use in XML 1.0, in elements and in quoted attributes. What XML cannot hold at all (control characters,
 * halves of surrogate pairs, U+FFFE and U+FFFF) becomes a visible escape, line by line.
 */
export function xmlText(text: string): string {
  return text
    .split('\n')
    .map((line) => safeText(line).replace(/[<>&"']/g, (character) => entities[character] ?? character))
    .join('&#10;')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, escaped);
}

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
