import { GitError } from '../adapters/git-error.ts';
import { fetchPull, hasCommit, headsWith, pathsBetween, readMerge } from '../adapters/git-merge.ts';
import { commitOf } from '../adapters/local-forge.ts';
import type { ForgeMembers } from '../core/evidence/approval-members.ts';
import type { Diagnostic, Outcome } from '../model/diagnostic.ts';
import type { MergeReader, ReviewData, ReviewedWork } from '../model/review.ts';
import type { SourceFile } from '../model/source.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';
import { githubConnection, orRemote } from './open-forge.ts';

/** Where an approval is read from. */
export type MergeSource =
  | {
      readonly kind: 'file';
      readonly file: SourceFile;
      readonly sha256: string;
      readonly read: (file: SourceFile) => Outcome<ReviewData | undefined>;
    }
  | {
      readonly kind: 'asserted';
      readonly by: string;
      readonly merge: string | undefined;
      readonly head: string | undefined;
    }
  | { readonly kind: 'forge'; readonly merge: string | undefined; readonly number: number | undefined };

/** What is known of a merge, and what was wrong with reading it. */
export interface KnownMerge {
  readonly data: ReviewData;
  readonly diagnostics: readonly Diagnostic[];
  /** Asks the forge for the members of its teams; what it does not tell is left out. */
  readonly membersOf: (teams: readonly string[]) => Promise<ForgeMembers>;
}

/** Finds out about a merge. */
export type OpenMerges = (context: CommandContext, opened: OpenEstate, source: MergeSource) => Promise<KnownMerge>;

/** Reads a merge from where the command line says: the forge that the Workspace names, a file, or Git alone. */
export const openMerges: OpenMerges = (context, opened, source) => mergesOn(openMergeReader)(context, opened, source);

/** Opens the forge for reading who approves. */
export type MergeConnection = (
  context: CommandContext,
  settings: OpenEstate['estate']['workspace']['forge'],
) => Promise<MergeReader>;

/** As `MergeConnection` says, on GitHub, with the token and the addresses of the environment. */
export const openMergeReader: MergeConnection = async (context, settings) => {
  const { openGithubMerges } = await import('../adapters/github/merges.ts');
  return openGithubMerges(githubConnection(context, settings));
};

/** As `openMerges`, with another way to the forge. */
export function mergesOn(connect: MergeConnection): OpenMerges {
  return async (context, opened, source) => {
    try {
      if (source.kind === 'file') return fromFile(context, source);
      const merge = mergeCommit(context, opened, source.merge);
      if (source.kind === 'asserted') {
        return { data: fromGit(context, opened, merge, source.head), diagnostics: [], membersOf: nobody };
      }
      return await fromForge({ context, opened, connect }, source.number ?? merge);
    } catch (error) {
      if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
      throw error;
    }
  };
}

function fromFile(
  { terminal }: CommandContext,
  { file, sha256, read }: Extract<MergeSource, { kind: 'file' }>,
): KnownMerge {
  const { value, diagnostics } = read(file);
  if (value !== undefined) return { data: { ...value, sha256 }, diagnostics, membersOf: nobody };
  terminal.note(renderDiagnosticsText(diagnostics, new Map([[file.path, file.text]]), terminal.notePaint));
  throw new CommandError(`${file.path} does not say who approved a merge`, {
    hint: 'docs/guide/records.md shows the fields',
  });
}

/** Without a name, the last commit of the base branch is the merge. */
function mergeCommit({ global: { root } }: CommandContext, { estate }: OpenEstate, stated: string | undefined): string {
  const { baseBranch } = estate.workspace.forge;
  const found =
    stated === undefined
      ? (commitOf(root, `refs/heads/${baseBranch}`) ?? commitOf(root, `refs/remotes/origin/${baseBranch}`))
      : commitOf(root, stated);
  if (found !== undefined) return found;
  throw new CommandError(
    stated === undefined ? `there is no branch ${baseBranch} here` : `no commit here is called ${stated}`,
    {
      hint: 'name the merge with --merge <commit>, in a repository that has it',
    },
  );
}

function fromGit(
  { global: { root } }: CommandContext,
  { folders }: OpenEstate,
  merge: string,
  stated: string | undefined,
): ReviewData {
  if (stated !== undefined) {
    const head = commitOf(root, stated);
    if (head === undefined)
      throw new CommandError(`no commit here is called ${stated}`, { hint: 'name the branch that was merged' });
    return readMerge(root, merge, head);
  }
  const first = readMerge(root, merge, undefined);
  return first.headCommit === undefined ? readMerge(root, merge, headOf(root, merge, folders.changes)) : first;
}

/** A commit with one parent is a squash of a branch that holds the same Change, or the branch itself. */
function headOf(root: string, merge: string, changes: string): string | undefined {
  const base = commitOf(root, `${merge}^1`);
  const paths = base === undefined ? [] : (pathsBetween(root, base, merge) ?? []);
  const path = paths.find((one) => one.startsWith(`${changes}/`));
  const heads = path === undefined ? [] : headsWith(root, merge, path).filter((head) => head !== merge);
  const own = heads.filter((head) => base !== undefined && commitOf(root, `${head}^1`) !== undefined);
  return own.length === 1 ? own[0] : undefined;
}

interface ForgeCall {
  readonly context: CommandContext;
  readonly opened: OpenEstate;
  readonly connect: MergeConnection;
}

/** Where no forge is asked, who belongs to its teams is not known. */
const nobody = async (): Promise<ForgeMembers> => new Map();

/** Reads the members of teams of the forge; a team that may not be seen is left out. */
export async function forgeMembers(reader: MergeReader, teams: readonly string[]): Promise<ForgeMembers> {
  const read = await Promise.all(teams.map(async (team) => [team, await reader.members(team)] as const));
  return new Map(read.flatMap(([team, logins]) => (logins === undefined ? [] : [[team, logins] as const])));
}

async function fromForge({ context, opened, connect }: ForgeCall, asked: number | string): Promise<KnownMerge> {
  const { forge } = opened.estate.workspace;
  if (forge.kind !== 'github') {
    throw new CommandError('the Workspace names no forge that could tell who approved', {
      hint: 'assert it with --by <person>, who merged after seeing the approval; or give what a forge says with --from <file>',
    });
  }
  const reader = await connect(context, forge);
  const data = await orRemote(() =>
    reader.merge(typeof asked === 'number' ? { number: asked } : { mergeCommit: asked }),
  );
  if (data === undefined) {
    const what =
      typeof asked === 'number' ? `#${asked} is not merged` : `no pull request was merged as ${asked.slice(0, 12)}`;
    throw new CommandError(what, { hint: 'name it with --pull-request <number>, or its commit with --merge <commit>' });
  }
  fetchReviewed(context.global.root, forge.remote, data);
  return { data, diagnostics: [], membersOf: (teams) => orRemote(() => forgeMembers(reader, teams)) };
}

/** Fetches what was reviewed where it is not here. */
export function fetchReviewed(root: string, remote: string, { pullRequest, headCommit, reviews }: ReviewedWork): void {
  const wanted = [headCommit, ...reviews.map(({ commit }) => commit)].filter((one) => one !== undefined);
  if (pullRequest === undefined || wanted.every((commit) => hasCommit(root, commit))) return;
  fetchPull(root, remote, pullRequest.number);
}
