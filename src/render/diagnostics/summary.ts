import { type Diagnostic, diagnosticTable } from '../../model/diagnostic.ts';
import type { Severity } from '../../model/diagnostics/text.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';

const bySeverity: readonly Severity[] = ['error', 'warning', 'info'];

/** One line a kind of problem, the worst first: how many, what they are, and where the first one stands. */
export function renderDiagnosticsSummary(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const groups = new Map<string, readonly Diagnostic[]>();
  for (const one of diagnostics) groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  const sorted = [...groups.values()].sort((left, right) => rank(left) - rank(right));
  const lines = alignColumns(sorted.map(cellsOf));
  return lines.map((line, index) => `${paintOf(sorted[index]?.[0]?.severity, paint)(line)}\n`).join('');
}

const rank = ([first]: readonly Diagnostic[]): number => bySeverity.indexOf(first?.severity ?? 'info');

function cellsOf(group: readonly Diagnostic[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const place = first.file === undefined ? '' : `${first.file}${first.range ? `:${first.range.start.line}` : ''}`;
  const more = group.length > 1 ? `${place} and ${group.length - 1} more` : place;
  return [first.severity, `${group.length} ×`, first.code, diagnosticTable[first.code].summary, safeText(more)];
}

function paintOf(severity: Severity | undefined, paint: Paint): (text: string) => string {
  if (severity === 'error') return paint.red;
  return severity === 'warning' ? paint.yellow : paint.dim;
}
