import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import type { SyncedSource, SyncReport } from '../../../src/model/feed-sync.ts';
import { downloadText, readingText } from '../../../src/render/feeds/progress.ts';
import { renderSyncProblems, renderSyncText } from '../../../src/render/feeds/text.ts';
import { at } from '../../support/world.ts';

const source = (parts: Partial<SyncedSource>): SyncedSource => ({
  ...{ source: 'npm', status: 'updated', documents: 2, diagnostics: [] },
  ...{ added: [], changed: [], withdrawn: [], removed: [], unneeded: [], ...parts },
});
const report = (sources: readonly SyncedSource[], parts: Partial<SyncReport> = {}): SyncReport => {
  return { asOf: at('2026-11-22T06:00:00Z'), isDryRun: false, sources, written: [], removed: [], ...parts };
};
const text = (...sources: readonly Partial<SyncedSource>[]): string =>
  renderSyncText(report(sources.map(source)), plainPaint);

describe('progress', () => {
  it('tells how much, how fast, and how long yet', () => {
    expect(downloadText(25_000_000, 100_000_000, 5000)).toBe('25.0 of 100.0 MB · 5.0 MB/s · 15 s left');
    expect(downloadText(25_000_000, undefined, 5000)).toBe('25.0 MB · 5.0 MB/s');
    expect(readingText(50_000, 200_000, 1000)).toBe('50,000 of 200,000 documents · 50,000 a second · 3 s left');
    expect(readingText(199_999, 200_000, 1000)).toContain('less than 1 s left');
    expect(readingText(0, undefined, 0)).toBe('0 documents · 0 a second');
  });
});

describe('a sync in lines', () => {
  it('names what is new and gone, some of it where there is much', () => {
    const many = Array.from({ length: 10 }, (_, number) => `A-${number}`);

    expect(text({ documents: 20, total: 90, changed: many, withdrawn: ['B'], removed: ['C'], unneeded: ['D'] })).toBe(
      [
        'npm  updated  20 of 90 kept, 10 changed, 1 withdrawn, 1 removed by the source, 1 of no component any more',
        '  changed: A-0, A-1, A-2, A-3, A-4, A-5, A-6, A-7 and 2 more',
        '  withdrawn: B',
        '  removed by the source: C',
        '  of no component any more: D',
        '',
        'Nothing was written.\n',
      ].join('\n'),
    );
  });

  it('names neither a first import nor rows of scores', () => {
    expect(text({ added: ['A', 'B'] })).not.toContain('A');
    expect(text({ format: 'epss', documents: 9, added: ['CVE-1'], changed: ['CVE-2'] })).not.toContain('CVE');
  });

  it('says that a new release changed nothing that is kept', () => {
    expect(text({})).toContain('2 kept, the same documents in a new release');
    expect(text({ documents: 0, total: 9 })).toContain('0 of 9 kept\n');
  });

  it('shows names of strangers without their control characters', () => {
    expect(text({ documents: 5, added: ['A\u001b[2J'] })).toContain('A\\u001b[2J');
  });

  it('says so when there is nothing to sync', () => {
    expect(text()).toContain('lists no source');
  });

  it('lists the first problems of a source, and how many there are beside', () => {
    const problem = { code: 'feeds/empty', severity: 'warning', message: 'm', file: 'npm/a' } as const;
    const problems = Array.from({ length: 25 }, () => problem);
    const shown = renderSyncProblems(report([source({ diagnostics: problems })]), new Map(), plainPaint);

    expect(shown.match(/warning: m/g)).toHaveLength(20);
    expect(shown).toContain('npm: 5 further problems; --json lists them');
  });
});
