import { readFileSync, statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import { decodeText } from './decode.ts';
import { reasonOf } from './file-errors.ts';

/** Reads a text file that the user names on the command line and that is no part of an estate; or why it cannot be read. */
export function readForeignFile(path: string): { readonly file: SourceFile } | { readonly problem: Diagnostic } {
  const at = { file: path };
  try {
    const status = statSync(path);
    if (!status.isFile())
      return { problem: diagnostic('load/unreadable', { path, reason: 'it is not a file' }, { at }) };
    if (status.size > limits.decisionFileBytes) {
      const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
      const args = { size: mebibytes(status.size), limit: mebibytes(limits.decisionFileBytes) };
      return { problem: diagnostic('load/too-large', args, { at }) };
    }
    const decoded = decodeText(path, readFileSync(path));
    return 'problem' in decoded ? decoded : { file: { path, text: decoded.text } };
  } catch (error) {
    return { problem: diagnostic('load/unreadable', { path, reason: reasonOf(error) }, { at }) };
  }
}
