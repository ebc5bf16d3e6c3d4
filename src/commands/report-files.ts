import { sha256Hex } from '../core/digest.ts';
import { buildReport } from '../core/report/build.ts';
import type { ReportInput } from '../core/report/input.ts';
import { type PackRequest, reportManifest } from '../core/report/manifest.ts';
import type { Report, ReportFile, ReportTable } from '../model/report.ts';
import { renderTableCsv } from '../render/csv/report-table.ts';
import type { Theme } from '../render/html/theme.ts';
import { type ReportFormat, reportRenderers } from '../render/report-registry.ts';

/** What of the pack is made, and by which theme. */
export interface PackOptions {
  readonly formats: readonly ReportFormat[];
  readonly theme: Theme;
  /** As the manifest is to tell it. */
  readonly request: PackRequest;
}

/** Every file of the pack, the manifest last. Equal decisions and options give equal bytes. Throws `TemplateError`. */
export function reportFiles(input: ReportInput, { formats, theme, request }: PackOptions): readonly ReportFile[] {
  const report = buildReport(input);
  const twins = tablesOf(report).map((table) => ({
    id: table.id,
    file: { path: `csv/${table.id}.csv`, text: renderTableCsv(table) },
  }));
  const csv = new Map(twins.map(({ id, file }) => [id, { path: file.path, sha256: sha256Hex(file.text) }] as const));
  const files = [
    ...formats.flatMap((format) => reportRenderers[format]({ report, theme, csv })),
    ...twins.map(({ file }) => file),
  ];
  return [...files, reportManifest(report, files, request)];
}

const tablesOf = ({ documents }: Report): readonly ReportTable[] =>
  documents.flatMap(({ sections }) => sections.flatMap(({ tables }) => tables));
