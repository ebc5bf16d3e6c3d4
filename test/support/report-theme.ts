import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { MachineFile } from '../../src/model/machine-file.ts';
import type { CsvTwin, Report, ReportFile, ReportTable } from '../../src/model/report.ts';
import type { SourceFile } from '../../src/model/source.ts';
import { renderTableCsv } from '../../src/render/csv/report-table.ts';
import { type ReportFormat, reportRenderers } from '../../src/render/report-registry.ts';
import type { Theme } from '../../src/render/theme.ts';
import { repositoryFiles } from './source-files.ts';

/** The base64 of a text's SHA-256, as a browser computes it. */
export const digestBase64 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The theme that ships, with other texts in the places of some of its files. */
function shippedTheme(own: Readonly<Record<string, string>> = {}): Theme {
  const html = filesOf('html', own);
  const [style, script] = [html.get('style.css')?.text ?? '', html.get('script.js')?.text ?? ''];
  return {
    html: templatesIn(html),
    markdown: templatesIn(filesOf('markdown', own)),
    style,
    styleDigest: digestBase64(style),
    script,
    scriptDigest: digestBase64(script),
  };
}

/** Own files of HTML go by their name, those of Markdown by `markdown/` and their name. */
function filesOf(format: 'html' | 'markdown', own: Readonly<Record<string, string>>): ReadonlyMap<string, SourceFile> {
  const files = new Map(
    repositoryFiles([`templates/report/${format}`], /./).map((file) => [basename(file.path), file] as const),
  );
  for (const [name, text] of Object.entries(own)) {
    const isMarkdown = name.startsWith('markdown/');
    if (isMarkdown === (format === 'markdown'))
      files.set(basename(name), { path: `templates/report/${format}/${basename(name)}`, text });
  }
  return files;
}

const templatesIn = (files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, SourceFile> =>
  new Map([...files].flatMap(([name, file]) => (name.endsWith('.hbs') ? [[name.slice(0, -4), file] as const] : [])));

/** Every file of a format, as the pack has them. */
export function wholeReport(
  format: ReportFormat,
  report: Report,
  own: Readonly<Record<string, string>> = {},
  machine: readonly MachineFile[] = [],
): readonly ReportFile[] {
  const pages = reportRenderers[format]({ report, theme: shippedTheme(own), csv: csvTwins(report) });
  return [...pages.frame(machine), ...report.documents.flatMap((document) => pages.document(document))];
}

/** The CSV twin of every table of a report, by the table's id. */
function csvTwins({ documents }: Report): ReadonlyMap<string, CsvTwin> {
  const tables: readonly ReportTable[] = documents.flatMap(({ sections }) =>
    sections.flatMap(({ tables: all }) => all),
  );
  return new Map(
    tables.map((table) => {
      const sha256 = createHash('sha256')
        .update([...renderTableCsv(table)].join(''))
        .digest('hex');
      return [table.id, { path: `csv/${table.id}.csv`, sha256 }] as const;
    }),
  );
}
