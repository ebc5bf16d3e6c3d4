import { confirm } from '../adapters/confirm.ts';
import { GitError } from '../adapters/git-error.ts';
import {
  commitOf,
  proposalBranches,
  pullRequestFile,
  readPullRequest,
  writeProposal,
  writePullRequest,
} from '../adapters/local-forge.ts';
import { groupChanges } from '../core/change/group.ts';
import { type ProposalStep, reconcile, type StandingProposal } from '../core/change/reconcile.ts';
import { loadResources } from '../core/load/load.ts';
import { addDuration } from '../core/time.ts';
import type { Change } from '../model/generated/change.ts';
import type { Plan } from '../model/plan.ts';
import { pullRequestTitle, renderPullRequest } from '../render/change/pull-request.ts';
import { safeText } from '../render/text-table.ts';
import { count } from '../render/words.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { decideOn, type OpenDecision, openEstate } from './open-estate.ts';
import { noteProblems } from './outcome.ts';

/** Below which every proposal branch stands. */
export const branchPrefix = 'patchledger/change/';

type WriteStep = Extract<ProposalStep, { readonly text: string }>;
const isWriteStep = (step: ProposalStep): step is WriteStep => 'text' in step;

/** Puts the visits within the horizon up for approval on local branches. A run that changes nothing writes nothing. */
export const run: CommandRun = async (context, _args, options) => {
  const { terminal, global } = context;
  const base = baseCommit(context);
  const estate = openEstate(context, { revision: base });
  const standing = proposalBranches(global.root, branchPrefix, base, estate.folders.changes);
  const opened = decideOn(estate, proposedChanges(standing));
  noteProblems(context, opened.diagnostics, opened.sources);
  if (opened.diagnostics.some(({ severity }) => severity === 'error')) {
    throw new CommandError('an estate with errors is not proposed', { hint: 'run patchledger validate and mend them' });
  }
  const steps = planSteps(opened, standing);
  const writes = steps.filter(isWriteStep);
  const isDryRun = options['dryRun'] === true;
  if (!isDryRun && writes.some(({ kind }) => kind !== 'unchanged'))
    await askToWrite(context, options['yes'] === true, writes);
  const written = isDryRun ? [] : writes.map((step) => apply(global.root, base, step, opened.decision.plan));
  terminal.out(global.format === 'json' ? stepsJson(steps, context, isDryRun) : stepsText(steps, context, isDryRun));
  if (!isDryRun && !global.quiet && written.every((happened) => !happened))
    terminal.note('nothing changed, nothing written\n');
  return exitCodes.fine;
};

/** Proposals rest on the base branch: what is merged is approved, and nothing else decides. */
function baseCommit(context: CommandContext): string {
  const { root } = context.global;
  try {
    const { baseBranch } = openEstate(context).estate.workspace.forge;
    const commit = commitOf(root, `refs/heads/${baseBranch}`) ?? commitOf(root, `refs/remotes/origin/${baseBranch}`);
    if (commit !== undefined) return commit;
    const isRepository = commitOf(root, 'HEAD') !== undefined;
    throw new CommandError(
      isRepository
        ? `there is no branch ${baseBranch} to propose against`
        : 'proposing needs a Git repository with a commit',
      {
        hint: isRepository
          ? 'set spec.forge.baseBranch of the Workspace'
          : 'git init, git add . and git commit, then run again',
      },
    );
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** The Changes that open proposals hold, so that their visits stay where they are. One that is wrong holds nothing. */
function proposedChanges(standing: readonly StandingProposal[]): readonly Change[] {
  const { resources } = loadResources(standing.flatMap(({ files }) => files)).value;
  return resources.flatMap((resource) => (resource.kind === 'Change' ? [resource.document as Change] : []));
}

function planSteps(
  { decision, estate, asOf, folders }: OpenDecision,
  standing: readonly StandingProposal[],
): readonly ProposalStep[] {
  const { timeZone: zone, weekend, holidays, changeHorizon, maxOpenChanges } = estate.workspace;
  const until = addDuration(asOf, changeHorizon, { zone, weekend, holidays });
  return reconcile({
    contents: groupChanges(decision.plan, until),
    standing,
    merged: new Set(estate.resources.Change?.keys() ?? []),
    asOf,
    inputsDigest: estate.inputsDigest,
    maxOpen: maxOpenChanges,
    folder: folders.changes,
  });
}

async function askToWrite(
  { terminal }: CommandContext,
  isAgreed: boolean,
  writes: readonly WriteStep[],
): Promise<void> {
  if (isAgreed) return;
  const changes = writes.filter(({ kind }) => kind !== 'unchanged');
  if (!terminal.interactive) {
    throw new CommandError(`${count(changes.length, 'branch')} would be written`, {
      hint: 'say --yes, or look with --dry-run',
    });
  }
  for (const { kind, branch } of changes) terminal.note(`${kind} ${branch}\n`);
  if (!(await confirm('Write them?'))) throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
}

/** Branch first, text second: a run that dies between the two is finished by the next one. */
function apply(root: string, base: string, step: WriteStep, plan: Plan): boolean {
  const { content, branch, path, text, asOf, name, expected } = step;
  const input = { content, plan, asOf, name, path, isUpdate: step.kind === 'update' && step.needsNewApproval };
  if (step.kind !== 'unchanged') {
    const subject = pullRequestTitle(input);
    const body = `${count(content.visits.length, 'visit')}, to be approved by ${content.key.approvers.join(', ') || 'the owner'}.`;
    writeProposal(root, { branch, base, expected }, [{ path, text }], { subject, body, planFp: content.planFp });
  }
  const rendered = renderPullRequest(input);
  // An unchanged proposal keeps its text, which speaks as of its fingerprint's last change, unless it has another one's.
  if (step.kind === 'unchanged' && markerOf(readPullRequest(root, branch)) === markerOf(rendered)) return false;
  writePullRequest(root, branch, rendered);
  return true;
}

/** The first line of a pull request's text says which Change it speaks of, and its fingerprint. */
const markerOf = (text: string | undefined): string | undefined => text?.split('\n', 1)[0];

function stepsText(steps: readonly ProposalStep[], { terminal, global }: CommandContext, isDryRun: boolean): string {
  if (steps.length === 0) return 'No visit starts within the horizon; nothing to propose.\n';
  return steps
    .map((step) => `${isDryRun ? 'would: ' : ''}${stepLine(step, global.root, terminal.paint.bold)}\n`)
    .join('');
}

function stepLine(step: ProposalStep, root: string, strong: (text: string) => string): string {
  const branch = strong(safeText(step.branch));
  switch (step.kind) {
    case 'create':
    case 'update':
    case 'unchanged': {
      const ask = step.content.key.approvers.join(', ') || 'the owner';
      return `${step.kind.padEnd(9)} ${branch}  ${count(step.content.visits.length, 'visit')}, approval by ${ask}\n          ${pullRequestFile(root, step.branch)}`;
    }
    case 'edited':
      return `edited    ${branch}  somebody committed to it; it is left as it is`;
    case 'held-back':
      return `held back ${branch}  as many Changes are open as the Workspace allows`;
    case 'merged':
      return `merged    ${branch}  what it asked for is approved; delete it with git branch -d`;
    case 'vanished':
      return `obsolete  ${branch}  nothing of it is required any more; delete it with git branch -D`;
  }
}

function stepsJson(steps: readonly ProposalStep[], { global }: CommandContext, isDryRun: boolean): string {
  const proposals = steps.map((step) => ({
    step: step.kind,
    branch: step.branch,
    ...(isWriteStep(step) && {
      path: step.path,
      planFp: step.content.planFp,
      approvers: step.content.key.approvers,
      visits: step.content.visits.map(({ id }) => id),
      pullRequest: pullRequestFile(global.root, step.branch),
    }),
  }));
  return `${JSON.stringify({ schema: 'patchledger.proposals/v1', dryRun: isDryRun, proposals }, null, 2)}\n`;
}
