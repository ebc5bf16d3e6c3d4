import type { Paint } from '../../model/paint.ts';
import type { ProposalLine } from '../../model/proposal.ts';
import { safeText } from '../text-table.ts';
import { count } from '../words.ts';

const words: Readonly<Record<ProposalLine['step'], string>> = {
  create: 'create',
  update: 'update',
  unchanged: 'unchanged',
  edited: 'edited',
  'held-back': 'held back',
  queued: 'queued',
  merged: 'merged',
  vanished: 'obsolete',
  blocked: 'blocked',
  declined: 'declined',
};

/** How proposing went, a line a branch and below it where its text is and what was in the way. */
export function renderProposals(lines: readonly ProposalLine[], paint: Paint, isDryRun: boolean): string {
  if (lines.length === 0) return 'No visit starts within the horizon; nothing to propose.\n';
  const would = isDryRun ? 'would: ' : '';
  return lines.map((line) => `${would}${lineText(line, paint)}\n`).join('');
}

function lineText(
  { step, branch, change, pullRequest, remark, failure, degraded }: ProposalLine,
  paint: Paint,
): string {
  const approvers = change?.approvers.join(', ') || 'the owner';
  const what = change === undefined ? remark : `${count(change.visits.length, 'visit')}, approval by ${approvers}`;
  const below = [
    ...(pullRequest === undefined ? [] : [safeText(pullRequest)]),
    ...(failure === undefined ? [] : [paint.red(safeText(failure.cause)), `hint: ${safeText(failure.remedy)}`]),
    ...degraded.map((text) => paint.yellow(safeText(text))),
  ];
  const head = `${words[step].padEnd(9)} ${paint.bold(safeText(branch))}  ${safeText(what)}`;
  return [head, ...below.map((text) => `          ${text}`)].join('\n');
}

/** The same for programs. */
export function renderProposalsJson(lines: readonly ProposalLine[], isDryRun: boolean): string {
  const proposals = lines.map(({ step, branch, change, pullRequest, writes, failure, degraded }) => ({
    step,
    branch,
    ...change,
    ...(pullRequest !== undefined && { pullRequest }),
    writes,
    ...(failure !== undefined && { failure }),
    ...(degraded.length > 0 && { degraded }),
  }));
  return `${JSON.stringify({ schema: 'patchledger.proposals/v1', dryRun: isDryRun, proposals }, null, 2)}\n`;
}
