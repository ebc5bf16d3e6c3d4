import { readBody } from '../core/change/body.ts';
import { briefingIn } from '../core/change/briefing.ts';
import { closingOperations } from '../core/change/closing.ts';
import { withOffer } from '../core/change/discard.ts';
import { judgeEdit } from '../core/change/edited.ts';
import {
  commentMarker,
  type ForgeOperation,
  hasMoved,
  proposalOperations,
  verdictOperations,
  type WantedProposal,
} from '../core/change/operations.ts';
import { isWriteStep, type ProposalStep, type WriteStep } from '../core/change/reconcile.ts';
import { type EarlierApproval, standingApprovals } from '../core/change/since-approval.ts';
import { loadResources } from '../core/load/load.ts';
import { parseInstant } from '../core/time.ts';
import type { ForgeProblem, ForgePull, ForgeReader, StandingProposal } from '../model/forge.ts';
import type { Change } from '../model/generated/change.ts';
import type { ProposalLine } from '../model/proposal.ts';
import { editSummary, renderEdit, renderObsolete } from '../render/change/comments.ts';
import type { BranchOutcome, BranchWork } from './propose-apply.ts';
import type { Observation } from './propose-observe.ts';
import { statusOf, wantedChange, wantedDeclines } from './propose-wanted.ts';

/** What is to be done about a branch, and what was found there. */
export interface StepWork extends BranchWork {
  readonly step: ProposalLine['step'];
  readonly failure: ForgeProblem | undefined;
}

/** The work on everything that is to stand: records first, because they hold back what people declined. */
export async function standingWork(observation: Observation, reader: ForgeReader): Promise<readonly StepWork[]> {
  const { steps } = observation;
  const declines = await declinesWork(observation, reader);
  const brief = briefingIn(
    observation.opened.decision,
    steps.filter(isWriteStep).map(({ content }) => content),
  );
  const works = await Promise.all(steps.map((step) => workOf(step, { observation, reader, brief })));
  return [...declines, ...works.flat()];
}

interface Surroundings {
  readonly observation: Observation;
  readonly reader: ForgeReader;
  readonly brief: ReturnType<typeof briefingIn>;
}

async function workOf(step: ProposalStep, { observation, reader, brief }: Surroundings): Promise<readonly StepWork[]> {
  const { base, opened } = observation;
  const plain = { base, branch: step.branch, step: step.kind, planFp: '', failure: undefined };
  if (isWriteStep(step)) {
    const briefing = brief(step.content, await lastApproval(step, opened.folders.changes, reader));
    const wanted = wantedChange(step, opened, { briefing, earlier: observation.earlier.get(step.branch) });
    const operations = await operationsOf(wanted, step.standing, reader);
    return [{ ...plain, planFp: wanted.planFp, standing: step.standing, operations }];
  }
  if (step.kind === 'edited') {
    return [{ ...plain, standing: step.standing, operations: await editedOperations(step, reader) }];
  }
  if (step.kind === 'blocked') return [{ ...plain, standing: undefined, operations: [], failure: step.problem }];
  if (step.kind === 'queued') return [{ ...plain, standing: step.standing, operations: [] }];
  // What is no longer to stand ends once it is known where its work went on.
  return step.kind === 'held-back' ? [{ ...plain, standing: undefined, operations: [] }] : [];
}

/**
 * The approval that was given last, with the Change as it was looked at. Read only where the pull request asked for
 * something else at some time; else every approval is of what it asks for now.
 */
async function lastApproval(
  { standing, content, path }: WriteStep,
  folder: string,
  reader: ForgeReader,
): Promise<EarlierApproval | undefined> {
  const pull = standing?.pull;
  if (pull?.number === undefined || !hasMoved(readBody(pull.body).marker, content.planFp)) return undefined;
  for (const { commit, user, submittedAt } of standingApprovals(await reader.reviews(pull.number))) {
    if (commit === undefined || user === undefined) continue;
    const files = (await reader.filesAt(commit, folder)).filter((file) => file.path === path);
    const [change] = loadResources(files).value.resources;
    if (change?.kind !== 'Change') continue;
    return { by: user.login, at: parseInstant(submittedAt ?? ''), change: change.document as Change };
  }
  return undefined;
}

async function declinesWork({ declines, base }: Observation, reader: ForgeReader): Promise<readonly StepWork[]> {
  const { branch, files, standing, isRefused } = declines;
  const plain = { base, branch, step: 'declined', planFp: '', standing, failure: undefined } as const;
  if (standing?.problem !== undefined) return [{ ...plain, operations: [], failure: standing.problem }];
  if (files.length === 0) {
    if (standing === undefined) return [];
    const { isHosted } = reader;
    const reason = 'No record that it brought is needed any more: the base has it, or its pull request is open again.';
    const operations = standing.isOurs ? closingOperations(standing, { isHosted, reason }) : [];
    return [{ ...plain, step: 'merged', operations }];
  }
  if (isRefused || standing?.isOurs === false) return [{ ...plain, operations: [] }];
  const wanted = wantedDeclines(declines);
  return [{ ...plain, planFp: wanted.planFp, operations: await operationsOf(wanted, standing, reader) }];
}

async function operationsOf(
  wanted: WantedProposal,
  standing: StandingProposal | undefined,
  reader: ForgeReader,
): Promise<readonly ForgeOperation[]> {
  const { isHosted, publishes } = reader;
  const isVerdictRead =
    isHosted && standing !== undefined && wanted.commit === undefined && wanted.status !== undefined;
  const [statuses, reviewed] = await Promise.all([
    isVerdictRead ? reader.statuses(standing.head) : [],
    answeredBy(wanted, standing, reader),
  ]);
  return proposalOperations(wanted, { standing, isHosted, publishes, statuses, reviewed });
}

/** Who answered is no longer asked, and must not be asked again. Read only where somebody would be asked. */
async function answeredBy(
  { reviewers }: WantedProposal,
  standing: StandingProposal | undefined,
  reader: ForgeReader,
): Promise<readonly string[]> {
  const pull = standing?.pull;
  if (pull?.number === undefined) return [];
  const known = new Set([...(readBody(pull.body).marker?.reviewers ?? []), ...pull.reviewers]);
  if (reviewers.every((name) => known.has(name))) return [];
  return (await reader.reviews(pull.number)).flatMap(({ user }) => user?.login ?? []);
}

/** A branch that somebody committed to is left as it is; how it compares with the plan is said and kept up to date. */
async function editedOperations(
  { standing, content, by }: Extract<ProposalStep, { readonly kind: 'edited' }>,
  reader: ForgeReader,
): Promise<readonly ForgeOperation[]> {
  const { pull, head } = standing;
  if (!reader.isHosted) return [];
  const verdict = judgeEdit(content, standing.files);
  const status = statusOf(verdict.isCovering ? 'success' : 'failure', editSummary(verdict));
  const verdicts = verdictOperations(status, await reader.statuses(head));
  if (pull?.number === undefined) return verdicts;
  const text = renderEdit(verdict, by);
  const marker = commentMarker('edited');
  const comments = await reader.comments(pull.number);
  const isSaid = comments.some(({ body }) => body.replaceAll('\r\n', '\n').trim() === `${marker}\n${text}`.trim());
  return [
    ...(by === 'commit' ? offerOperations(pull) : []),
    ...(isSaid ? [] : [{ kind: 'comment', marker, text } as const]),
    ...verdicts,
  ];
}

/** A box to tick for whoever wants the branch written anew; it stands until it is ticked, or the branch is ours again. */
function offerOperations({ body: before }: ForgePull): readonly ForgeOperation[] {
  const { marker, text, ...people } = readBody(before);
  if (marker === undefined || withOffer(text) === text) return [];
  return [{ kind: 'change', body: { ...people, marker, text: withOffer(text) } }];
}

/** The work on what is no longer to stand, once it is known where its work went on. */
export async function closingWork(
  { steps, base }: Observation,
  reader: ForgeReader,
  outcomes: ReadonlyMap<string, BranchOutcome>,
): Promise<readonly StepWork[]> {
  const { isHosted } = reader;
  return steps.flatMap((step): StepWork[] => {
    if (step.kind !== 'vanished' && step.kind !== 'merged') return [];
    const { standing, branch } = step;
    const reason = renderObsolete(successorsOf(standing, steps, outcomes), standing.isOurs);
    const operations = closingOperations(standing, { isHosted, reason });
    return [{ base, branch, step: step.kind, planFp: '', standing, operations, failure: undefined }];
  });
}

/** Addresses of the pull requests that carry requirements of a proposal by now. */
function successorsOf(
  { files }: StandingProposal,
  steps: readonly ProposalStep[],
  outcomes: ReadonlyMap<string, BranchOutcome>,
): readonly string[] {
  const changes = loadResources(files).value.resources.flatMap((resource) =>
    resource.kind === 'Change' ? [resource.document as Change] : [],
  );
  const carried = new Set(
    changes.flatMap(({ spec }) => spec.visits.flatMap(({ requirements }) => requirements.map(({ id }) => id))),
  );
  return steps.filter(isWriteStep).flatMap(({ branch, content, standing }) => {
    const isSuccessor = content.visits.some(({ requirements }) => requirements.some(({ id }) => carried.has(id)));
    const url = (outcomes.get(branch)?.pull ?? standing?.pull)?.url;
    return isSuccessor && url !== undefined ? [url] : [];
  });
}
