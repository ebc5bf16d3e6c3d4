import { pullRequestFile } from '../adapters/local-forge.ts';
import { isWriteStep, type ProposalStep } from '../core/change/reconcile.ts';
import type { ForgeReader } from '../model/forge.ts';
import type { ProposalLine } from '../model/proposal.ts';
import { count } from '../render/words.ts';
import type { PendingDeclines } from './propose-observe.ts';
import type { Settled } from './propose-settle.ts';
import type { StepWork } from './propose-work.ts';

/** What a run tells of each branch, records of declined work first. */
export function proposalLines({ observation, works, outcomes }: Settled, reader: ForgeReader): readonly ProposalLine[] {
  const byBranch = new Map(works.map((work) => [work.branch, work] as const));
  const steps = new Map(observation.steps.map((step) => [step.branch, step] as const));
  const { declines } = observation;
  const branches = [...(byBranch.has(declines.branch) ? [declines.branch] : []), ...steps.keys()];
  return branches.flatMap((branch) => {
    const work = byBranch.get(branch);
    if (work === undefined) return [];
    const outcome = outcomes.get(branch);
    const step = steps.get(branch);
    return [
      {
        ...{ step: work.step, branch, change: step && changeOf(step) },
        pullRequest: pullRequestOf(work, outcome?.pull?.url, reader),
        remark: step === undefined ? declinedRemark(declines) : remarkOf(step, reader),
        writes: outcome?.writes ?? work.operations.map(({ kind }) => kind),
        failure: work.failure ?? outcome?.failure,
        degraded: outcome?.degraded ?? [],
      },
    ];
  });
}

function changeOf(step: ProposalStep): ProposalLine['change'] {
  if (!isWriteStep(step)) return undefined;
  const { content, path } = step;
  return { path, planFp: content.planFp, approvers: content.key.approvers, visits: content.visits.map(({ id }) => id) };
}

/** A local text has its place before it is written; a number comes with the pull request. */
function pullRequestOf(work: StepWork, url: string | undefined, reader: ForgeReader): string | undefined {
  if (reader.isHosted) return url ?? work.standing?.pull?.url;
  const isUp = work.step === 'create' || work.step === 'update' || work.step === 'unchanged';
  return isUp ? pullRequestFile(reader.repository, work.branch) : undefined;
}

function remarkOf(step: ProposalStep, { isHosted }: ForgeReader): string {
  switch (step.kind) {
    case 'edited':
      return step.by === 'base'
        ? 'somebody turned it to another base; it is left as it is'
        : 'somebody committed to it; it is left as it is';
    case 'held-back':
      return step.limit === 'open'
        ? 'as many Changes are open as the Workspace allows'
        : 'as many Changes are new as the Workspace allows in one run';
    case 'queued':
      return 'it waits in the merge queue; it is left until it is merged or taken out';
    case 'merged':
      return isHosted ? 'what it asked for is approved' : 'what it asked for is approved; delete it with git branch -d';
    case 'vanished':
      if (!isHosted) return 'nothing of it is proposed any more; delete it with git branch -D';
      return step.isOurs
        ? 'nothing of it is required any more; it is closed'
        : 'nothing of it is required any more; somebody committed to it, so it stays';
    case 'blocked':
      return 'it cannot be judged; it is left as it is';
    default:
      return '';
  }
}

const declinedRemark = ({ records, isRefused }: PendingDeclines): string =>
  records.length === 0
    ? 'its records are merged'
    : `${count(records.length, 'Change')} declined and uncovered${isRefused ? '; the pull request of the records was closed' : ''}`;
