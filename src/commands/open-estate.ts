import { isAbsolute } from 'node:path';
import { now, timeZoneDataVersion } from '../adapters/clock.ts';
import { type EstateReading, kindOfRoot, readEstateFiles, readWorkspaceFile } from '../adapters/estate-files.ts';
import { commitTime, gitHead, readEstateFilesAt } from '../adapters/git-files.ts';
import { lastChanges } from '../adapters/git-history.ts';
import { decide } from '../core/decide.ts';
import { loadResources } from '../core/load/load.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import type { Decision } from '../core/plan/decision.ts';
import { parseDate, parseInstant } from '../core/time.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import { defaultFolders, type EstateFile, type EstateFolders, workspacePath } from '../model/estate-files.ts';
import type { Change } from '../model/generated/change.ts';
import type { PolicyChanges } from '../model/ledger.ts';
import type { ToolVersion } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { Locate } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import type { CommandContext, GlobalOptions } from './command.ts';
import { CommandError } from './exit.ts';
import { linkFiles } from './link-files.ts';

/** An estate as a command works with it. */
export interface OpenEstate {
  readonly estate: Estate;
  readonly locate: Locate;
  readonly asOf: Instant;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file that was read, by path, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  readonly folders: EstateFolders;
  /** Since when policies are as they are; absent where no run of the ledger asks, or no commit holds the files. */
  readonly policyChanges?: PolicyChanges | undefined;
}

/** An estate with everything that was decided about it. */
export interface OpenDecision extends OpenEstate {
  readonly decision: Decision;
}

/** The program and time-zone data that compute, as printed beside every plan. */
const toolVersion = (): ToolVersion => ({ version: PATCHLEDGER_VERSION, tzdata: timeZoneDataVersion() });

/**
 * Reads and links the estate of a command line: the work tree, or the commit that `--as-of` names.
 * `source` names other files, or another moment, than the command line does.
 */
export function openEstate({ global }: CommandContext, source: Partial<EstateSource> = {}): OpenEstate {
  const { asOf, revision } = { ...momentOf(global), ...source };
  const { read: own, folders } = readFiles(global.root, revision);
  const read = { ...own, files: [...own.files, ...(source.beside ?? [])] };
  if (read.files.length === 0 && read.diagnostics.length === 0) throw noEstate(global.root);
  const commit = revision ?? cleanHead(global.root, folders);
  const linked = linkFiles(read.files, { asOf, commit, folders });
  return {
    ...linked.value,
    asOf,
    diagnostics: sortDiagnostics([...read.diagnostics, ...linked.diagnostics]),
    sources: new Map(read.files.map((file) => [file.path, file.text] as const)),
    folders,
    policyChanges: changesSinceLedger(global.root, linked.value.estate),
  };
}

/** What the ledger holds already needs no history. */
function changesSinceLedger(root: string, estate: Estate): PolicyChanges | undefined {
  const runs = [...(estate.resources.LedgerRecord?.values() ?? [])].flatMap(
    ({ document }) => parseInstant(document.spec.asOf) ?? [],
  );
  return runs.length === 0
    ? undefined
    : policyChangesIn(
        root,
        estate,
        runs.reduce((last, at) => Math.max(last, at) as Instant),
      );
}

/** The commits that last changed policies or the Workspace; `undefined` where the files are no commit's. */
export function policyChangesIn(
  root: string,
  { commit, resources }: Estate,
  since?: Instant,
): PolicyChanges | undefined {
  if (commit === undefined) return undefined;
  const policies = [...(resources.PatchPolicy?.values() ?? []), ...(resources.Workspace?.values() ?? [])];
  const paths = [...new Set(policies.map(({ origin }) => origin.file))].sort();
  return lastChanges(root, { commit, paths, since });
}

/** As `openEstate`, and decides. */
export function openDecision(context: CommandContext, source: Partial<Moment> = {}): OpenDecision {
  return decideOn(openEstate(context, source), []);
}

/** Decides about an estate that is open. `proposals` are the Changes on open proposal branches. */
export function decideOn(opened: OpenEstate, proposals: readonly Change[]): OpenDecision {
  const { estate, locate, asOf, policyChanges, diagnostics: problems } = opened;
  const decided = decide({ estate, locate, asOf, tool: toolVersion(), proposals, problems, policyChanges });
  return {
    ...opened,
    decision: decided.value,
    diagnostics: sortDiagnostics([...opened.diagnostics, ...decided.diagnostics]),
  };
}

/** The files of the work tree or of a commit, from the folders that the Workspace names. */
export function readFiles(root: string, revision: string | undefined): { read: EstateReading; folders: EstateFolders } {
  if (revision === undefined) {
    refuseRoot(root);
    const folders = foldersOf(readWorkspaceFile(root).files);
    return { read: readEstateFiles(root, folders), folders };
  }
  const read = readEstateFilesAt(root, revision);
  const folders = foldersOf(read.files.filter(({ path }) => path === workspacePath));
  const isUsual = Object.entries(folders).every(
    ([name, folder]) => defaultFolders[name as keyof EstateFolders] === folder,
  );
  return { read: isUsual ? read : readEstateFilesAt(root, revision, folders), folders };
}

/** A Workspace that is wrong names no folders; its own problems are reported when the estate is loaded. */
function foldersOf(files: readonly EstateFile[]): EstateFolders {
  const workspace = loadResources(files).value.resources.find((resource) => resource.kind === 'Workspace');
  const stated = (workspace as Resource<'Workspace'> | undefined)?.document.spec.folders ?? {};
  const { docs: _published, ...folders } = stated;
  const named = Object.entries(folders).map(([name, folder]) => [name, folder.replace(/^(?:\.\/)+|\/+$/g, '')]);
  return { ...defaultFolders, ...Object.fromEntries(named) };
}

/** What an estate is read from. */
export interface EstateSource extends Moment {
  /** Files that count although they are not merged yet, such as records on a branch of their own. */
  readonly beside: readonly EstateFile[];
}

/** Which files are judged, and as at which instant. */
export interface Moment {
  readonly asOf: Instant;
  /** Full id of the commit to read; `undefined` = the work tree. */
  readonly revision: string | undefined;
}

/** What `--as-of` says; without it the work tree, now. */
export function momentOf({ root, asOf: text }: GlobalOptions): Moment {
  if (text === undefined) return { asOf: now(), revision: undefined };
  const instant = parseInstant(text) ?? parseDate(text);
  if (instant !== undefined) return { asOf: instant, revision: undefined };
  const commit = commitTime(root, text);
  if (commit === undefined) {
    throw new CommandError(`--as-of ${text} is neither an instant nor a commit here`, {
      hint: 'write 2026-12-01T08:00:00Z, 2026-12-01 (00:00 UTC), or a commit such as HEAD~1',
    });
  }
  return { asOf: commit.time, revision: commit.id };
}

/** The commit the files belong to; `undefined` outside Git and with changes that nobody committed. */
function cleanHead(root: string, folders: EstateFolders): string | undefined {
  const head = gitHead(root, [workspacePath, ...Object.values<string>({ ...folders })]);
  return head === undefined || head.dirty ? undefined : head.commit;
}

/** A slip in `-C` is told once, and not as ten folders that cannot be read. */
function refuseRoot(root: string): void {
  const kind = kindOfRoot(root);
  if (kind === 'folder') return;
  throw new CommandError(kind === 'missing' ? `there is no folder ${root}` : `${root} is not a folder`, {
    hint: 'name the folder of an estate with -C',
  });
}

/** Refuses a folder that holds nothing of an estate. */
export function noEstate(root: string): CommandError {
  return new CommandError(`there is no estate in ${isAbsolute(root) ? root : `./${root}`}`, {
    hint: 'run `patchledger init` there, or name the folder with -C',
  });
}
