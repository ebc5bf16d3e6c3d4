import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportCell, ReportTable } from '../../../src/model/report.ts';
import type { Instant } from '../../../src/model/time.ts';
import { csvLine } from '../../../src/render/csv/csv.ts';
import { renderTableCsv } from '../../../src/render/csv/report-table.ts';
import '../../support/property-seed.ts';

/** Reads CSV as RFC 4180 says, and nothing else. */
function fieldsOf(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') records.push([]);
  }
  return records.slice(0, -1);
}

describe('a line of CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-rf', "'-rf"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['cod\u202egnp.exe', 'cod\\u202egnp.exe'],
    ['\u200e=1', '\\u200e=1'],
    [-1, '-1'],
  ])('writes %j as %s', (field, expected) => {
    expect(csvLine([field])).toBe(`${expected}\r\n`);
  });

  it('is read back as it was, but for the apostrophe before formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (fields) => {
        const [read = []] = fieldsOf(csvLine(fields));
        expect(read.map((field, index) => (field === fields[index] ? field : field.slice(1)))).toEqual(fields);
      }),
    );
  });
});

describe('the CSV twin of a table', () => {
  const at = Date.UTC(2026, 0, 2, 3, 4, 5) as Instant;
  const cells: readonly ReportCell[] = [
    { kind: 'text', text: '=1' },
    { kind: 'code', text: '1.0' },
    { kind: 'number', value: -3 },
    { kind: 'instant', at },
    { kind: 'period', from: at, to: (at + 1000) as Instant },
    { kind: 'place', file: 'a.yaml', line: 3 },
    {
      kind: 'list',
      items: [
        { kind: 'code', text: 'A' },
        { kind: 'number', value: 2 },
      ],
    },
    { kind: 'absent', word: 'unknown' },
  ];
  const table = { columns: cells.map((_, index) => ({ key: `k${index}`, title: '' })), rows: [cells] };

  it('has the keys of its columns and a value for every kind of cell', () => {
    expect(fieldsOf([...renderTableCsv(table as unknown as ReportTable)].join(''))).toEqual([
      ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7'],
      [
        "'=1",
        '1.0',
        '-3',
        '2026-01-02T03:04:05Z',
        '2026-01-02T03:04:05Z/2026-01-02T03:04:06Z',
        'a.yaml:3',
        'A; 2',
        'unknown',
      ],
    ]);
  });
});
