import type { CheckReport } from '../../model/check.ts';
import { type DiagnosticsView, renderDiagnostics } from '../diagnostics/registry.ts';
import { renderCheckSummary } from './summary.ts';
import { renderCheckText } from './text.ts';

/** Turns the gate's report into a text that ends with a line break. */
type CheckRenderer = (report: CheckReport, view: DiagnosticsView) => string;

/** Formats of problems show the same problems here; the others show the verdict of each check as well. */
const renderers: Readonly<Record<string, CheckRenderer>> = {
  text: renderCheckText,
  json: (report) => `${JSON.stringify({ schema: 'patchledger.check/v1', ...report }, undefined, 2)}\n`,
  markdown: renderCheckSummary,
};

/** Renders the gate's report in a format that the command line let through. */
export function renderCheck(format: string, report: CheckReport, view: DiagnosticsView): string {
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (render !== undefined) return render(report, view);
  return renderDiagnostics(
    format,
    report.results.flatMap(({ problems }) => problems),
    view,
  );
}
