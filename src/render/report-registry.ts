import type { CsvTwin, Report } from '../model/report.ts';
import { renderReportHtml } from './html/report.ts';
import { renderReportMarkdown } from './markdown/report.ts';
import type { PackPages } from './pack-pages.ts';
import type { Theme } from './theme.ts';

/** What the formats of the pack print, and what with. */
export interface ReportRendering {
  readonly report: Report;
  readonly theme: Theme;
  /** The CSV twin of every table, by the table's id. */
  readonly csv: ReadonlyMap<string, CsvTwin>;
}

/** Turns a report into files below a folder of their own. Equal input gives equal bytes. */
export type ReportRenderer = (input: ReportRendering) => PackPages;

/** Every format of the report by name, beside the CSV that goes with all. A new one is a file of its own and a line here. */
export const reportRenderers = {
  markdown: renderReportMarkdown,
  html: renderReportHtml,
} as const satisfies Readonly<Record<string, ReportRenderer>>;

export type ReportFormat = keyof typeof reportRenderers;
