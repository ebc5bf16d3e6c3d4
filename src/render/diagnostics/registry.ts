import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Paint } from '../../model/paint.ts';
import { renderDiagnosticsGithub } from './github.ts';
import { renderDiagnosticsJson } from './json.ts';
import { renderDiagnosticsJunit } from './junit.ts';
import { renderDiagnosticsSarif } from './sarif.ts';
import { renderDiagnosticsSummary } from './summary.ts';
import { renderDiagnosticsText } from './text.ts';

/** What a renderer of problems may use besides the problems themselves. */
export interface DiagnosticsView {
  /** Text of every file that was read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  readonly paint: Paint;
  /** Version of the program that found the problems. */
  readonly version: string;
}

/** Turns problems, already sorted, into a text that ends with a line break. */
export type DiagnosticsRenderer = (diagnostics: readonly Diagnostic[], view: DiagnosticsView) => string;

/** Every format that problems can be shown in. */
export const diagnosticsRenderers = {
  text: (diagnostics, { sources, paint }) => renderDiagnosticsText(diagnostics, sources, paint),
  json: renderDiagnosticsJson,
  github: renderDiagnosticsGithub,
  sarif: (diagnostics, { version }) => renderDiagnosticsSarif(diagnostics, version),
  junit: (diagnostics, { sources }) => renderDiagnosticsJunit(diagnostics, sources.keys()),
  summary: (diagnostics, { paint }) => renderDiagnosticsSummary(diagnostics, paint),
} as const satisfies Record<string, DiagnosticsRenderer>;

/** Renders problems in a format of the registry; the command line has refused any other name. */
export function renderDiagnostics(format: string, diagnostics: readonly Diagnostic[], view: DiagnosticsView): string {
  if (!Object.hasOwn(diagnosticsRenderers, format)) throw new Error(`no renderer for format ${format}`);
  return diagnosticsRenderers[format as keyof typeof diagnosticsRenderers](diagnostics, view);
}
