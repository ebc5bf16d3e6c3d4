import { readForeignFile } from '../adapters/foreign-file.ts';
import { compareScan } from '../core/scan/compare.ts';
import { readScannerReport } from '../feeds/scanner/registry.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import { type ScannerOptions, type ScannerReport, scannerFields } from '../model/scanner.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderComparisonJson } from '../render/scan/json.ts';
import { renderComparison } from '../render/scan/text.ts';
import type { CommandContext } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import type { ImportRequest } from './import-request.ts';
import { openDecision } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/** Sets scanners' reports beside the plan's own findings and shows where they agree and why they do not. Writes nothing. */
export function runCompare(context: CommandContext, request: ImportRequest): ExitCode {
  const { terminal, global } = context;
  const diagnostics: Diagnostic[] = [];
  const reports: ScannerReport[] = [];
  const sources = new Map<string, string>();
  for (const path of request.compareWith) {
    const read = readForeignFile(path, limits.dataFileBytes);
    if ('problem' in read) {
      diagnostics.push(read.problem);
      continue;
    }
    sources.set(path, read.file.text);
    const report = readScannerReport(read.file, optionsOf(request));
    diagnostics.push(...report.diagnostics);
    if (report.value.format !== 'unknown') reports.push(report.value);
  }
  const told = global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  if (told.length > 0) terminal.note(renderDiagnosticsText(told, sources, terminal.notePaint));
  if (reports.length === 0) throw new CommandError('none of these reports could be read');
  const opened = openDecision(context);
  noteProblems(context, opened.diagnostics, opened.sources);
  const comparison = compareScan(opened.decision, reports);
  terminal.out(
    global.format === 'json'
      ? renderComparisonJson(comparison)
      : renderComparison(comparison, { paint: terminal.paint, withAgreed: request.showsAll }),
  );
  if (diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
  const { 'only-theirs': theirs, 'only-ours': ours } = comparison.counts;
  return request.exitCode && theirs + ours > 0 ? exitCodes.differences : exitCodes.fine;
}

function optionsOf({ asset, columns }: ImportRequest): ScannerOptions {
  if (columns.size === 0) return { asset };
  const own = [...columns].map(([word, heading]) => {
    const field = scannerFields.find((known) => known === word);
    if (field !== undefined) return [field, heading] as const;
    throw new CommandError(`--map ${word}=… means nothing in a scanner's report`, {
      hint: `words are ${scannerFields.join(', ')}`,
    });
  });
  return { asset, columns: Object.fromEntries(own) };
}
