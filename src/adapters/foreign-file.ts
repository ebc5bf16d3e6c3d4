import { readFileSync, statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import { decodeText } from './decode.ts';
import { reasonOf } from './file-errors.ts';

/** A text file of somebody else's, and when it was last written. */
export interface ForeignFile {
  readonly file: SourceFile;
  readonly modifiedAt: Instant;
}

/** Reads a text file that the user names on the command line and that is no part of an estate; or why it cannot be read. */
export function readForeignFile(
  path: string,
  limitBytes: number = limits.decisionFileBytes,
): ForeignFile | { readonly problem: Diagnostic } {
  const at = { file: path };
  try {
    const status = statSync(path);
    if (!status.isFile())
      return { problem: diagnostic('load/unreadable', { path, reason: 'it is not a file' }, { at }) };
    if (status.size > limitBytes) {
      const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
      const args = { size: mebibytes(status.size), limit: mebibytes(limitBytes) };
      return { problem: diagnostic('load/too-large', args, { at }) };
    }
    const modifiedAt = (Math.floor(status.mtimeMs / 1000) * 1000) as Instant;
    const decoded = decodeForeign(path, readFileSync(path));
    return 'problem' in decoded ? decoded : { file: { path, text: decoded.text }, modifiedAt };
  } catch (error) {
    return { problem: diagnostic('load/unreadable', { path, reason: reasonOf(error) }, { at }) };
  }
}

/** Windows PowerShell redirects text as UTF-16 with a byte order mark; that much is certain, everything else is not. */
function decodeForeign(path: string, bytes: Buffer): ReturnType<typeof decodeText> {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? { text: new TextDecoder('utf-16le').decode(bytes) } : decodeText(path, bytes);
}
