import { ForgeError } from '../adapters/forge-error.ts';
import { tryGit } from '../adapters/git.ts';
import { GitError } from '../adapters/git-error.ts';
import type { GithubSettings } from '../adapters/github/client.ts';
import { commitOf } from '../adapters/local-forge.ts';
import { openLocalReader, openLocalWriter } from '../adapters/local-forge-port.ts';
import { forgeEnvironment } from '../adapters/secrets.ts';
import type { WorkspaceSettings } from '../model/estate.ts';
import type { ForgeReader, ForgeWriter } from '../model/forge.ts';
import type { CommandContext } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';

/** A forge for a run: what it reads with, and what it writes with. A dry run has nothing that writes. */
export interface OpenForge {
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter | undefined;
}

/** Opens the forge that the Workspace names. */
export type ForgeOpener = (
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
  mode: 'read' | 'write',
) => Promise<OpenForge>;

/** Opens the forge that the Workspace names, with the token and the addresses of the environment. */
export const openForge: ForgeOpener = async (context, settings, mode) => {
  if (settings.kind === 'github') return openGithub(context, settings, mode);
  const { root } = context.global;
  const commit = localBase(root, settings.baseBranch);
  const push = settings.push ? { remote: settings.remote, options: settings.pushOptions } : undefined;
  const forge = { root, base: { name: settings.baseBranch, commit }, push };
  return { reader: openLocalReader(forge), writer: mode === 'write' ? openLocalWriter(forge) : undefined };
};

/** The library behind it is loaded here, so that whoever has no GitHub never does. */
async function openGithub(
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
  mode: 'read' | 'write',
): Promise<OpenForge> {
  const connection = githubConnection(context, settings);
  const { openGithubReader, openGithubWriter } = await import('../adapters/github/open.ts');
  const push =
    settings.commits === 'push'
      ? { root: context.global.root, remote: settings.remote, options: settings.pushOptions }
      : undefined;
  return {
    reader: openGithubReader(connection),
    writer: mode === 'write' ? openGithubWriter(connection, push) : undefined,
  };
}

/** What a connection to GitHub needs: repository, token and addresses. */
export function githubConnection(
  { global: { root }, terminal }: CommandContext,
  settings: WorkspaceSettings['forge'],
): GithubSettings {
  const { token, apiUrl, repository: current } = forgeEnvironment();
  const repository = settings.repository ?? current;
  if (repository === undefined) {
    throw new CommandError('the Workspace does not say which repository on GitHub it is', {
      hint: 'set spec.forge.repository to owner/name',
    });
  }
  if (token === undefined) {
    throw new CommandError('there is no token for GitHub', {
      hint: 'set PATCHLEDGER_TOKEN or GITHUB_TOKEN in the environment',
      exitCode: exitCodes.remote,
    });
  }
  const inside = (tryGit(root, ['rev-parse', '--show-prefix']) ?? '').replace(/\n$/, '');
  return {
    ...{ apiUrl, token, repository, inside, note: terminal.note, baseBranch: settings.baseBranch },
    userAgent: `patchledger/${PATCHLEDGER_VERSION}`,
  };
}

/** Proposals rest on the base branch: what is merged is approved, and nothing else decides. */
function localBase(root: string, baseBranch: string): string {
  try {
    const commit = commitOf(root, `refs/heads/${baseBranch}`) ?? commitOf(root, `refs/remotes/origin/${baseBranch}`);
    if (commit !== undefined) return commit;
    const isRepository = commitOf(root, 'HEAD') !== undefined;
    const [why, hint] = isRepository
      ? [`there is no branch ${baseBranch} to propose against`, 'set spec.forge.baseBranch of the Workspace']
      : ['proposing needs a Git repository with a commit', 'git init, git add . and git commit, then run again'];
    throw new CommandError(why, { hint });
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** Runs calls of a forge that nothing can go on without; what it refuses ends the run. */
export async function orRemote<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    throw new CommandError(error.message, { hint: error.remedy, exitCode: exitCodes.remote, cause: error });
  }
}
