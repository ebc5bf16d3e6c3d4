/**
 * A line of CSV (RFC 4180), its line break included. A field that a spreadsheet would run as a formula is preceded by
 * an apostrophe, which spreadsheets read as "this is text" (OWASP, CSV injection). Marks that turn the direction of
 * writing (Unicode TR 9), and would let a name read as another, become visible.
 */
export const csvLine = (fields: readonly (string | number)[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** A field of such a line. Numbers are ours and stay as they are: -1 remains one, and a text that looks so is a text. */
export function csvField(field: string | number): string {
  if (typeof field === 'number') return String(field);
  if (plain.test(field)) return field;
  const text = harmless.test(field) ? field : disarmed(field);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function disarmed(field: string): string {
  const visible = field.replace(turning, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return startsFormula.test(visible) ? `'${visible}` : visible;
}

/** Visible ASCII without a sign in front: there is nothing to disarm. */
const harmless = /^[!-*./0-<>?A-~][ -~]*$/;
/** The same without anything to quote, as most fields are. */
const plain = /^[!#-*./0-<>?A-~](?:[ !#-+\--~]*[!#-+\--~])?$/;

/** Spreadsheets skip blanks before they look, and some read full-width signs as the plain ones. */
const startsFormula = /^[\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const needsQuotes = /[",\r\n]|^\s|\s$/;
