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
export function proposedChanges(
  { global: { root } }: CommandContext,
  { estate, folders }: OpenEstate,
): readonly (CalledChange & { readonly proposal: ProposalBranch })[] {
  const { branchPrefix, forge } = estate.workspace;
  const base =
    commitOf(root, `refs/heads/${forge.baseBranch}`) ?? commitOf(root, `refs/remotes/origin/${forge.baseBranch}`);
  if (base === undefined) return [];
  const branches = proposalBranches(root, `${branchPrefix}/change/`, base, folders.changes);
  return branches.flatMap((proposal) =>
    loadResources(proposal.files).value.resources.flatMap(({ kind, document }) =>
      kind === 'Change' ? [{ document: document as Change, proposal }] : [],
    ),
  );
}
