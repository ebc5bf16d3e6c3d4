import { GitError } from '../adapters/git-error.ts';
import { compareMerge, pathsBetween } from '../adapters/git-merge.ts';
import type { ApprovalInput } from '../core/evidence/approval-record.ts';
import { broughtBetween } from '../core/evidence/brought.ts';
import type { BroughtResource, ReviewData } from '../model/review.ts';
import { decisionPaths, decisionResourcesAt } from './brought-resources.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import { type OpenEstate, openEstate } from './open-estate.ts';

/** What a merge brought of what people decide, and the estate before it. */
export function mergedWork(
  context: CommandContext,
  { asOf, folders }: OpenEstate,
  data: ReviewData,
): Pick<ApprovalInput, 'content' | 'base' | 'brought' | 'at'> {
  const { root } = context.global;
  try {
    const content = compareMerge(root, data);
    const { baseCommit } = content;
    if (baseCommit === undefined) {
      throw new CommandError(`what ${data.mergeCommit.slice(0, 12)} was merged into is not in this repository`, {
        hint: 'fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in a workflow',
      });
    }
    const paths = decisionPaths(pathsBetween(root, baseCommit, data.mergeCommit) ?? [], folders);
    const at = (commit: string): readonly BroughtResource[] | undefined => decisionResourcesAt(root, commit, paths);
    const brought = broughtBetween(at(baseCommit) ?? [], at(data.mergeCommit) ?? []);
    return { content, brought, at, base: openEstate(context, { revision: baseCommit, asOf }).estate };
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}
