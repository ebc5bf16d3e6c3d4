import { textAt } from '../adapters/git-changes.ts';
import { cleanMergesIn, commitsBetween } from '../adapters/git-merge.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { approvalProblems } from '../core/check/approval.ts';
import { codeownersPaths, ownerProblems } from '../core/check/owners.ts';
import type { CheckFinding } from '../core/check/report.ts';
import { approvalSubjects, ownedPaths, type PlacedResource } from '../core/check/subjects.ts';
import { askedForgeTeams, type ForgeMembers } from '../core/evidence/approval-members.ts';
import { neededApprovals } from '../core/evidence/approval-needs.ts';
import { approvalVerdict, writersOf } from '../core/evidence/approval-verdict.ts';
import { localDate } from '../core/time.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { ReviewedWork } from '../model/review.ts';
import type { ChangeSides } from './check-sides.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import { orRemote } from './open-forge.ts';
import { fetchReviewed, forgeMembers, type MergeConnection } from './open-merges.ts';

/** A run of the gate, and its way to the forge. */
export interface CheckRun {
  readonly context: CommandContext;
  readonly options: CommandOptions;
  /** `undefined`: there is nothing to ask it with. */
  readonly connect: MergeConnection | undefined;
}

/** Judges who approved what would be merged, and whether the forge will ask the right people. */
export async function approvalFindings(
  run: CheckRun,
  sides: ChangeSides,
): Promise<{ readonly approval: CheckFinding; readonly owners: CheckFinding }> {
  const base = sides.base.estate;
  const { root } = run.context.global;
  const [codeowners] = codeownersPaths.flatMap((path) => {
    const text = textAt(root, sides.baseCommit, path);
    return text === undefined ? [] : [{ path, text }];
  });
  const owners = { problems: ownerProblems(ownedPaths(sides.brought, base), codeowners, base) };
  const subjects = approvalSubjects(sides.brought, base);
  if (subjects.length === 0) return { approval: { problems: [] }, owners };
  const asked = await askForge(run, sides, subjects);
  if (asked === undefined) {
    const problems = [diagnostic('check/approval-unknown', {})];
    return { approval: { problems, unknown: 'no reviews at hand' }, owners };
  }
  return { approval: { problems: judge(root, sides, subjects, asked) }, owners };
}

interface Asked {
  readonly work: ReviewedWork;
  readonly members: ForgeMembers;
}

/** The pull request as the forge tells it; `undefined`: there is none here, or nothing to ask it with. */
async function askForge(
  { context, options, connect }: CheckRun,
  { base: { estate }, head }: ChangeSides,
  subjects: readonly PlacedResource[],
): Promise<Asked | undefined> {
  const { forge, timeZone } = estate.workspace;
  const pull = pullNumber(options);
  if (forge.kind !== 'github' || pull === undefined || connect === undefined) return undefined;
  const teams = askedForgeTeams(neededApprovals(subjects, estate), estate, localDate(head.asOf, timeZone));
  const asked = await orRemote(() => readPull(connect(context, forge), pull, teams));
  fetchReviewed(context.global.root, forge.remote, asked.work);
  return asked;
}

async function readPull(opening: ReturnType<MergeConnection>, pull: number, teams: readonly string[]): Promise<Asked> {
  const reader = await opening;
  return { work: await reader.proposed(pull), members: await forgeMembers(reader, teams) };
}

/** The commits of the forge and those that are here: what was committed and not pushed has authors as well. */
function judge(root: string, sides: ChangeSides, subjects: readonly PlacedResource[], { work, members }: Asked) {
  const { base, baseCommit, head, at } = sides;
  const known = new Set(work.commits.map(({ id }) => id));
  const here = commitsBetween(root, baseCommit, 'HEAD').filter(({ id }) => !known.has(id));
  const commits = [...work.commits, ...here];
  const verdict = approvalVerdict({
    ...{ reviews: work.reviews, brought: subjects, at, base: base.estate, when: head.asOf, forgeMembers: members },
    authors: writersOf({ ...work, commits }, cleanMergesIn(root, commits)),
    assertedBy: undefined,
  });
  return approvalProblems(subjects, verdict, base.estate);
}

function pullNumber(options: CommandOptions): number | undefined {
  const stated = options['pullRequest'];
  if (stated === undefined) return workflowEvent()?.pullRequest;
  if (/^[1-9]\d{0,9}$/.test(String(stated))) return Number(stated);
  throw new CommandError(`--pull-request ${String(stated)} is no number of a pull request`);
}
