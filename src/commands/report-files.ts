import { buildReport } from '../core/report/build.ts';
import type { ReportInput } from '../core/report/input.ts';
import { integrityDocument } from '../core/report/integrity.ts';
import { type PackRequest, reportManifest } from '../core/report/manifest.ts';
import { noRedaction, redactionOf } from '../core/report/redact.ts';
import type { MachineFile } from '../model/machine-file.ts';
import type { CsvTwin, FileDigest, PutFile, Report, ReportDocument, ReportFile } from '../model/report.ts';
import { renderTableCsv } from '../render/csv/report-table.ts';
import { type ReportFormat, reportRenderers } from '../render/report-registry.ts';
import type { Theme } from '../render/theme.ts';

/** What of the pack is made, and by which theme. */
export interface PackOptions {
  readonly formats: readonly ReportFormat[];
  readonly theme: Theme;
  /** As the manifest is to tell it. */
  readonly request: PackRequest;
  /** Makes the files for programs from the report and its listings; a redacted report has none. */
  readonly machine?: MachinePart;
}

/** Makes the files for programs and hands each over; answers what the index tells of them. */
export type MachinePart = (report: Report, csv: ReadonlyMap<string, CsvTwin>, put: PutFile) => readonly MachineFile[];

/**
 * Hands over every file of the pack as it is made, the manifest last; answers their digests. D14 lists the digests of
 * the others, so it is rendered behind them. Equal decisions and options give equal bytes. Throws `TemplateError`.
 */
export function reportFiles(input: ReportInput, options: PackOptions, put: PutFile): readonly FileDigest[] {
  const redaction = input.isRedacted === true ? redactionOf(input) : noRedaction;
  const report = redaction.report(buildReport(input));
  const csv = new Map<string, CsvTwin>();
  const pages = options.formats.map((format) => reportRenderers[format]({ report, theme: options.theme, csv }));
  const digests: FileDigest[] = [];
  const noted: PutFile = (file) => {
    const digest = put(file);
    digests.push(digest);
    return digest;
  };
  const putPages = (files: readonly ReportFile[]): void => {
    for (const { path, text } of files) noted({ path, pieces: [text] });
  };
  const putDocument = (document: ReportDocument): void => {
    putTwins(document, csv, noted);
    for (const format of pages) putPages(format.document(document));
  };
  for (const document of report.documents) if (document.id !== 'D14') putDocument(document);
  const machine = input.isRedacted === true ? undefined : options.machine?.(report, csv, noted);
  for (const format of pages) putPages(format.frame(machine ?? []));
  putDocument(redaction.document(integrityDocument(input, [...digests])));
  putPages([reportManifest(report, digests, options.request)]);
  return digests;
}

/** The listings of a document's tables; makes them known to the pages that name them. */
function putTwins({ sections }: ReportDocument, csv: Map<string, CsvTwin>, put: PutFile): void {
  for (const table of sections.flatMap(({ tables }) => tables)) {
    const { path, sha256 } = put({ path: `csv/${table.id}.csv`, pieces: renderTableCsv(table) });
    csv.set(table.id, { path, sha256 });
  }
}
