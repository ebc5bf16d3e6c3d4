import { readForeignFile } from '../adapters/foreign-file.ts';
import { reconcile } from '../core/import/reconcile.ts';
import { withHeadings } from '../feeds/inventory/headings.ts';
import { readInventoryFile } from '../feeds/inventory/registry.ts';
import { limits } from '../model/limits.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderReconciliation, renderReconciliationJson } from '../render/import/reconciliation.ts';
import type { CommandContext } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import type { ImportEstate } from './import-estate.ts';
import type { ImportRequest } from './import-request.ts';

/** Sets the estate's assets against another inventory and shows what differs. Writes nothing. */
export function runReconcile(
  { terminal, global }: CommandContext,
  { reconcileWith = '', columns, exitCode }: ImportRequest,
  { estate }: ImportEstate,
): ExitCode {
  const read = readForeignFile(reconcileWith, limits.dataFileBytes);
  if ('problem' in read) throw new CommandError(read.problem.message);
  const { value: draft, diagnostics } = readInventoryFile(withHeadings(read.file, columns));
  const sources = new Map([[read.file.path, read.file.text]]);
  const told = global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  if (told.length > 0) terminal.note(renderDiagnosticsText(told, sources, terminal.notePaint));
  if (draft.assets.length === 0) {
    throw new CommandError(`${reconcileWith} names no assets`, {
      hint: 'CSV with a heading such as hostname (or --map name=<heading>), or an Ansible inventory, can be compared',
    });
  }
  const found = reconcile(estate.assets, draft);
  terminal.out(
    global.format === 'json'
      ? renderReconciliationJson(found, reconcileWith)
      : renderReconciliation(found, reconcileWith, terminal.paint),
  );
  if (diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
  const differs = found.onlyHere.length + found.onlyThere.length + found.differing.length > 0;
  return exitCode && differs ? exitCodes.differences : exitCodes.fine;
}
