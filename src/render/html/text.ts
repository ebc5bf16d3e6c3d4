import { safeText } from '../text-table.ts';

/** Text for use between tags and in quoted attributes. What hides or turns the direction of writing becomes visible. */
export function htmlText(text: string): string {
  if (harmless.test(text)) return text;
  return safeText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Visible ASCII without a character that means something in markup, as nearly every text is. */
const harmless = /^[ !#-%(-;=?-~]*$/;

/** A value in a cell: one that is longer than any name ought to be is cut, and says where the whole of it is. */
export function shortHtml(text: string): string {
  return htmlText(text.length <= longest ? text : shortText(text));
}

/** The same without escaping, for templates, which escape by themselves. */
export function shortText(text: string): string {
  if (text.length <= longest) return safeText(text);
  const characters = [...text];
  if (characters.length <= longest) return safeText(text);
  return `${safeText(characters.slice(0, longest).join(''))}… (${characters.length} characters, whole in the CSV)`;
}

/** A name for an `id` or a file: lower-case letters, digits and dashes. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);

const longest = 400;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
