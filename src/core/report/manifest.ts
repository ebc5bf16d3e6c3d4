import type { Report, ReportFile } from '../../model/report.ts';
import { sha256Hex } from '../digest.ts';
import { formatInstant } from '../time.ts';

/**
 * The manifest of a rendered report: what it was made from, and the size in bytes and SHA-256 of each file, by path.
 * It does not list itself.
 */
export function reportManifest({ provenance }: Report, files: readonly ReportFile[]): ReportFile {
  const { commit, asOf, inputsDigest, tool, timeZone } = provenance;
  const manifest = {
    schema: 'patchledger.report-manifest/v1',
    commit: commit ?? null,
    asOf: formatInstant(asOf),
    inputsDigest,
    tool: { version: tool.version, tzdata: tool.tzdata },
    timeZone,
    files: [...files]
      .sort((left, right) => (left.path < right.path ? -1 : 1))
      .map(({ path, text }) => ({ path, sha256: sha256Hex(text), bytes: new TextEncoder().encode(text).length })),
  };
  return { path: 'manifest.json', text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}
