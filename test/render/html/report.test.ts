import { describe, expect, it } from 'vitest';
import type { Report, ReportCell, ReportTable } from '../../../src/model/report.ts';
import type { Instant } from '../../../src/model/time.ts';
import { TemplateError } from '../../../src/render/templates.ts';
import { digestBase64, wholeReport } from '../../support/report-theme.ts';

const asOf = Date.UTC(2026, 10, 22, 12) as Instant;

const tableWith = (rows: readonly (readonly ReportCell[])[], caption = 'Requirements'): ReportTable => ({
  id: 'd4-requirements',
  caption,
  columns: [{ key: 'asset', title: 'Asset' }],
  rows,
  parts: [],
  whenEmpty: 'Nothing is required.',
  population: {
    unit: 'requirement',
    sources: [{ what: 'inventory', files: ['inventory/hosts.yaml'] }],
    filters: ['none'],
    rowsIn: rows.length,
    excluded: [],
    rowsShown: rows.length,
    reconciledBy: 'state',
    reconciliation: [{ label: 'open', count: rows.length }],
    checkedBy: 'by state',
    addsUp: true,
  },
});

const reportWith = (table: ReportTable, more: Partial<Report> = {}): Report => ({
  title: 'Patch management report',
  organisation: 'acme',
  provenance: {
    commit: 'c0ffee',
    asOf,
    inputsDigest: 'sha256:00',
    tool: { version: '1.2.3', tzdata: '2026a' },
    timeZone: 'UTC',
    sourceUrl: undefined,
  },
  verdict: ['0 of 1 asset compliant.'],
  changed: ['1 finding opened.'],
  documents: [
    {
      id: 'D4',
      slug: 'patch-status',
      title: 'Patch status',
      question: 'Is everything patched, per asset?',
      summary: ['One requirement.'],
      gaps: [{ check: 'every asset was seen', lookedAt: '1 asset', found: ['gw-1'] }],
      sections: [{ title: 'Requirements', text: [], tables: [table] }],
      limits: ['It knows only what was imported.'],
    },
  ],
  ...more,
});

const pagesOf = (report: Report, own: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> =>
  new Map(wholeReport('html', report, own).map(({ path, text }) => [path, text]));

const text = (value: string): ReportCell => ({ kind: 'text', text: value });

describe('the report as a site', () => {
  const report = reportWith(tableWith([[text('gw-1')]]));

  it('has an index and a page a document, with verdict and gaps first', () => {
    const pages = pagesOf(report);
    const index = pages.get('index.html') ?? '';

    expect([...pages.keys()]).toEqual(['index.html', 'd4-patch-status.html']);
    expect(index.indexOf('0 of 1 asset compliant.')).toBeLessThan(index.indexOf('id="gaps"'));
    expect(index.indexOf('id="gaps"')).toBeLessThan(index.indexOf('id="documents"'));
  });

  it('asks nothing of the network: no address but its own files, and a policy that allows no other', () => {
    for (const page of pagesOf(report).values()) {
      expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(page).toContain('content="default-src &#x27;none&#x27;;');
    }
  });

  it('carries the digests of exactly the style and script that stand in the page', () => {
    const page = pagesOf(report).get('index.html') ?? '';
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const escaped = (digest: string): string => digest.replaceAll('=', '&#x3D;');

    expect(page).toContain(`style-src &#x27;sha256-${escaped(digestBase64(style))}&#x27;`);
    expect(page).toContain(`script-src &#x27;sha256-${escaped(digestBase64(script))}&#x27;`);
  });

  it('links every figure and table to what it came from', () => {
    const sourceUrl = 'https://github.com/acme/estate/blob/c0ffee/';
    const place: ReportCell = { kind: 'place', file: 'inventory/a b.yaml', line: 3 };
    const linked = reportWith(tableWith([[place]]));
    const page = pagesOf({ ...linked, provenance: { ...linked.provenance, sourceUrl } }).get('d4-patch-status.html');

    expect(page).toContain(`<a href="${sourceUrl}inventory/a%20b.yaml#L3"><code>inventory/a b.yaml:3</code></a>`);
    expect(page).toContain('<a href="csv/d4-requirements.csv">csv/d4-requirements.csv</a>, SHA-256 <code>');
  });

  it('gives equal bytes for equal reports', () => {
    expect(pagesOf(report)).toEqual(pagesOf(structuredClone(report)));
  });

  it('says in place of an empty table what there is none of', () => {
    expect(pagesOf(reportWith(tableWith([]))).get('d4-patch-status.html')).toContain('<p>Nothing is required.</p>');
  });
});

describe('a table longer than a page', () => {
  const rows = Array.from({ length: 6000 }, (_, index) => [text(`asset-${index}-${'x'.repeat(80)}`)]);

  it('goes on over further pages, each below 300 kB, with every row once', () => {
    const pages = pagesOf(reportWith(tableWith(rows)));
    const all = [...pages.values()].join('');

    expect([...pages.keys()]).toContain('d4-requirements-2.html');
    for (const page of pages.values()) expect(Buffer.byteLength(page)).toBeLessThan(300_000);
    expect(all.match(/<td>asset-\d+-/g)).toHaveLength(6000);
    expect(pages.get('d4-requirements-2.html')).toContain('<a href="d4-patch-status.html">Page 1</a>');
  });

  it('ends with the CSV alone where nobody would turn the pages, and says so', () => {
    const many = Array.from({ length: 20_001 }, () => rows[0] as readonly ReportCell[]);
    const page = pagesOf(reportWith(tableWith(many))).get('d4-patch-status.html');

    expect(page).toContain('The first 20,000 of 20,001 rows are on');
  });
});

describe('names from an estate', () => {
  const hostile = '"><script>alert(1)</script>{{constructor}}\u202e\u001b[2J';

  it('are text wherever they stand', () => {
    const report = reportWith(tableWith([[text(hostile)], [{ kind: 'code', text: hostile }]], hostile), {
      organisation: hostile,
      verdict: [hostile],
    });

    for (const page of pagesOf(report).values()) {
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(page).not.toContain('\u202e');
      expect(page).not.toContain('\u001b');
      expect(page).not.toContain('"><s');
    }
  });

  it('are cut in a cell when they are longer than any name, and the cell says where the whole is', () => {
    const page = pagesOf(reportWith(tableWith([[text('x'.repeat(10_000))]]))).get('d4-patch-status.html');

    expect(page).toContain('… (10000 characters, whole in the CSV)');
    expect(page).not.toContain('x'.repeat(401));
  });
});

describe('a template', () => {
  const report = reportWith(tableWith([]));
  const failure = (own: Readonly<Record<string, string>>): TemplateError => {
    try {
      pagesOf(report, own);
    } catch (error) {
      if (error instanceof TemplateError) return error;
    }
    throw new Error('no template error');
  };

  it('of the estate takes the place of the one that ships', () => {
    const pages = pagesOf(report, { 'index.hbs': '<h1>{{heading}}</h1>' });

    expect(pages.get('index.html')).toBe('<h1>Patch management report: acme</h1>');
  });

  it('that cannot be read is an error with file and line', () => {
    expect(failure({ 'index.hbs': 'a\nb\n{{#each x}}' })).toMatchObject({
      path: 'templates/report/html/index.hbs',
      line: 3,
    });
  });

  it('that asks for what there is not is an error with file and line', () => {
    expect(failure({ 'index.hbs': 'a\n{{headline}}' })).toMatchObject({
      path: 'templates/report/html/index.hbs',
      line: 2,
    });
  });

  it('reaches nothing but the view', () => {
    expect(failure({ 'index.hbs': '{{heading.constructor}}' })).toBeInstanceOf(TemplateError);
    expect(pagesOf(report, { 'index.hbs': '[{{__proto__}}{{constructor}}]' }).get('index.html')).toBe('[]');
  });
});
