import { safeText } from '../text-table.ts';

/** Octets a line may have, its end not counted (RFC 5545 §3.1). */
const lineOctets = 75;

/**
 * One content line of iCalendar, folded and ended (RFC 5545 §3.1). It is never folded inside a character, so that every
 * piece is UTF-8 by itself.
 */
export function contentLine(name: string, value: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const size = utf8Octets(character);
    if (octets + size > lineOctets) {
      pieces.push(piece);
      // The blank in front of what goes on counts as well.
      [piece, octets] = [' ', 1];
    }
    piece += character;
    octets += size;
  }
  return `${[...pieces, piece].join('\r\n')}\r\n`;
}

/**
 * A text as an iCalendar value (RFC 5545 §3.3.11). Lines stay lines; every other control character, and what turns the
 * direction of writing, becomes a visible escape, so that no name can forge a line or hide one.
 */
export function textValue(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split(/\r\n|\r|\n/)
    .map((line) => safeText(line).replace(/[\\;,]/g, (character) => `\\${character}`))
    .join('\\n');
}

/** Octets of a character in UTF-8. */
function utf8Octets(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
