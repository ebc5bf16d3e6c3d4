import { describe, expect, it } from 'vitest';
import type { Dossier, Report, ReportCell, ReportTable } from '../../../src/model/report.ts';
import type { Instant } from '../../../src/model/time.ts';
import { cellHtml, rowPrinter } from '../../../src/render/html/cell.ts';
import { wholeReport } from '../../support/report-theme.ts';

const at = (hour: number): Instant => Date.UTC(2026, 10, 22, hour) as Instant;
const provenance: Report['provenance'] = {
  commit: undefined,
  asOf: at(12),
  period: { from: at(0), to: at(12) },
  inputsDigest: 'sha256:00',
  tool: { version: '1.2.3', tzdata: '2026a' },
  timeZone: 'Europe/Zurich',
  sourceUrl: undefined,
};

const table: ReportTable = {
  ...{ id: 'd9-log', caption: 'Log', columns: [{ key: 'a', title: 'A' }], parts: [], whenEmpty: 'Nothing.' },
  rows: [[{ kind: 'number', value: 1 }]],
  population: {
    ...{ unit: 'row', filters: ['none'], rowsIn: 2, rowsShown: 1, reconciledBy: 'x', addsUp: false, checkedBy: 'sum' },
    sources: [
      { what: 'many', files: Array.from({ length: 10 }, (_, index) => `f${index}.yaml`) },
      { what: 'none', files: [] },
    ],
    excluded: [{ reason: 'old', count: 1 }],
    reconciliation: [],
  },
};

const dossiers: readonly Dossier[] = [
  {
    slug: 'run-1',
    title: 'lodash on gw-1',
    verdict: 'Deployed and verified.',
    steps: [
      { title: 'Detected', at: at(1), claimedBy: 'observe', recordedAt: at(2), cells: [], missing: undefined },
      {
        title: 'Tested',
        at: undefined,
        claimedBy: undefined,
        recordedAt: undefined,
        cells: [{ title: 'By', cell: { kind: 'code', text: 'ci' } }],
        missing: 'no test is on record',
      },
      { title: 'Deployed', at: at(3), claimedBy: undefined, recordedAt: undefined, cells: [], missing: undefined },
    ],
  },
];

const report: Report = {
  ...{ title: 'Report', organisation: 'acme', provenance, verdict: ['Fine.'], changed: [], dossiers },
  documents: [
    {
      ...{ id: 'D9', slug: 'log', title: 'Log', question: 'What?', summary: ['One.'], limits: ['Some.'] },
      gaps: [
        { check: 'nothing here', lookedAt: '1', found: [] },
        { check: 'much here', lookedAt: '1', found: Array.from({ length: 25 }, (_, index) => `x${index}`) },
      ],
      sections: [
        {
          ...{ title: 'Rows', text: ['Text.'], tables: [table] },
          figures: [
            {
              id: 'd9-figure',
              title: 'F',
              description: 'D',
              tableId: 'd9-log',
              chart: { kind: 'coverage', steps: [], needed: 0.5 },
            },
          ],
        },
      ],
    },
  ],
  frameworks: [
    {
      ...{
        id: 'f-1',
        name: 'Framework',
        version: '1',
        authority: 'A',
        source: 'https://example.org',
        retrieved: '2026-11-22',
      },
      clauses: [{ id: '6.3.1', title: 'T', documents: ['D9', 'D1'], note: 'N' }],
    },
  ],
};

const pages = new Map(wholeReport('html', report).map(({ path, text }) => [path, text]));

describe('a dossier', () => {
  const page = pages.get('dossiers/run-1.html') ?? '';

  it('tells who claims a time apart from when it was recorded, and never fills in either', () => {
    expect(page).toContain('<dd>2026-11-22T01:00:00Z, says observe</dd>');
    expect(page).toContain('<dd>not known</dd>');
  });

  it('says what a step lacks, and leads back to the index', () => {
    expect(page).toContain('<strong>Missing:</strong> no test is on record');
    expect(page).toContain('href="../index.html"');
    expect(page).toContain('<a href="index.html">Dossiers</a>');
    expect(pages.get('index.html')).toContain('<a href="dossiers/index.html">all dossiers</a>');
    expect(pages.get('dossiers/index.html')).toContain('<a href="run-1.html">run-1</a></th><td>lodash on gw-1</td>');
  });
});

describe('the framework matrix', () => {
  it('leads from the clause to its documents and from the document to its clauses', () => {
    expect(pages.get('frameworks.html')).toContain('id="f-1-6-3-1"');
    expect(pages.get('d9-log.html')).toContain('href="frameworks.html#f-1-6-3-1"');
  });
});

describe('a document', () => {
  const page = pages.get('d9-log.html') ?? '';

  it('tells what was found before what was looked for in vain, and counts the rest', () => {
    expect(page.indexOf('much here')).toBeLessThan(page.indexOf('nothing here'));
    expect(page).toContain('and 5 more');
  });

  it('says of a table that does not add up that it does not', () => {
    expect(page).toContain('<strong>does not add up: </strong>');
    expect(page).toContain('1 (old)');
    expect(page).toContain('none: no file');
    expect(page).toContain(' and 2 more');
  });

  it('names the period, and files that nobody committed', () => {
    expect(page).toContain('2026-11-22T00:00:00Z to 2026-11-22T12:00:00Z, the end excluded');
    expect(page).toContain('files that are not committed');
  });
});

describe('a cell', () => {
  it.each<readonly [ReportCell, string]>([
    [{ kind: 'number', value: 1234 }, '1,234'],
    [{ kind: 'number', value: 0.5 }, '0.5'],
    [
      { kind: 'instant', at: at(1) },
      '<time datetime="2026-11-22T01:00:00Z">2026-11-22T01:00:00Z</time> (2026-11-22 02:00 +01:00)',
    ],
    [{ kind: 'place', file: 'a.yaml', line: undefined }, '<code>a.yaml</code>'],
    [
      {
        kind: 'list',
        items: [
          { kind: 'text', text: 'a' },
          { kind: 'absent', word: 'none' },
        ],
      },
      'a, <span class="absent">none</span>',
    ],
  ])('%j', (cell, expected) => {
    expect(cellHtml(cell, provenance)).toBe(expected);
  });

  it('sorts by its instant, whatever else is printed', () => {
    expect(
      rowPrinter(provenance)([
        { kind: 'period', from: at(1), to: at(2) },
        { kind: 'instant', at: at(3) },
      ]),
    ).toMatch(/data-sort="2026-11-22T01:00:00Z".*data-sort="2026-11-22T03:00:00Z"/);
  });
});

describe('rows of a table', () => {
  it('are printed by their own cells, whatever stands above', () => {
    const print = rowPrinter(provenance, new Set([1]));
    const [host, one, two] = [
      { kind: 'code', text: 'db-1' },
      { kind: 'number', value: 1 },
      { kind: 'number', value: 2 },
    ] as const;

    expect([print([host, one]), print([host, two]), print([one, two])]).toEqual([
      '<tr><td><code>db-1</code></td><td class="number screen" data-sort="1">1</td></tr>\n',
      '<tr><td><code>db-1</code></td><td class="number screen" data-sort="2">2</td></tr>\n',
      '<tr><td class="number" data-sort="1">1</td><td class="number screen" data-sort="2">2</td></tr>\n',
    ]);
  });
});

describe('the files for programs', () => {
  const machine = [
    { path: 'machine/openvex.json', what: 'OpenVEX 0.2.0', use: 'scanners', absent: undefined },
    { path: 'machine/oscal-poam.json', what: 'OSCAL 1.2.1', use: 'GRC systems', absent: 'nothing is open' },
  ];
  const index = wholeReport('html', report, {}, machine).find(({ path }) => path === 'index.html')?.text ?? '';

  it('are linked from the index with who reads them; one that is not there says why', () => {
    expect(index).toContain(
      '<a href="machine/openvex.json">machine/openvex.json</a></th><td>OpenVEX 0.2.0</td><td>scanners</td>',
    );
    expect(index).not.toContain('href="machine/oscal-poam.json"');
    expect(index).toContain('(not there: nothing is open)');
    expect(index).toContain('href="machine/README.md"');
  });

  it('are not spoken of where a pack has none', () => {
    expect(pages.get('index.html')).not.toContain('Files for programs');
  });
});
