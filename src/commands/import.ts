import { join } from 'node:path';
import { confirm } from '../adapters/confirm.ts';
import { readForeignFile } from '../adapters/foreign-file.ts';
import { takeLock } from '../adapters/lock.ts';
import { replaceFileBelow } from '../adapters/replace-file.ts';
import { knownLines } from '../core/import/known-lines.ts';
import { landReports } from '../core/import/land.ts';
import { nameFinder } from '../core/import/names.ts';
import { readObservations } from '../feeds/observed/observation.ts';
import type { Landing } from '../model/import.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderImportJson } from '../render/import/json.ts';
import { renderImport, renderInventoryChanges } from '../render/import/text.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { runCompare } from './import-compare.ts';
import { type ImportEstate, openForImport } from './import-estate.ts';
import { planFor } from './import-inventory.ts';
import { type ReportsRead, readReports, type SourceReports } from './import-read.ts';
import { runReconcile } from './import-reconcile.ts';
import { type ImportRequest, importRequest } from './import-request.ts';
import { areVex, runVex } from './import-vex.ts';

const lockPatienceMs = 5_000;

/** Takes in what tools say of machines: observations below `observed/`, and Inventories on request. */
export const run: CommandRun = async (context, args, options) => {
  const request = importRequest(args, options);
  if (request.compareWith.length > 0) return runCompare(context, request);
  if (request.reconcileWith === undefined && (request.isVex ?? areVex(request.files))) return runVex(context, request);
  return request.reconcileWith === undefined
    ? runReports(context, request)
    : runReconcile(context, request, openForImport(context));
};

/** Lands what files say of machines as observations, and as Inventories on request. */
async function runReports(context: CommandContext, request: ImportRequest): Promise<ExitCode> {
  const opened = openForImport(context);
  tellErrors(context, request, opened);
  const release = request.isDryRun ? () => undefined : await lock(context.global.root);
  try {
    const observed = opened.folders.observed;
    const read = readReports({ request, find: nameFinder(opened.estate.assets), asOf: opened.asOf, observed });
    const landings = read.value.sources.map((source) => land(context, source, opened));
    const plan = request.writes
      ? planFor(request, opened, read.value.drafts)
      : { value: { files: [], changes: [] }, diagnostics: [] };
    const diagnostics = [...read.diagnostics, ...plan.diagnostics];
    const sources = new Map(read.value.files.map(({ path, text }) => [path, text] as const));
    const told = context.global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
    if (told.length > 0) context.terminal.note(renderDiagnosticsText(told, sources, context.terminal.notePaint));
    refuseNothing(landings, request, read.value);
    if (plan.value.files.length > 0 && !request.isDryRun) {
      await askToWrite(context, request, renderInventoryChanges(plan.value.changes, context.terminal.notePaint));
    }
    const changed = writeAll(context, request, landings, read.value, plan.value.files);
    const view = { landings, changes: plan.value.changes, changed, isDryRun: request.isDryRun, writes: request.writes };
    context.terminal.out(
      context.global.format === 'json'
        ? renderImportJson(view, diagnostics)
        : renderImport(view, context.terminal.paint),
    );
    if (diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
    const isDegraded = landings.some(({ assets }) => assets.some(({ unread }) => unread > 0));
    return context.global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
  } finally {
    release();
  }
}

/** Assets of a wrong Inventory are not there: what means one of them would look new. */
function tellErrors({ terminal }: CommandContext, { writes }: ImportRequest, { diagnostics }: ImportEstate): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return;
  const hint = 'run patchledger validate and mend them';
  if (writes) throw new CommandError('the files of this estate have errors; no Inventory is changed', { hint });
  terminal.note(`warning: the files of this estate have errors, so assets may not be found: ${hint}\n`);
}

/** Two imports at once would each write what the other did not know. */
async function lock(root: string): Promise<() => void> {
  const file = join(root, '.patchledger', 'cache', 'import.lock');
  const release = await takeLock(file, lockPatienceMs);
  if (release !== undefined) return release;
  throw new CommandError('another import is writing', {
    hint: `wait until it is done; if there is none, remove ${file}`,
  });
}

/** Joins what one source says with what it said before. */
function land({ global }: CommandContext, reports: SourceReports, { estate, folders }: ImportEstate): Landing {
  const { source, incoming, isComplete } = reports;
  const path = `${folders.observed}/imports/${source}.ndjson`;
  const before = readForeignFile(join(global.root, path), limits.dataFileBytes);
  const text = 'file' in before ? before.file.text : '';
  if ('problem' in before && !before.problem.message.includes('does not exist')) {
    throw new CommandError(`${path} cannot be read: ${before.problem.message}`);
  }
  const known = readObservations({ path, text });
  if (known.diagnostics.length > 0) {
    throw new CommandError(`${path} holds lines that cannot be read; nothing was written`, {
      hint: 'run patchledger validate and mend them, or remove the file to start anew',
    });
  }
  const names = new Set(estate.assets.map(({ name }) => name));
  const isKnownAsset = (asset: string): boolean => names.has(asset);
  return landReports({ source, path, known: knownLines(text, known.value), incoming, isComplete, isKnownAsset });
}

/** Files of which nothing came are a mistake, not an empty fleet. */
function refuseNothing(landings: readonly Landing[], { writes }: ImportRequest, { drafts }: ReportsRead): void {
  if (landings.some(({ assets }) => assets.length > 0)) return;
  if (drafts.length > 0 && writes) return;
  throw drafts.length > 0
    ? new CommandError(
        `these files name ${drafts.length} assets and nothing that was observed on them; nothing was written`,
        {
          hint: 'take them into an Inventory with --write, or compare with --reconcile <file>',
        },
      )
    : new CommandError('nothing could be read of these files; nothing was written');
}

async function askToWrite({ terminal }: CommandContext, { isAgreed }: ImportRequest, changes: string): Promise<void> {
  if (isAgreed) return;
  if (!terminal.interactive) {
    terminal.note(changes);
    throw new CommandError('an Inventory would be changed; nothing was written', {
      hint: 'say --yes, or look with --dry-run',
    });
  }
  terminal.note(changes);
  if (!(await confirm('Change it?'))) throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
}

/** Evidence first, then the lines that name it, then Inventories; answers the paths that changed. */
function writeAll(
  { global }: CommandContext,
  { isDryRun }: ImportRequest,
  landings: readonly Landing[],
  { sources }: ReportsRead,
  inventories: readonly SourceFile[],
): readonly string[] {
  const landed = new Map(landings.flatMap(({ assets }) => assets.map(({ asset, kind }) => [asset, kind] as const)));
  const evidence = sources
    .flatMap(({ incoming }) => incoming)
    .flatMap(({ raw, asset }) =>
      raw === undefined || landed.get(asset) === 'older' ? [] : [{ path: raw.path, text: raw.text }],
    );
  const observations = landings.filter(({ assets }) => assets.length > 0).map(({ path, text }) => ({ path, text }));
  const large = observations.find(({ text }) => text.length > limits.dataFileBytes);
  if (large !== undefined) {
    throw new CommandError(`${large.path} would be larger than is read; nothing was written`, {
      hint: 'import in parts, each with a --source of its own',
    });
  }
  const all = [...evidence, ...observations, ...inventories];
  if (isDryRun) return [];
  return all
    .filter(({ path, text }) => {
      const outcome = replaceFileBelow(global.root, path, text);
      if (outcome !== 'outside') return outcome === 'written';
      throw new CommandError(`${path} is, or lies behind, a link; it was not written`, {
        hint: 'replace the link by a folder',
      });
    })
    .map(({ path }) => path);
}
