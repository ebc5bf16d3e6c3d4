import type { Report, ReportDocument, ReportFile } from '../../model/report.ts';
import { sha256Hex } from '../digest.ts';
import { formatInstant } from '../time.ts';

/** Name of the manifest in the folder of a report. */
export const manifestPath = 'manifest.json';

/** What was asked for, so that a second run can ask the same. */
export type PackRequest = Readonly<Record<string, string | number | boolean>>;

/**
 * The manifest of a rendered report: what it was made from and asked for, and of each file, by path, the size in bytes,
 * the SHA-256 and the files of the estate that its tables rest on. It does not list itself.
 */
export function reportManifest(report: Report, files: readonly ReportFile[], request: PackRequest = {}): ReportFile {
  const { commit, asOf, inputsDigest, tool, timeZone } = report.provenance;
  const manifest = {
    schema: 'patchledger.report-manifest/v1',
    commit: commit ?? null,
    asOf: formatInstant(asOf),
    inputsDigest,
    tool: { version: tool.version, tzdata: tool.tzdata },
    timeZone,
    request,
    files: [...files]
      .sort((left, right) => (left.path < right.path ? -1 : 1))
      .map(({ path, text }) => ({
        path,
        sha256: sha256Hex(text),
        bytes: new TextEncoder().encode(text).length,
        inputs: inputsOf(report, path),
      })),
  };
  return { path: manifestPath, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

/** Files named after a document, and the listings of its tables, rest on its sources; everything else on all of them. */
function inputsOf({ documents }: Report, path: string): readonly string[] {
  const id = /^(?:csv\/)?(d\d+)-/.exec(path)?.[1]?.toUpperCase();
  const meant = documents.filter((document) => document.id === id);
  return [...new Set((meant.length > 0 ? meant : documents).flatMap(sourcesOf))].sort();
}

const sourcesOf = ({ sections }: ReportDocument): readonly string[] =>
  sections.flatMap(({ tables }) =>
    tables.flatMap(({ population }) => population.sources.flatMap(({ files }) => files)),
  );
