import type { Report, ReportFile } from '../model/report.ts';
import { renderReportMarkdown } from './markdown/report.ts';

/** Turns a report into files below a folder of their own. Equal reports give equal bytes. */
export type ReportRenderer = (report: Report) => readonly ReportFile[];

/** Every format of the report by name. A new one is a file of its own and a line here. */
export const reportRenderers = {
  markdown: renderReportMarkdown,
} as const satisfies Readonly<Record<string, ReportRenderer>>;
