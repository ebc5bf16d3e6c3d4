import { describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../src/model/report.ts';
import { sharedChecks } from '../../src/render/open-gaps.ts';

const document = (id: string, gaps: Readonly<Record<string, readonly string[]>>): ReportDocument =>
  ({
    id,
    gaps: Object.entries(gaps).map(([check, found]) => ({ check, lookedAt: 'all', found })),
  }) as unknown as ReportDocument;

describe('checks of a report', () => {
  it('are told once where documents rest on the same one, in the order in which they first come', () => {
    const shared = sharedChecks([
      document('D2', { 'files are read': ['a'], 'sums add up': [] }),
      document('D4', { 'files are read': ['a'], 'nothing is late': ['b', 'c'] }),
    ]);

    expect(shared.map(({ check, documents }) => [check.check, documents.map(({ id }) => id)])).toEqual([
      ['files are read', ['D2', 'D4']],
      ['sums add up', ['D2']],
      ['nothing is late', ['D4']],
    ]);
  });

  it('are two where the same question found different things', () => {
    const shared = sharedChecks([
      document('D2', { 'sums add up': ['a'] }),
      document('D4', { 'sums add up': ['b'] }),
      document('D9', { 'sums add up': ['a', 'b'] }),
    ]);

    expect(shared.map(({ check }) => check.found)).toEqual([['a'], ['b'], ['a', 'b']]);
  });
});
