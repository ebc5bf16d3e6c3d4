import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';

/** The text of a file, or why its bytes are none. Anything that is not UTF-8, UTF-16 included, is refused. */
export function decodeText(path: string, bytes: Buffer): { readonly text: string } | { readonly problem: Diagnostic } {
  if (bytes.includes(0) || !isUtf8(bytes)) {
    return { problem: diagnostic('load/not-text', {}, { at: { file: path } }) };
  }
  return { text: bytes.toString('utf8') };
}
