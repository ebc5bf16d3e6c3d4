import { describe, expect, it } from 'vitest';
import { exitCodeOf, noteProblems } from '../../src/commands/outcome.ts';
import { diagnostic } from '../../src/model/diagnostic.ts';
import { contextIn } from '../support/terminal.ts';

const at = { file: 'a.yaml', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } } };
const error = diagnostic('link/unknown-time-zone', { zone: 'Mars/Base' }, { at });
const warning = diagnostic('link/selects-nothing', { kind: 'Freeze', name: 'f' }, { at });

describe('what is wrong with an estate', () => {
  const noted = (diagnostics: Parameters<typeof noteProblems>[1], quiet = false): string => {
    const context = contextIn('/', { quiet });
    noteProblems(context, diagnostics, new Map([['a.yaml', 'x']]));
    expect(context.terminal.printed()).toBe('');
    return context.terminal.noted();
  };

  it('is told on standard error: errors whole, the rest counted', () => {
    expect(noted([error, warning, warning])).toMatch(/Mars\/Base[\s\S]*\n2 more remarks: run patchledger validate\n$/);
    expect(noted([warning])).toBe('1 more remark: run patchledger validate\n');
    expect(noted([])).toBe('');
  });

  it('is told when the user wants it quiet, as far as it is an error', () => {
    expect(noted([error, warning], true)).toContain('Mars/Base');
    expect(noted([error, warning], true)).not.toContain('remark');
  });
});

describe('the exit code', () => {
  it.each([
    ['fine', [], false, false, 0],
    ['fine with warnings', [warning], false, false, 0],
    ['invalid with an error', [error], true, false, 2],
    ['fine with gaps', [], true, false, 0],
    ['degraded with gaps, where the user is strict', [], true, true, 6],
    ['invalid before degraded', [error], true, true, 2],
  ])('is %s', (_, diagnostics, isDegraded, strict, code) => {
    expect(exitCodeOf(contextIn('/', { strict }), diagnostics, isDegraded)).toBe(code);
  });
});
