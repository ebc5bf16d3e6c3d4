import type { CheckReport, CheckResult } from '../../model/check.ts';
import type { DiagnosticsView } from '../diagnostics/registry.ts';
import { renderDiagnosticsText } from '../diagnostics/text.ts';
import { safeText } from '../text-table.ts';

const marks = { pass: '✓', fail: '✗', unknown: '?' } as const;

/** The report for people: a line a check, what is wrong below it, and the verdict at the end, where the eye is. */
export function renderCheckText(
  { results, verdict, lane, mode }: CheckReport,
  { sources, paint }: DiagnosticsView,
): string {
  const colour = { pass: paint.green, fail: paint.red, unknown: paint.yellow } as const;
  const block = (result: CheckResult): string => {
    const line = `${colour[result.verdict](marks[result.verdict])} ${safeText(result.title)}\n`;
    if (result.problems.length === 0) return line;
    return `${line}\n${renderDiagnosticsText(result.problems, sources, paint)}\n`;
  };
  const failed = results.some((result) => result.verdict === 'fail');
  const where = mode === 'change' ? ` (lane: ${lane})` : '';
  return `${results.map(block).join('')}\n${(failed ? paint.red : paint.green)(paint.bold(verdict))}${where}\n`;
}
