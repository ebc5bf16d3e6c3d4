import type { Diagnostic, SourceRange } from '../../model/diagnostic.ts';
import { escapeData } from '../../model/workflow-command.ts';
import { safeText } from '../text-table.ts';

/**
 * Problems as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
 *
 * Values are escaped as the runner's own toolkit does (@actions/core, command.ts), so that no text from the estate
 * starts a command of its own. Columns are left out of ranges over several lines, as GitHub asks.
 */
export function renderDiagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((problem) => `${commandOf(problem)}\n`).join('');
}

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

function commandOf({ code, severity, message, hint, file, range }: Diagnostic): string {
  const properties = [
    ...(file === undefined ? [] : [['file', file] as const]),
    ...rangeProperties(range),
    ['title', code] as const,
  ];
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',');
  const lines = [message, ...(hint === undefined ? [] : [hint])].map(safeText);
  return `::${commands[severity]} ${list}::${escapeData(lines.join('\n'))}`;
}

function rangeProperties(range: SourceRange | undefined): readonly (readonly [string, string])[] {
  if (!range) return [];
  const { start, end } = range;
  const lines = [
    ['line', String(start.line)],
    ['endLine', String(end.line)],
  ] as const;
  if (start.line !== end.line) return lines;
  return [lines[0], ['col', String(start.column)], lines[1], ['endColumn', String(end.column)]];
}

function escapeProperty(text: string): string {
  return escapeData(safeText(text)).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
