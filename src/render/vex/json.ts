import type { Diagnostic } from '../../model/diagnostic.ts';
import type { VexImportView } from '../../model/vex-draft.ts';

/** What became of VEX statements, for programs. */
export function renderVexJson(view: VexImportView, diagnostics: readonly Diagnostic[]): string {
  const document = {
    schema: 'patchledger.vex-import/v1',
    dryRun: view.isDryRun,
    statements: view.statements,
    written: view.written,
    assessments: view.placed.map(({ kind, path, draft }) => ({
      name: draft.document.metadata.name,
      outcome: kind,
      path,
      document: draft.source.document,
      statement: draft.statement,
      spec: draft.document.spec,
      assets: draft.assets,
    })),
    left: view.left.map(({ source, statement, ids, product, reason }) => ({
      ...{ file: source.file, document: source.document, statement, ids, product, reason },
    })),
    diagnostics,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
