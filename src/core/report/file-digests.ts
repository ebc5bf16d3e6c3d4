import type { FileDigest, ReportFile } from '../../model/report.ts';
import { sha256Hex } from '../digest.ts';

/** Size and SHA-256 of files, in their order. */
export function digestsOf(files: readonly ReportFile[]): readonly FileDigest[] {
  const encoder = new TextEncoder();
  return files.map(({ path, text }) => ({ path, sha256: sha256Hex(text), bytes: encoder.encode(text).length }));
}
