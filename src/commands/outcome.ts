import type { Diagnostic } from '../model/diagnostic.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import type { CommandContext } from './command.ts';
import { type ExitCode, exitCodes } from './exit.ts';

/**
 * Says on standard error what was wrong, so that data on standard output stays data. Warnings and infos are counted
 * only; `validate` shows them all.
 */
export function noteProblems(
  { terminal, global }: CommandContext,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) terminal.note(renderDiagnosticsText(errors, sources, terminal.notePaint));
  const others = diagnostics.length - errors.length;
  if (others > 0 && !global.quiet) {
    terminal.note(
      terminal.notePaint.dim(`${others} more ${others === 1 ? 'remark' : 'remarks'}: run patchledger validate\n`),
    );
  }
}

/** Exit code of a command that shows what it could decide: errors are invalid input; with --strict, gaps count too. */
export function exitCodeOf(
  { global }: CommandContext,
  diagnostics: readonly Diagnostic[],
  isDegraded: boolean,
): ExitCode {
  if (diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
  return global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
}
