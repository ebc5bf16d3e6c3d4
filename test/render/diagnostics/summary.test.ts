import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import { renderDiagnosticsSummary } from '../../../src/render/diagnostics/summary.ts';

const at = (file: string, line: number) => ({
  file,
  range: { start: { line, column: 1 }, end: { line, column: 2 } },
});

describe('the summary of problems', () => {
  it('tells a kind of problem at a time, errors first, with the first place of each', () => {
    const problems = [
      diagnostic('link/selects-nothing', { kind: 'Freeze', name: 'a' }, { at: at('a.yaml', 3) }),
      diagnostic('link/selects-nothing', { kind: 'Freeze', name: 'b' }, { at: at('b.yaml', 4) }),
      diagnostic('link/unknown-time-zone', { zone: 'Mars/Base' }, { at: at('c.yaml', 5) }),
    ];

    const lines = renderDiagnosticsSummary(problems, plainPaint).split('\n');

    expect(lines[0]).toMatch(/^error {4}1 × {2}link\/unknown-time-zone {2}c\.yaml:5$/);
    expect(lines[2]).toMatch(/^warning {2}2 × {2}link\/selects-nothing {2,}a\.yaml:3 and 1 more$/);
    expect(lines).toHaveLength(5);
  });

  it('is empty when there are none', () => {
    expect(renderDiagnosticsSummary([], plainPaint)).toBe('');
  });
});
