import { isUtf8 } from 'node:buffer';
import type { Position } from '../model/diagnostic.ts';

/** The text of bytes from strangers, or why and where they are none. */
export type DecodedPayload = { readonly text: string } | { readonly reason: string; readonly at: Position };

/** Decodes UTF-8. Everything else is refused, UTF-16 included: guessing turns names into others. */
export function decodePayload(bytes: Buffer): DecodedPayload {
  if (isUtf8(bytes) && !bytes.includes(0)) return { text: bytes.toString('utf8') };
  const start = { line: 1, column: 1 };
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return { reason: 'it is UTF-16', at: start };
  const text = bytes.toString('utf8');
  const nul = text.indexOf('\u0000');
  const wrong = firstReplaced(text, bytes);
  if (nul >= 0 && (wrong === undefined || nul < wrong.index)) return { reason: 'it holds NUL', at: placeOf(text, nul) };
  if (wrong === undefined) return { reason: 'it is binary', at: start };
  const byte = (bytes[wrong.offset] ?? 0).toString(16).padStart(2, '0');
  return { reason: `the byte 0x${byte} begins no character, as if it were Latin-1`, at: placeOf(text, wrong.index) };
}

/** The first replacement character that decoding put there; one that the text itself holds is none. */
function firstReplaced(text: string, bytes: Buffer): { readonly index: number; readonly offset: number } | undefined {
  let offset = 0;
  let from = 0;
  for (let index = text.indexOf('\ufffd'); index >= 0; index = text.indexOf('\ufffd', index + 1)) {
    offset += Buffer.byteLength(text.slice(from, index));
    if (bytes.subarray(offset, offset + 3).toString('hex') !== 'efbfbd') return { index, offset };
    offset += 3;
    from = index + 1;
  }
  return undefined;
}

function placeOf(text: string, index: number): Position {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
}
