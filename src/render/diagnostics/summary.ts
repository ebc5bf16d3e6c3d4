import { type Diagnostic, diagnosticTable } from '../../model/diagnostic.ts';
import type { Severity } from '../../model/diagnostics/text.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';

const bySeverity: readonly Severity[] = ['error', 'warning', 'info'];

/** A kind of problem at a time, the worst first: how many, where the first one stands, and what it is. */
export function renderDiagnosticsSummary(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const groups = new Map<string, readonly Diagnostic[]>();
  for (const one of diagnostics) groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  const sorted = [...groups.values()].sort((left, right) => rank(left) - rank(right));
  const lines = alignColumns(sorted.map(cellsOf));
  return lines.map((line, index) => kindText(line, sorted[index]?.[0], paint)).join('');
}

const rank = ([first]: readonly Diagnostic[]): number => bySeverity.indexOf(first?.severity ?? 'info');

function cellsOf(group: readonly Diagnostic[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const place = first.file === undefined ? '' : `${first.file}${first.range ? `:${first.range.start.line}` : ''}`;
  const more = group.length > 1 ? `${place} and ${group.length - 1} more` : place;
  return [first.severity, `${group.length} ×`, first.code, safeText(more)];
}

function kindText(line: string, first: Diagnostic | undefined, paint: Paint): string {
  if (first === undefined) return '';
  return `${paintOf(first.severity, paint)(line)}\n${paint.dim(`         ${diagnosticTable[first.code].summary}`)}\n`;
}

function paintOf(severity: Severity, paint: Paint): (text: string) => string {
  if (severity === 'error') return paint.red;
  return severity === 'warning' ? paint.yellow : paint.dim;
}
