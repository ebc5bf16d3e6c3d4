import { changedFiles, mergeBase } from '../adapters/git-changes.ts';
import { commitTime } from '../adapters/git-files.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { type LaneVerdict, laneOf } from '../core/check/lanes.ts';
import type { PlacedResource } from '../core/check/subjects.ts';
import { broughtBetween } from '../core/evidence/brought.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import { decisionPaths, decisionResources, decisionResourcesAt } from './brought-resources.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import { momentOf, type OpenDecision, openDecision } from './open-estate.ts';
import { lintsOf } from './open-linted.ts';

/** A change with both of its sides decided at one instant. */
export interface ChangeSides {
  readonly base: OpenDecision;
  readonly head: OpenDecision;
  /** Full id of the commit that the head left the base branch at. */
  readonly baseCommit: string;
  /** Files of the estate that differ. */
  readonly changed: ReturnType<typeof changedFiles>;
  readonly lane: LaneVerdict;
  /** Resources that people decide about and that the head brings, changes or takes away. */
  readonly brought: readonly PlacedResource[];
  /** The same files' resources as a commit has them; `undefined`: the commit is not here. */
  readonly at: (commit: string) => readonly PlacedResource[] | undefined;
}

/** An estate decided and linted, at a commit or in the work tree. */
export function openSide(context: CommandContext, revision: string | undefined): OpenDecision {
  const { asOf } = momentOf(context.global);
  const opened = openDecision(context, { asOf, revision });
  return { ...opened, diagnostics: sortDiagnostics([...opened.diagnostics, ...lintsOf(opened)]) };
}

/** Opens both sides: the work tree against the commit where it left `--base`, the base of the event, or the base branch. */
export function openSides(context: CommandContext, options: CommandOptions, head: OpenDecision): ChangeSides {
  const { root } = context.global;
  const baseCommit = baseOf(context, options, head);
  const base = openSide(context, baseCommit);
  const changed = changedFiles(root, baseCommit, undefined);
  // The head's own Workspace must not say which of its files are nobody's business.
  const lane = laneOf(changed, base.folders);
  const all = changed.map(({ path }) => path);
  const paths = [...new Set([base, head].flatMap(({ folders }) => decisionPaths(all, folders)))].sort();
  const at = (commit: string): readonly PlacedResource[] | undefined => decisionResourcesAt(root, commit, paths);
  const after = paths.flatMap((path) => {
    const text = head.sources.get(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const brought = broughtBetween(at(baseCommit) ?? [], decisionResources(after));
  return { base, head, baseCommit, changed, lane, brought, at };
}

function baseOf({ global: { root } }: CommandContext, options: CommandOptions, { estate }: OpenDecision): string {
  const stated = options['base'];
  const { baseBranch } = estate.workspace.forge;
  const candidates =
    typeof stated === 'string'
      ? [stated]
      : [workflowEvent()?.base, `refs/remotes/origin/${baseBranch}`, `refs/heads/${baseBranch}`];
  for (const candidate of candidates) {
    if (candidate === undefined || commitTime(root, candidate) === undefined) continue;
    const found = mergeBase(root, candidate, 'HEAD');
    if (found !== undefined) return found;
  }
  throw new CommandError(
    `there is no base to compare with: ${candidates.filter((one) => one !== undefined).join(', ')}`,
    {
      hint: 'name it with --base (fetch enough history: fetch-depth: 0), or judge the whole with --estate',
    },
  );
}
