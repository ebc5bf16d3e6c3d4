import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/core/report/build.ts';
import { integrityDocument } from '../../src/core/report/integrity.ts';
import type { Report, ReportDocument } from '../../src/model/report.ts';
import { renderTableCsv } from '../../src/render/csv/report-table.ts';
import { deploymentRecord, deploymentRow, indexed, reportInput } from '../support/report.ts';
import { wholeReport } from '../support/report-theme.ts';

const names = {
  script: '"><script>alert(1)</script>',
  formula: '=HYPERLINK("https://evil.example","x")',
  'formula behind a tab': '\t=1+1',
  pipe: 'a|b',
  direction: '\u202egnp.exe\u200f\u2066',
  backtick: '`code` ``` {{constructor}}',
  long: 'x'.repeat(10_000),
};

/** An estate that was worked on by a job in which everything bears one name. */
function reportOf(name: string): { readonly report: Report; readonly integrity: ReportDocument } {
  const row = deploymentRow({
    ...{ asset: name, application: { ecosystem: name, name }, version: name, issues: [name], feedback: name },
    ...{ window: name, ring: name, visit: name },
  });
  const spec = { engine: name, job: name, executor: name, change: name };
  const input = reportInput({
    assets: [{ name }],
    resources: { DeploymentRecord: indexed([deploymentRecord(name, [row], spec)]) },
  });
  const integrity = integrityDocument(input, [{ path: name, sha256: '0'.repeat(64), bytes: 1 }]);
  const report = buildReport(input);
  const documents = report.documents.map((document) => (document.id === 'D14' ? integrity : document));
  return { report: { ...report, documents }, integrity };
}

describe('a hostile name in dossiers and D14', () => {
  it.each(Object.entries(names))('is text on every page of the site: %s', (_, name) => {
    const pages = wholeReport('html', reportOf(name).report).filter(({ path }) => /^(dossiers\/|d14-)/.test(path));

    expect(pages.map(({ path }) => path.replace(/d-[0-9a-f]{12}/, 'd'))).toEqual(
      expect.arrayContaining(['dossiers/index.html', 'dossiers/d.html', 'd14-integrity.html']),
    );
    for (const { path, text } of pages) {
      expect(text.match(/<script/g), path).toHaveLength(1);
      expect(text, path).not.toMatch(/"><s|href="https?:/);
      expect(text, path).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(text, path).not.toContain('x'.repeat(401));
    }
  });

  it.each(Object.entries(names))('is one cell of a spreadsheet, whole, and never a formula: %s', (kind, name) => {
    const { report } = reportOf(name);
    const tables = report.documents
      .filter(({ id }) => id === 'D9' || id === 'D14')
      .flatMap(({ sections }) => sections.flatMap((section) => section.tables));
    const texts = tables.map((table) => [...renderTableCsv(table)].join(''));

    expect(tables.map(({ id }) => id)).toContain('d14-files');
    for (const [at, text] of texts.entries()) {
      const columns = tables[at]?.columns.length;
      for (const cells of cellsOf(text)) {
        expect(cells).toHaveLength(columns ?? 0);
        for (const cell of cells) expect(cell).not.toMatch(/^[=+@\t\r-]./);
      }
    }
    if (kind === 'long') expect(texts.some((text) => text.includes(name))).toBe(true);
  });
});

/** The cells of CSV as RFC 4180 reads it. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, separator = '', quoted, plain = ''] of text.matchAll(/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (separator.endsWith('\n')) rows.push([]);
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return rows.filter((row) => row.join('') !== '');
}
