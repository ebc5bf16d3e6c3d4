import { changedFiles, mergeBase, textAt } from '../adapters/git-changes.ts';
import { commitTime } from '../adapters/git-files.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { type LaneVerdict, laneOf } from '../core/check/lanes.ts';
import type { DecisionFile } from '../core/check/subjects.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
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
  /** Changed files of the decision lane. */
  readonly decisions: readonly DecisionFile[];
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
  const lane = laneOf(changed, head.folders);
  const data = [head.folders.observed, head.folders.catalog, head.folders.records].map((folder) => `${folder}/`);
  const decisions = changed
    .filter(({ path }) => !data.some((folder) => path.startsWith(folder)))
    .map(
      (file): DecisionFile => ({
        changed: file,
        text: file.how === 'removed' ? undefined : head.sources.get(file.path),
        resources: resourcesIn(file.how === 'removed' ? base : head, file.path),
      }),
    );
  return { base, head, baseCommit, changed, lane, decisions };
}

/** The text of a changed file at a commit, for what an approval was given to. */
export const readAt =
  ({ global: { root } }: CommandContext) =>
  (commit: string, path: string): string | undefined =>
    textAt(root, commit, path);

function resourcesIn({ estate }: OpenDecision, path: string): DecisionFile['resources'] {
  return Object.values(estate.resources)
    .flatMap((byName) => [...byName.values()])
    .filter(({ origin }) => origin.file === path);
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
