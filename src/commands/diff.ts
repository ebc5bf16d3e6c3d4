import { commitTime, gitState } from '../adapters/git-files.ts';
import { diffPlans, diffSide } from '../core/plan/diff.ts';
import type { PlanDiff } from '../model/plan-diff.ts';
import { renderDiagnosticsText } from '../render/diagnostics/text.ts';
import { renderDiffJson } from '../render/diff/json.ts';
import { renderDiffMarkdown } from '../render/diff/markdown.ts';
import { renderDiffText } from '../render/diff/text.ts';
import { fitLines } from '../render/fit-lines.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { momentOf, type OpenDecision, openDecision } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/** What a revision does to the fleet: both sides are decided at one instant, so that only the files differ. */
export const run: CommandRun = async (context, [base = '', head], options) => {
  const { asOf } = momentOf(context.global);
  const [before, after] = [base, head].map((revision) =>
    openDecision(context, { asOf, revision: readRevision(context, revision) }),
  ) as [OpenDecision, OpenDecision];
  noteProblems(context, after.diagnostics, after.sources);
  noteBase(context, base, before);
  const diff = diffPlans(diffSide(before.decision), diffSide(after.decision));
  context.terminal.out(render(diff, context));
  if (after.diagnostics.some(({ severity }) => severity === 'error')) return exitCodes.invalid;
  return options['exitCode'] === true && !isEmpty(diff) ? exitCodes.differences : exitCodes.fine;
};

/** Errors of the base stand in files that the reader may no longer have: they are named, and the difference says INCOMPLETE. */
function noteBase({ terminal }: CommandContext, base: string, { diagnostics }: OpenDecision): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  terminal.note(`${base} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'} of its own:\n`);
  terminal.note(renderDiagnosticsText(errors, new Map(), terminal.notePaint));
}

/** Full id of a commit; `undefined` = the work tree. */
function readRevision({ global }: CommandContext, revision: string | undefined): string | undefined {
  if (revision === undefined) return undefined;
  const commit = commitTime(global.root, revision);
  if (commit !== undefined) return commit.id;
  if (gitState(global.root, ['.']).kind === 'not-a-repository') {
    throw new CommandError('this folder is no Git repository, so it has no revisions to compare', {
      hint: 'git init, git add . and git commit, or name a repository with -C',
    });
  }
  throw new CommandError(`${revision} is no commit of this repository`, {
    hint: 'name a branch, a tag or a commit such as HEAD~1',
  });
}

function render(diff: PlanDiff, { global, terminal }: CommandContext): string {
  if (global.format === 'json') return renderDiffJson(diff);
  if (global.format === 'markdown') return renderDiffMarkdown(diff);
  return fitLines(renderDiffText(diff, terminal.paint), terminal.columns);
}

const isEmpty = ({
  asOf: _asOf,
  timeZone: _zone,
  incomplete: _gaps,
  exceptions,
  assets,
  ...lists
}: PlanDiff): boolean =>
  [...Object.values(lists), ...Object.values(exceptions), ...Object.values(assets)].every((list) => list.length === 0);
