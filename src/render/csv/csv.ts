/**
 * A line of CSV (RFC 4180), its line break included. A field that a spreadsheet would run as a formula is preceded by
 * an apostrophe, which spreadsheets read as "this is text" (OWASP, CSV injection). Marks that turn the direction of
 * writing (Unicode TR 9), and would let a name read as another, become visible.
 */
export const csvLine = (fields: readonly (string | number)[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** Numbers are ours and stay as they are, so that -1 remains a number; a text that looks like one is a text. */
function csvField(field: string | number): string {
  if (typeof field === 'number') return String(field);
  const plain = field.replace(turning, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const text = startsFormula.test(plain) ? `'${plain}` : plain;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Spreadsheets skip blanks before they look, and some read full-width signs as the plain ones. */
const startsFormula = /^[\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const needsQuotes = /[",\r\n]|^\s|\s$/;
