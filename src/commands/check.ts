import { forgeEnvironment } from '../adapters/secrets.ts';
import { newProblems } from '../core/check/compare.ts';
import { effectRemarks } from '../core/check/effect.ts';
import { proposedProblems } from '../core/check/proposed.ts';
import { type CheckFinding, checkReport } from '../core/check/report.ts';
import { type StandingCheck, standingProblems } from '../core/check/standing.ts';
import { diffPlans, diffSide } from '../core/plan/diff.ts';
import type { CheckId, CheckReport } from '../model/check.ts';
import type { Resource } from '../model/resource.ts';
import { renderCheck } from '../render/check/registry.ts';
import { approvalFindings, type CheckRun } from './check-approval.ts';
import { writeCheckOutputs } from './check-outputs.ts';
import { type ChangeSides, openSide, openSides } from './check-sides.ts';
import type { CommandRun } from './command.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { momentOf, type OpenDecision } from './open-estate.ts';
import { type MergeConnection, openMergeReader } from './open-merges.ts';

/**
 * The gate. Of a change only what is new or worse than its base counts, with the gates of the Changes that it brings;
 * `--estate` judges everything that stands.
 */
export const run: CommandRun = (context, args, options) =>
  checkOn(forgeEnvironment().token === undefined ? undefined : openMergeReader)(context, args, options);

/** As `run`, asking a forge that somebody else opens. */
export const checkOn =
  (connect: MergeConnection | undefined): CommandRun =>
  async (context, _args, options) => {
    const { terminal, global } = context;
    const head = openSide(context, momentOf(global).revision);
    const isWhole = options['estate'] === true;
    const report = isWhole ? checkEstate(head) : await checkChange({ context, options, connect }, head);
    const view = { sources: head.sources, paint: terminal.paint, version: PATCHLEDGER_VERSION };
    terminal.out(renderCheck(global.format ?? 'text', report, view));
    await writeCheckOutputs(context, options, report, head.estate.workspace.forge);
    return exitOf(report, global.strict);
  };

function checkEstate(head: OpenDecision): CheckReport {
  const standing = standingProblems(head);
  const findings = Object.fromEntries(Object.entries(standing).map(([id, problems]) => [id, { problems }]));
  return checkReport({ mode: 'estate', base: undefined, head: head.estate.commit, lane: 'none' }, findings);
}

async function checkChange(run: CheckRun, head: OpenDecision): Promise<CheckReport> {
  const sides = openSides(run.context, run.options, head);
  const [after, before] = [standingProblems(head), standingProblems(sides.base)];
  const standing = Object.entries(after).map(([id, problems]): [string, CheckFinding] => {
    const { added, known } = newProblems(problems, before[id as StandingCheck]);
    return [id, { problems: added, known }];
  });
  const proposed = proposedProblems(broughtChanges(sides), head.decision, head.locate);
  const diff = diffPlans(diffSide(sides.base.decision), diffSide(head.decision));
  const findings: Partial<Record<CheckId, CheckFinding>> = {
    ...Object.fromEntries(standing),
    evidence: { problems: proposed.evidence },
    plan: { problems: proposed.plan },
    records: { problems: sides.lane.problems },
    effect: { problems: effectRemarks(diff, sides.brought, sides.baseCommit.slice(0, 12)) },
    ...(await approvalFindings(run, sides)),
  };
  const frame = { mode: 'change', base: sides.baseCommit, head: head.estate.commit, lane: sides.lane.lane } as const;
  return checkReport(frame, findings);
}

/** Changes of the head that its base has not: what would be approved by the merge. */
const broughtChanges = ({ base, head }: ChangeSides): readonly Resource<'Change'>[] =>
  [...(head.estate.resources.Change?.values() ?? [])].filter(({ name }) => !base.estate.resources.Change?.has(name));

/** A file that cannot be read is invalid input; everything else that fails is a violation. What is unknown is degraded. */
function exitOf({ results }: CheckReport, strict: boolean): ExitCode {
  const failed = results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  if (failed.includes('files')) return exitCodes.invalid;
  if (failed.length > 0) return exitCodes.violated;
  return strict && results.some(({ verdict }) => verdict === 'unknown') ? exitCodes.degraded : exitCodes.fine;
}
