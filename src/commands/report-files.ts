import { sha256Hex } from '../core/digest.ts';
import { buildReport } from '../core/report/build.ts';
import { reportManifest } from '../core/report/manifest.ts';
import type { Report, ReportFile, ReportTable } from '../model/report.ts';
import { renderTableCsv } from '../render/csv/report-table.ts';
import type { Theme } from '../render/html/theme.ts';
import { type ReportFormat, reportRenderers } from '../render/report-registry.ts';
import type { OpenDecision } from './open-estate.ts';

/** What of the pack is made, and by which theme. */
export interface PackOptions {
  readonly formats: readonly ReportFormat[];
  readonly theme: Theme;
}

/** Every file of the pack, the manifest last. Equal decisions and options give equal bytes. Throws `TemplateError`. */
export function reportFiles(opened: OpenDecision, { formats, theme }: PackOptions): readonly ReportFile[] {
  const report = buildReport(opened);
  const twins = tablesOf(report).map((table) => ({
    id: table.id,
    file: { path: `csv/${table.id}.csv`, text: renderTableCsv(table) },
  }));
  const csv = new Map(twins.map(({ id, file }) => [id, { path: file.path, sha256: sha256Hex(file.text) }] as const));
  const files = [
    ...formats.flatMap((format) => reportRenderers[format]({ report, theme, csv })),
    ...twins.map(({ file }) => file),
  ];
  return [...files, reportManifest(report, files)];
}

const tablesOf = ({ documents }: Report): readonly ReportTable[] =>
  documents.flatMap(({ sections }) => sections.flatMap(({ tables }) => tables));
