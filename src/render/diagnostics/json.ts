import type { Diagnostic } from '../../model/diagnostic.ts';

/** Problems for programs (schemas/diagnostics.schema.json), in the order given. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ schema: 'patchledger.diagnostics/v1', diagnostics }, null, 2)}\n`;
}
