import { GitError } from '../adapters/git-error.ts';
import { compareMerge, filesAt, pathsBetween } from '../adapters/git-merge.ts';
import type { ApprovalInput } from '../core/evidence/approval-record.ts';
import { broughtBetween } from '../core/evidence/brought.ts';
import { loadResources } from '../core/load/load.ts';
import { type EstateFolders, workspacePath } from '../model/estate-files.ts';
import { kinds } from '../model/kinds.ts';
import type { Resource } from '../model/resource.ts';
import type { BroughtResource, ReviewData } from '../model/review.ts';
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
    const changed = pathsBetween(root, baseCommit, data.mergeCommit) ?? [];
    const paths = changed.filter((path) => isDecision(path, folders));
    const at = (commit: string): readonly BroughtResource[] | undefined => resourcesAt(root, commit, paths);
    const brought = broughtBetween(at(baseCommit) ?? [], at(data.mergeCommit) ?? []);
    return { content, brought, at, base: openEstate(context, { revision: baseCommit, asOf }).estate };
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

const decisionKinds: ReadonlySet<string> = new Set(
  kinds.filter(({ lane }) => lane === 'decision').map(({ kind }) => kind),
);

/** What bots write by themselves needs nobody's approval. */
function isDecision(path: string, { observed, catalog, records, ...others }: EstateFolders): boolean {
  if (!/\.(?:ya?ml|json)$/.test(path)) return false;
  const isBelow = (folder: string): boolean => path.startsWith(`${folder}/`);
  return path === workspacePath || (Object.values(others).some(isBelow) && ![observed, catalog, records].some(isBelow));
}

function resourcesAt(root: string, commit: string, paths: readonly string[]): readonly BroughtResource[] | undefined {
  const files = filesAt(root, commit, paths);
  if (files === undefined) return undefined;
  return loadResources(files)
    .value.resources.filter(({ kind }: Resource) => decisionKinds.has(kind))
    .map(({ kind, name, document }) => ({ kind, name, document }));
}
