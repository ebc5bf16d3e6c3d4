import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { CsvTwin, Report, ReportTable } from '../../src/model/report.ts';
import { renderTableCsv } from '../../src/render/csv/report-table.ts';
import type { Theme } from '../../src/render/html/theme.ts';
import { repositoryFiles } from './source-files.ts';

/** The base64 of a text's SHA-256, as a browser computes it. */
export const digestBase64 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The theme that ships, with other texts in the places of some of its files. */
export function shippedTheme(own: Readonly<Record<string, string>> = {}): Theme {
  const files = new Map(
    repositoryFiles(['templates/report/html'], /./).map((file) => [basename(file.path), file] as const),
  );
  for (const [name, text] of Object.entries(own)) files.set(name, { path: `templates/report/html/${name}`, text });
  const [style, script] = [files.get('style.css')?.text ?? '', files.get('script.js')?.text ?? ''];
  const templates = [...files].flatMap(([name, file]) =>
    name.endsWith('.hbs') ? [[name.slice(0, -'.hbs'.length), file] as const] : [],
  );
  return {
    templates: new Map(templates),
    style,
    styleDigest: digestBase64(style),
    script,
    scriptDigest: digestBase64(script),
  };
}

/** The CSV twin of every table of a report, by the table's id. */
export function csvTwins({ documents }: Report): ReadonlyMap<string, CsvTwin> {
  const tables: readonly ReportTable[] = documents.flatMap(({ sections }) =>
    sections.flatMap(({ tables: all }) => all),
  );
  return new Map(
    tables.map((table) => {
      const sha256 = createHash('sha256').update(renderTableCsv(table)).digest('hex');
      return [table.id, { path: `csv/${table.id}.csv`, sha256 }] as const;
    }),
  );
}
