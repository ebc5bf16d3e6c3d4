import { resolve } from 'node:path';
import { inspectTarget } from '../adapters/estate-target.ts';
import { branchEstate, createEstate, fillEstate, type MadeCommit } from '../adapters/estate-writer.ts';
import { isFileError, reasonOf } from '../adapters/file-errors.ts';
import { readForeignFile } from '../adapters/foreign-file.ts';
import { GitError } from '../adapters/git-error.ts';
import { shownPath } from '../adapters/program.ts';
import type { EstateParts } from '../core/init/assemble.ts';
import { type Placing, placeEstate } from '../core/init/place.ts';
import { readInventoryFile } from '../feeds/inventory/registry.ts';
import type { Diagnostic, Outcome } from '../model/diagnostic.ts';
import type { EstateTarget } from '../model/estate-target.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderInit } from '../render/init/text.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { nextSteps } from './init-advice.ts';
import { readSoftware } from './init-software.ts';
import { newEstate } from './new-estate.ts';
import { momentOf } from './open-estate.ts';

const branchName = 'patchledger/onboard/estate';
const message = 'feat: start the patch management estate\n\nWritten by patchledger init.\n';

/** Writes an estate to start from: into a folder of its own, or onto a branch of an existing repository. */
export const run: CommandRun = async (context, [directory], options) => {
  const { global, terminal } = context;
  const folder = directory === undefined ? global.root : resolve(global.root, directory);
  const from = typeof options['from'] === 'string' ? options['from'] : undefined;
  const template = options['minimal'] === true || from !== undefined ? 'minimal' : 'starter';
  const hosts = from === undefined ? undefined : readHosts(context, from, options);
  const { target, files } = withReasons(folder, () => lookAt(context, folder, template, hosts));
  const placing = placeEstate(target, files);
  if (placing.how === 'refuse') throw new CommandError(placing.why, { hint: placing.hint });
  const commit = withReasons(folder, () => write(target, files, placing));
  const kept = placing.how === 'branch' ? placing.kept : [];
  const steps = nextSteps({
    folder: shownPath(folder),
    template,
    commit,
    target,
    hosts: hosts?.draft.assets ?? [],
    hasSoftware: hosts?.observed !== undefined,
  });
  terminal.out(
    renderInit(
      {
        folder: shownPath(folder),
        paths: files.map(({ path }) => path).filter((path) => !kept.includes(path)),
        kept,
        hosts: hosts?.draft.assets.length,
        commit,
        ...steps,
      },
      terminal.paint,
    ),
  );
  return exitCodes.fine;
};

/** Reads hosts of one's own. A file that cannot be read whole starts no estate: what is missing would look clean. */
function readHosts(
  context: CommandContext,
  path: string,
  { ecosystem }: CommandOptions,
): NonNullable<EstateParts['hosts']> {
  const read = readForeignFile(path, limits.dataFileBytes);
  if ('problem' in read) return refuseHosts(context, path, [read.problem], '');
  const stated = typeof ecosystem === 'string' ? ecosystem : undefined;
  const { file, modifiedAt } = read;
  const software = readSoftware(file, { modifiedAt, now: momentOf(context.global).asOf, ecosystem: stated });
  const hosts = software ?? inventoryOf(file);
  const { diagnostics } = hosts;
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  if (isWrong || hosts.value.draft.assets.length === 0) return refuseHosts(context, path, diagnostics, file.text);
  tell(context, diagnostics, file);
  return { ...hosts.value, source: path };
}

function inventoryOf(file: SourceFile): Outcome<Pick<NonNullable<EstateParts['hosts']>, 'draft' | 'observed'>> {
  const { value: draft, diagnostics } = readInventoryFile(file);
  return { value: { draft }, diagnostics };
}

function refuseHosts(context: CommandContext, path: string, diagnostics: readonly Diagnostic[], text: string): never {
  tell(context, diagnostics, { path, text });
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  throw new CommandError(
    isWrong
      ? `${path} cannot be read as an inventory; nothing was written`
      : `${path} names no hosts; nothing was written`,
    {
      hint: 'CSV with a heading such as hostname, an Ansible inventory (INI or YAML), a bill of materials or a package list starts an estate',
    },
  );
}

function tell(
  { terminal, global }: CommandContext,
  diagnostics: readonly Diagnostic[],
  { path, text }: SourceFile,
): void {
  const told = global.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  if (told.length > 0) terminal.note(renderDiagnosticsText(told, new Map([[path, text]]), terminal.notePaint));
}

/** The estate's files depend on the repository's branch, and what counts as begun on the files. */
function lookAt(
  context: CommandContext,
  folder: string,
  template: 'starter' | 'minimal',
  hosts: EstateParts['hosts'],
): { readonly target: EstateTarget; readonly files: readonly SourceFile[] } {
  const first = assembled(context, newEstate(template, { hosts, hasWorkflows: true }), hosts);
  const target = inspectTarget(folder, first);
  const { repository } = target;
  const isKnown = repository.kind === 'commit' || repository.kind === 'no-commit';
  const baseBranch = isKnown ? repository.branch : undefined;
  // A forge reads workflows at the top of a repository; further down they would only look as if they ran.
  const hasWorkflows = !isKnown || repository.isTop;
  if (hasWorkflows && (baseBranch === undefined || baseBranch === 'main')) return { target, files: first };
  return { target, files: newEstate(template, { hosts, baseBranch, hasWorkflows }).value };
}

function assembled(
  context: CommandContext,
  { value, diagnostics }: Outcome<readonly SourceFile[]>,
  hosts: EstateParts['hosts'],
): readonly SourceFile[] {
  tell(context, diagnostics, { path: hosts?.source ?? '', text: '' });
  const large = value.find(({ text }) => text.length > limits.decisionFileBytes);
  if (large !== undefined) {
    const size = `${limits.decisionFileBytes / 2 ** 20} MiB`;
    throw new CommandError(`${large.path} would be larger than ${size}, which is not read`, {
      hint: 'split the list of hosts',
    });
  }
  return value;
}

function write(
  target: EstateTarget,
  files: readonly SourceFile[],
  placing: Exclude<Placing, { readonly how: 'refuse' }>,
): (MadeCommit & { readonly isOwnBranch: boolean; readonly wasThere: boolean }) | undefined {
  if (placing.how === 'branch') {
    const kept = new Set(placing.kept);
    const added = files.filter(({ path }) => !kept.has(path));
    return { ...branchEstate(target, added, { name: branchName, base: placing.head, message }), isOwnBranch: true };
  }
  const first = placing.commit ? { message } : undefined;
  const writeInto = placing.how === 'create' ? createEstate : fillEstate;
  const made = writeInto(target.folder, files, first);
  return made && { ...made, isOwnBranch: false, wasThere: false };
}

/** What the file system or git refuses is the user's to mend, and is said in words. */
function withReasons<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    if (!isFileError(error)) throw error;
    throw new CommandError(`cannot write to ${folder}: ${reasonOf(error)}`, {
      cause: error,
      hint: 'choose another folder',
    });
  }
}
