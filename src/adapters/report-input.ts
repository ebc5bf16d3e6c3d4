import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import { decodeText } from './decode.ts';
import { isFileError, reasonOf } from './file-errors.ts';

/** A report as it was handed over, with the digest of its bytes. */
export interface ReportInput {
  readonly file: SourceFile;
  readonly sha256: string;
  /** Where it stands in the estate, if it does. */
  readonly stored: string | undefined;
}

/** Something that backs a statement, by its digest. */
export interface EvidenceFile {
  readonly name: string;
  readonly sha256: string;
  /** Where it stands in the estate; `undefined`: it is not held there. */
  readonly stored: string | undefined;
}

/** Reads a report from a file, or from standard input for `-`; or says why it cannot be read. */
export function readReport(root: string, path: string): ReportInput | { readonly problem: Diagnostic } {
  const name = path === '-' ? 'standard input' : path;
  const read = readBytes(path, name);
  if ('problem' in read) return read;
  const decoded = decodeText(name, read.bytes);
  if ('problem' in decoded) return decoded;
  const stored = path === '-' ? undefined : insideOf(root, path);
  return { file: { path: name, text: decoded.text }, sha256: sha256Of(read.bytes), stored };
}

/** Hashes a file that backs a statement; or says why it cannot be read. */
export function readEvidence(root: string, path: string): EvidenceFile | { readonly problem: Diagnostic } {
  const read = readBytes(path, path);
  if ('problem' in read) return read;
  return { name: basename(path), sha256: sha256Of(read.bytes), stored: insideOf(root, path) };
}

function readBytes(path: string, name: string): { readonly bytes: Buffer } | { readonly problem: Diagnostic } {
  const at = { file: name };
  const unreadable = (reason: string) => ({ problem: diagnostic('load/unreadable', { path: name, reason }, { at }) });
  try {
    if (path === '-') return { bytes: readFileSync(0) };
    const status = statSync(path);
    if (!status.isFile()) return unreadable('it is not a file');
    if (status.size > limits.dataFileBytes) {
      const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
      const args = { size: mebibytes(status.size), limit: mebibytes(limits.dataFileBytes) };
      return { problem: diagnostic('load/too-large', args, { at }) };
    }
    return { bytes: readFileSync(path) };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return unreadable(reasonOf(error));
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The path below the estate with `/`, links resolved; what stands in a dot-folder is no part of it. */
function insideOf(root: string, path: string): string | undefined {
  const below = relative(realpathSync(root), realpathSync(resolve(path)));
  if (below === '' || below.startsWith('..') || resolve(below) === below) return undefined;
  const parts = below.split(sep);
  return parts.some((part) => part.startsWith('.')) ? undefined : parts.join('/');
}
