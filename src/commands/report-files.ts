import { sha256Hex } from '../core/digest.ts';
import { buildReport } from '../core/report/build.ts';
import { digestsOf } from '../core/report/file-digests.ts';
import type { ReportInput } from '../core/report/input.ts';
import { integrityDocument } from '../core/report/integrity.ts';
import { type PackRequest, reportManifest } from '../core/report/manifest.ts';
import { noRedaction, redactionOf } from '../core/report/redact.ts';
import type { MachineFile } from '../model/machine-file.ts';
import type { CsvTwin, Report, ReportDocument, ReportFile } from '../model/report.ts';
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
  readonly machine?: (report: Report, csv: ReadonlyMap<string, CsvTwin>) => MachinePart;
}

/** The files of the pack for programs, and what the index tells of them. */
export interface MachinePart {
  readonly files: readonly ReportFile[];
  readonly listing: readonly MachineFile[];
}

const noMachinePart: MachinePart = { files: [], listing: [] };

/**
 * Every file of the pack, the manifest last. D14 lists the digests of the others, so it is rendered behind them. Equal
 * decisions and options give equal bytes. Throws `TemplateError`.
 */
export function reportFiles(input: ReportInput, options: PackOptions): readonly ReportFile[] {
  const redaction = input.isRedacted === true ? redactionOf(input) : noRedaction;
  const report = redaction.report(buildReport(input));
  const csv = new Map<string, CsvTwin>();
  const pages = options.formats.map((format) => reportRenderers[format]({ report, theme: options.theme, csv }));
  const filesOf = (document: ReportDocument): readonly ReportFile[] => {
    const twins = twinsOf(document, csv);
    return [...twins, ...pages.flatMap((one) => one.document(document))];
  };
  const others = report.documents.filter(({ id }) => id !== 'D14').flatMap(filesOf);
  const machine = (input.isRedacted === true ? undefined : options.machine?.(report, csv)) ?? noMachinePart;
  const files = [...pages.flatMap((one) => one.frame(machine.listing)), ...others, ...machine.files];
  const digests = digestsOf(files);
  const own = filesOf(redaction.document(integrityDocument(input, digests)));
  return [...files, ...own, reportManifest(report, [...digests, ...digestsOf(own)], options.request)];
}

/** The listings of a document's tables; makes them known to the pages that name them. */
function twinsOf({ sections }: ReportDocument, csv: Map<string, CsvTwin>): readonly ReportFile[] {
  return sections.flatMap(({ tables }) =>
    tables.map((table) => {
      const file = { path: `csv/${table.id}.csv`, text: renderTableCsv(table) };
      csv.set(table.id, { path: file.path, sha256: sha256Hex(file.text) });
      return file;
    }),
  );
}
