import { createFileBelow } from '../adapters/create-file.ts';
import { isFileError, reasonOf } from '../adapters/file-errors.ts';
import type { RecordFile } from '../core/record/record-file.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import { type RecordWord, recordKinds } from '../model/record-report.ts';
import type { SourceFile } from '../model/source.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { type RecordLine, renderRecords, renderRecordsJson } from '../render/record/records.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';

/** Records that are ready to be written, and what is to be said of where they come from. */
export interface Prepared {
  /** For code frames; `undefined` where there is no text to show. */
  readonly source: SourceFile | undefined;
  readonly files: readonly RecordFile[];
  /** Records of the estate that hold the same report already. */
  readonly before: readonly { readonly kind: string; readonly name: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Records that were made of a report before, by its digest. Recorded again it would be the same evidence twice, even
 * where rows belong to other visits by now. A report of several records counts as recorded when all of them are there.
 */
export function recordedBefore(
  { resources }: Estate,
  word: RecordWord,
  sha256: string,
  expected: number,
): Prepared['before'] {
  if (word !== 'deployment' && word !== 'verification') return [];
  const same = [...(resources[recordKinds[word]]?.values() ?? [])].filter(
    ({ document }) => document.spec.source?.sha256 === sha256,
  );
  return expected > 0 && same.length >= expected
    ? same.map(({ kind, name, origin }) => ({ kind, name, path: origin.file }))
    : [];
}

/**
 * Writes records that are not there yet, tells of all, and answers the exit code. When anything has an error, nothing is
 * written at all. A record that is there is never touched.
 */
export function settleRecords(
  context: CommandContext,
  options: CommandOptions,
  { sources }: Pick<OpenEstate, 'sources'>,
  prepared: readonly Prepared[],
): ExitCode {
  const { terminal, global } = context;
  const diagnostics = prepared.flatMap((one) => one.diagnostics);
  const isRefused = diagnostics.some(({ severity }) => severity === 'error');
  const isDryRun = options['dryRun'] === true;
  const lines = isRefused ? [] : prepared.flatMap((one) => linesOf(one, global.root, isDryRun));
  if (global.format === 'json') terminal.out(renderRecordsJson(lines, diagnostics, isDryRun));
  else {
    const texts = new Map([
      ...sources,
      ...prepared.flatMap(({ source }) => (source ? [[source.path, source.text] as const] : [])),
    ]);
    const told = global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
    terminal.note(renderDiagnosticsText(told, texts, terminal.notePaint));
    terminal.out(renderRecords(lines, terminal.paint, isDryRun));
  }
  if (isRefused) return exitCodes.invalid;
  const isDegraded = diagnostics.some(({ severity }) => severity === 'warning');
  return global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
}

function linesOf({ files, before }: Prepared, root: string, isDryRun: boolean): readonly RecordLine[] {
  if (before.length > 0) return before.map((one) => ({ ...one, status: 'exists' }));
  return files.map(({ kind, name, path, text }) => ({
    kind,
    name,
    path,
    status: writeRecord(root, { path, text }, isDryRun),
  }));
}

/** Writes one record; its name comes from its content, so one of the same name is the same record. */
export function writeRecord(
  root: string,
  { path, text }: Pick<RecordFile, 'path' | 'text'>,
  isDryRun: boolean,
): RecordLine['status'] {
  if (isDryRun) return 'would-write';
  try {
    const happened = createFileBelow(root, path, text);
    if (happened !== 'outside') return happened;
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new CommandError(`${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
  throw new CommandError(`${path} lies behind a link that leads out of the estate; nothing was written`, {
    hint: 'replace the link by a folder',
  });
}
