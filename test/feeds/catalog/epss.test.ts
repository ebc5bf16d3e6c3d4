import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/time.ts';
import { epssReader } from '../../../src/feeds/catalog/epss.ts';

const header = '#model_version:v2025.03.14,score_date:2025-08-25T00:00:00+0000\ncve,epss,percentile\n';

function read(text: string) {
  return epssReader.read({ path: 'catalog/epss.csv', text });
}

describe('a day of EPSS scores', () => {
  it('names its model and its date in the comment line', () => {
    expect(read(`${header}CVE-2024-3094,0.9,0.99\n`).value.epss).toMatchObject({
      modelVersion: 'v2025.03.14',
      scoredAt: parseInstant('2025-08-25T00:00:00Z'),
    });
  });

  it('gives every CVE a score between 0 and 1', () => {
    const { value, diagnostics } = read(
      `${header}CVE-2024-3094,0.9,0.99\r\nCVE-2024-1,1.5,0.1\nCVE-1999-0001,9e-05,0\n`,
    );

    expect([...(value.epss?.scores ?? [])]).toEqual([
      ['CVE-2024-3094', 0.9],
      ['CVE-1999-0001', 0.00009],
    ]);
    expect(diagnostics).toMatchObject([{ code: 'catalog/wrong-entry', range: { start: { line: 4, column: 1 } } }]);
  });

  it('refuses a row of another width than the header, such as one with a decimal comma', () => {
    const { value, diagnostics } = read(`${header}CVE-2024-3094,0,5,0.99\nCVE-2024-3095,0.5\n`);

    expect(value.epss?.scores.size).toBe(0);
    expect(diagnostics.map(({ range }) => range?.start.line)).toEqual([3, 4]);
  });

  it('reads the narrower files of its first days, and rows without a header', () => {
    expect(read('cve,epss\nCVE-2024-3094,0.5\n').value.epss?.scores.get('CVE-2024-3094')).toBe(0.5);
    expect(read('CVE-2024-3094,0.5,0.9\n').value.epss?.scores.get('CVE-2024-3094')).toBe(0.5);
  });

  it('keeps the higher of two scores for one CVE', () => {
    expect(read(`${header}CVE-2024-3094,0.1,0\nCVE-2024-3094,0.9,0\n`).value.epss?.scores.get('CVE-2024-3094')).toBe(
      0.9,
    );
  });

  it('with a million wrong lines gives a bounded list that counts the rest', () => {
    const { diagnostics } = read(`${header}${'x\n'.repeat(1_000_000)}`);

    expect(diagnostics).toHaveLength(201);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'catalog/further-problems' });
  });
});
