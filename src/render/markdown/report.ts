import type { CsvTwin, Report, ReportDocument, ReportFile } from '../../model/report.ts';
import type { PackPages } from '../pack-pages.ts';
import { filling } from '../templates.ts';
import type { Theme } from '../theme.ts';
import { documentView } from './report-document.ts';
import { dossierFiles } from './report-dossiers.ts';
import { documentFile } from './report-file.ts';
import { frameworksView } from './report-frameworks.ts';
import { indexView } from './report-index.ts';
import { provenanceView } from './report-provenance.ts';

/** What the Markdown of a report is made of. */
export interface MarkdownInput {
  readonly report: Report;
  readonly theme: Pick<Theme, 'markdown'>;
  /** The CSV twin of every table, by the table's id. */
  readonly csv: ReadonlyMap<string, CsvTwin>;
}

/**
 * The report as GitHub-flavoured Markdown: an index, and a file a document. Every text is escaped before a template sees
 * it. Equal reports give equal bytes. Throws `TemplateError`.
 */
export function renderReportMarkdown({ report, theme, csv }: MarkdownInput): PackPages {
  const fill = filling(theme.markdown, 'markdown');
  const provenance = provenanceView(report);
  const file = (path: string, template: string, view: object): ReportFile => ({
    path,
    text: tidied(fill(template, { ...view, provenance })),
  });
  return {
    frame: (machine) => [
      file('README.md', 'README', indexView(report, machine)),
      ...(report.frameworks === undefined
        ? []
        : [file('frameworks.md', 'frameworks', frameworksView(report, report.frameworks))]),
      ...dossierFiles(report, file),
    ],
    document: (document: ReportDocument) => [
      file(documentFile(document), 'document', documentView(report, document, csv)),
    ],
  };
}

/** One line break at the end, and blocks one empty line apart, however templates are laid out. */
const tidied = (text: string): string => `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
