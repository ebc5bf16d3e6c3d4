import type { Dossier, FileDigest, Report, ReportCell, ReportDocument, ReportFile } from '../../model/report.ts';
import { formatInstant } from '../time.ts';

/** Name of the manifest in the folder of a report. */
export const manifestPath = 'manifest.json';

/** What was asked for, so that a second run can ask the same. */
export type PackRequest = Readonly<Record<string, string | number | boolean>>;

/**
 * The manifest of a rendered report: what it was made from and asked for, and of each file, by path, the size in bytes,
 * the SHA-256 and the files of the estate that its tables rest on. It does not list itself.
 */
export function reportManifest(report: Report, files: readonly FileDigest[], request: PackRequest = {}): ReportFile {
  const { commit, asOf, inputsDigest, tool, timeZone } = report.provenance;
  const inputsOf = inputsIn(report);
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
      .map(({ path, sha256, bytes }) => ({ path, sha256, bytes, inputs: inputsOf(path) })),
  };
  return { path: manifestPath, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

/**
 * Files named after a document, and the listings of its tables, rest on its sources, a dossier on the records that it
 * names, everything else on all of them.
 */
function inputsIn({ documents, dossiers = [] }: Report): (path: string) => readonly string[] {
  const ofDocument = new Map(
    documents.map((document) => [document.id as string, distinct(sourcesOf(document))] as const),
  );
  const ofDossier = new Map(dossiers.map((dossier) => [dossier.slug, distinct(placesIn(dossier))] as const));
  const all = distinct([...ofDocument.values()].flat());
  return (path) => {
    const id = /^(?:csv\/)?(d\d+)-/.exec(path)?.[1]?.toUpperCase() ?? '';
    const slug = /^dossiers\/([^.]+)\./.exec(path)?.[1] ?? '';
    return ofDocument.get(id) ?? ofDossier.get(slug) ?? all;
  };
}

const distinct = (files: readonly string[]): readonly string[] => [...new Set(files)].sort();

const sourcesOf = ({ sections }: ReportDocument): readonly string[] =>
  sections.flatMap(({ tables }) =>
    tables.flatMap(({ population }) => population.sources.flatMap(({ files }) => files)),
  );

const placesIn = ({ steps }: Dossier): readonly string[] =>
  steps.flatMap(({ cells }) => cells.flatMap(({ cell }) => filesIn(cell)));

const filesIn = (cell: ReportCell): readonly string[] => (cell.kind === 'place' ? [cell.file] : []);
