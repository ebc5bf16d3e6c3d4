import { resolve } from 'node:path';
import { writeExport } from '../adapters/export-folder.ts';
import { isFileError, reasonOf } from '../adapters/file-errors.ts';
import { handApproved } from '../core/record/handover.ts';
import { formatInstant } from '../core/time.ts';
import { exporterFor, exporters } from '../exporters/registry.ts';
import type { Exporter, ExportFile, Handover } from '../model/handover.ts';
import { renderHandover } from '../render/record/handover.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { handOverEmergency } from './export-emergency.ts';
import { openDecision } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/** Turns approved visits into files for an engine; with --emergency, those of a Change that is not merged yet. */
export const run: CommandRun = async (context, [engine = ''], options) => {
  const exporter = exporterFor(engine);
  if (exporter === undefined) {
    throw new CommandError(`there is no export for ${engine}`, {
      hint: `say one of ${exporters.map(({ id }) => id).join(', ')}`,
    });
  }
  const change = typeof options['change'] === 'string' ? options['change'] : undefined;
  const handover =
    options['emergency'] === true
      ? handOverEmergency(context, options, { change, engine: exporter.id })
      : handOver(context, options, change);
  deliver(context, options, exporter, handover);
  return exitCodes.fine;
};

function handOver(context: CommandContext, options: CommandOptions, change: string | undefined): Handover {
  for (const name of ['by', 'reason', 'head']) {
    if (options[name] !== undefined)
      throw new CommandError(`--${name} is for --emergency`, { hint: 'leave it out: what is merged is approved' });
  }
  const opened = openDecision(context);
  const { estate, decision, asOf } = opened;
  noteProblems(context, opened.diagnostics, opened.sources);
  if (opened.diagnostics.some(({ severity }) => severity === 'error')) {
    throw new CommandError('an estate with errors is not exported', { hint: 'run patchledger validate and mend them' });
  }
  if (change !== undefined && estate.resources.Change?.has(change) !== true) {
    throw new CommandError(`no merged Change is called ${change}`, {
      hint: 'only what is merged is approved; immediate work that cannot wait goes out with --emergency',
    });
  }
  const { visits, held } = handApproved(decision, change);
  const { tool, commit } = decision.plan;
  return { asOf: formatInstant(asOf), tool: { version: tool.version }, commit, emergency: undefined, visits, held };
}

/** Data for one file goes to standard output, unless a folder is named. */
function deliver(context: CommandContext, options: CommandOptions, exporter: Exporter, handover: Handover): void {
  const { terminal, global } = context;
  const files = exporter.export(handover);
  const [only, second] = files;
  const out = options['out'];
  if (typeof out !== 'string' && exporter.id === 'json' && only !== undefined && second === undefined) {
    terminal.out(only.text);
    if (!global.quiet)
      terminal.note(renderHandover(handover, { usage: undefined, folder: undefined }, terminal.notePaint));
    return;
  }
  const folder = resolve(typeof out === 'string' ? out : `patchledger-export/${exporter.id}`);
  if (options['dryRun'] !== true) write(folder, files);
  const shown = typeof out === 'string' ? out : `patchledger-export/${exporter.id}`;
  const isDryRun = options['dryRun'] === true;
  terminal.out(renderHandover(handover, { usage: exporter.usage, folder: shown, isDryRun }, terminal.paint));
}

function write(folder: string, files: readonly ExportFile[]): void {
  try {
    if (writeExport(folder, files) === 'written') return;
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new CommandError(`the export cannot be written to ${folder}: ${reasonOf(error)}`, { cause: error });
  }
  throw new CommandError(`${folder} holds something else than an export; nothing was written`, {
    hint: 'name an empty folder with --out',
  });
}
