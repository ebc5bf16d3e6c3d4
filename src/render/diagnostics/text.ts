import type { Diagnostic, RelatedLocation, SourceLocation } from '../../model/diagnostic.ts';
import type { Paint } from '../../model/paint.ts';
import { safeText } from '../text-table.ts';
import { codeFrame, linesOf } from './code-frame.ts';

/**
 * Problems for people: place, severity, message and code on a line that editors and terminals make a link, the source
 * with a marker, the hint, other places, and at the end how many there are. Empty when there is none.
 */
export function renderDiagnosticsText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  paint: Paint,
): string {
  if (diagnostics.length === 0) return '';
  return `${renderProblems(diagnostics, sources, paint)}\n${paint.bold(countLine(diagnostics))}\n`;
}

/** The same without the count, for outputs that count in words of their own. */
export function renderProblems(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  paint: Paint,
): string {
  const lines = new Map<string, readonly string[]>();
  const linesOfFile = (file: string): readonly string[] => {
    const known = lines.get(file) ?? linesOf(sources.get(file) ?? '');
    lines.set(file, known);
    return known;
  };
  return diagnostics.map((problem) => `${blockOf(problem, linesOfFile, paint).join('\n')}\n`).join('\n');
}

function blockOf(
  problem: Diagnostic,
  linesOfFile: (file: string) => readonly string[],
  paint: Paint,
): readonly string[] {
  const { severity, message, code, file, range, hint, related = [] } = problem;
  const mark = paintOf(severity, paint);
  const place = file === undefined ? '' : `${paint.bold(placeOf({ file, range }))}: `;
  const frame = file === undefined || range === undefined ? [] : codeFrame(linesOfFile(file), range, { paint, mark });
  return [
    `${place}${mark(severity)}: ${safeText(message)} ${paint.dim(`[${code}]`)}`,
    ...frame.map((line) => `  ${line}`),
    ...(hint === undefined ? [] : [`  ${paint.cyan('hint:')} ${safeText(hint)}`]),
    ...related.map((other) => `  ${paint.dim('see:')} ${relatedText(other)}`),
  ];
}

function relatedText(related: RelatedLocation): string {
  return `${placeOf(related)}: ${safeText(related.message)}`;
}

function placeOf({ file, range }: SourceLocation): string {
  return range ? `${safeText(file)}:${range.start.line}:${range.start.column}` : safeText(file);
}

function paintOf(severity: Diagnostic['severity'], paint: Paint): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
}

/** `3 errors, 1 warning in 2 files`. */
function countLine(diagnostics: readonly Diagnostic[]): string {
  const countOf = (wanted: Diagnostic['severity'], noun: string): readonly string[] => {
    const number = diagnostics.filter(({ severity }) => severity === wanted).length;
    return number === 0 ? [] : [counted(number, noun)];
  };
  const counts = [...countOf('error', 'error'), ...countOf('warning', 'warning'), ...countOf('info', 'remark')];
  const files = new Set(diagnostics.flatMap(({ file }) => file ?? [])).size;
  return `${counts.join(', ')}${files === 0 ? '' : ` in ${counted(files, 'file')}`}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
