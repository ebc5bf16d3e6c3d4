import { filesAt, pathsBetween } from '../adapters/git-merge.ts';
import { commitOf, type ProposalBranch, proposalBranches } from '../adapters/local-forge.ts';
import { loadResources } from '../core/load/load.ts';
import type { Change } from '../model/generated/change.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';

/** A Change, and the branch it waits on when it is not merged. */
export interface CalledChange {
  readonly document: Change;
  readonly proposal: ProposalBranch | undefined;
}

/** The Change of a name: a merged one, else one on a branch of this repository. */
export function changeCalled(context: CommandContext, opened: OpenEstate, name: string): CalledChange {
  const merged = opened.estate.resources.Change?.get(name);
  if (merged !== undefined) return { document: merged.document, proposal: undefined };
  const found = proposedChanges(context, opened).find(({ document }) => document.metadata.name === name);
  if (found !== undefined) return found;
  throw new CommandError(`no Change is called ${name}`, {
    hint: 'name one below changes/, or one on a branch of this repository; patchledger propose --dry-run lists them',
  });
}

/** Changes on branches of this repository; none where it is no repository or has not the base branch. */
function proposedChanges(
  { global: { root } }: CommandContext,
  { estate, folders }: OpenEstate,
): readonly (CalledChange & { readonly proposal: ProposalBranch })[] {
  const { branchPrefix } = estate.workspace;
  const base = baseOf(root, estate);
  if (base === undefined) return [];
  const branches = proposalBranches(root, `${branchPrefix}/change/`, base, folders.changes);
  return branches.flatMap((proposal) =>
    loadResources(proposal.files).value.resources.flatMap(({ kind, document }) =>
      kind === 'Change' ? [{ document: document as Change, proposal }] : [],
    ),
  );
}

/** A Change that is not merged, where it stands. */
export interface ProposedChange {
  readonly document: Change;
  /** Commit that was looked at. */
  readonly head: string;
  readonly branch: string | undefined;
}

/**
 * The Change of an emergency: the one on a commit that `head` names, else the one of a name on a branch of this
 * repository, else the only one there is.
 */
export function proposedChange(
  context: CommandContext,
  opened: OpenEstate,
  { name, head }: { readonly name: string | undefined; readonly head: unknown },
): ProposedChange {
  const all = typeof head === 'string' ? changesAt(context, opened, head) : onBranches(context, opened);
  const named = name === undefined ? all : all.filter(({ document }) => document.metadata.name === name);
  const [only, second] = named;
  if (only !== undefined && second === undefined) return only;
  const names = all.map(({ document }) => document.metadata.name).join(', ');
  const hint =
    all.length === 0 ? 'run patchledger propose, or name the commit with --head' : `name one with --change: ${names}`;
  throw new CommandError(
    only === undefined
      ? `no Change ${name === undefined ? '' : `${name} `}waits for its merge ${typeof head === 'string' ? `at ${head}` : 'on a branch here'}`
      : 'several Changes wait for their merge',
    { hint },
  );
}

const onBranches = (context: CommandContext, opened: OpenEstate): readonly ProposedChange[] =>
  proposedChanges(context, opened).map(({ document, proposal: { head, branch } }) => ({ document, head, branch }));

function changesAt(
  { global: { root } }: CommandContext,
  { estate, folders }: OpenEstate,
  revision: string,
): readonly ProposedChange[] {
  const head = commitOf(root, revision);
  if (head === undefined) throw new CommandError(`no commit here is called ${revision}`, { hint: 'fetch it first' });
  const base = baseOf(root, estate);
  const paths = (base === undefined ? undefined : pathsBetween(root, base, head)) ?? [];
  const files =
    filesAt(
      root,
      head,
      paths.filter((path) => path.startsWith(`${folders.changes}/`)),
    ) ?? [];
  return loadResources(files).value.resources.flatMap(({ kind, name, document }) =>
    kind === 'Change' && estate.resources.Change?.has(name) !== true
      ? [{ document: document as Change, head, branch: undefined }]
      : [],
  );
}

function baseOf(root: string, { workspace }: OpenEstate['estate']): string | undefined {
  const { baseBranch } = workspace.forge;
  return commitOf(root, `refs/heads/${baseBranch}`) ?? commitOf(root, `refs/remotes/origin/${baseBranch}`);
}
