import { join, relative, resolve } from 'node:path';
import { isFileError } from '../adapters/file-errors.ts';
import { openPackWriter, type PackWriter } from '../adapters/pack-writer.ts';
import type { FileDigest, PutFile } from '../model/report.ts';
import type { CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { momentOf, openDecision } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';
import { checkReport } from './report-check.ts';
import { packFiles } from './report-pack.ts';
import { reportRequest } from './report-request.ts';
import { signReport } from './report-signature.ts';

/** Folder of the report below the estate's root, unless `--out` names another. */
export const reportFolder = 'docs/patchledger';

/** How long one run waits for another that writes the same pack. */
const patienceMs = 60_000;

/** Renders the documents and writes them into a folder; files that would not change are left alone. */
export const run: CommandRun = async (context, _args, options) => {
  const { global, terminal } = context;
  const out = options['out'];
  const folder = typeof out === 'string' ? resolve(out) : join(global.root, reportFolder);
  const request = reportRequest(options);
  if (options['check'] === true) return checkReport(context, folder, request, options);
  const opened = openDecision(context);
  const revision = momentOf(global).revision;
  const { files, written } = await writeReport(folder, (put) => packFiles(context, opened, revision, request, put));
  signReport(folder, options);
  noteProblems(context, opened.diagnostics, opened.sources);
  if (!global.quiet) terminal.note(`${writtenText(written.length, files.length, shown(folder))}\n`);
  const { plan } = opened.decision;
  const gaps =
    plan.incomplete.length + plan.summary.unwatched.length + plan.summary.assets.unknown + plan.summary.assets.stale;
  return exitCodeOf(context, opened.diagnostics, gaps > 0);
};

/** What stands in a folder before and afterwards is a whole pack: none of it is replaced before all of it is made. */
async function writeReport(
  folder: string,
  make: (put: PutFile) => readonly FileDigest[],
): Promise<{ readonly files: readonly FileDigest[]; readonly written: readonly string[] }> {
  let writer: PackWriter | undefined;
  try {
    writer = await openPackWriter(folder, patienceMs);
    if (writer === undefined) throw stillWritten(folder);
    const files = make(writer.put);
    return { files, written: await writer.finish() };
  } catch (cause) {
    if (!isFileError(cause)) throw cause;
    throw new CommandError(`the report cannot be written to ${shown(folder)}: ${cause.message}`, {
      exitCode: exitCodes.invalid,
      hint: 'name another folder with --out',
      cause,
    });
  } finally {
    writer?.close();
  }
}

const stillWritten = (folder: string): CommandError =>
  new CommandError(`another run still writes the report to ${shown(folder)}`, {
    hint: 'wait until it is done, or name another folder with --out',
  });

/** The path from where the user stands, unless it leads up and away. */
function shown(folder: string): string {
  const path = relative('.', folder);
  return path === '' ? '.' : path.startsWith('..') ? folder : path;
}

function writtenText(written: number, total: number, folder: string): string {
  const files = (number: number): string => `${number} ${number === 1 ? 'file' : 'files'}`;
  const unchanged = total - written;
  if (written === 0) return `${files(unchanged)} in ${folder}, all as they were`;
  return `${files(written)} written to ${folder}${unchanged > 0 ? `, ${unchanged} unchanged` : ''}`;
}
