import type { ChangeContent } from '../../model/change.ts';
import type { ForgeProblem, StandingProposal } from '../../model/forge.ts';
import type { HoldReason } from '../../model/proposal.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { changeBranch, changeFileText, changeName, changePath, saysTheSame } from './change-file.ts';
import { isDiscarded } from './discard.ts';

/** What is to be done about one proposal. `write` steps carry everything a forge needs. */
export type ProposalStep =
  | WriteStep
  /** Somebody committed to the branch, or turned its pull request to another base: it is left alone. */
  | {
      readonly kind: 'edited';
      readonly branch: string;
      readonly content: ChangeContent;
      readonly by: 'commit' | 'base';
      readonly standing: StandingProposal;
    }
  /** It waits in the merge queue: it is left until it is merged or taken out. */
  | {
      readonly kind: 'queued';
      readonly branch: string;
      /** What the plan asks for by now; `undefined`: nothing. */
      readonly content: ChangeContent | undefined;
      readonly standing: StandingProposal;
    }
  /** What stands there cannot be judged, so nothing is done about it. */
  | { readonly kind: 'blocked'; readonly branch: string; readonly problem: ForgeProblem }
  /** More Changes are open, or new in this run, than the Workspace allows; this one waits. */
  | {
      readonly kind: 'held-back';
      readonly branch: string;
      readonly content: ChangeContent;
      readonly limit: HoldReason;
    }
  /** The base has all that it asked for: it is approved. */
  | { readonly kind: 'merged'; readonly branch: string; readonly standing: StandingProposal }
  /** Nothing of it is required any more. */
  | {
      readonly kind: 'vanished';
      readonly branch: string;
      readonly isOurs: boolean;
      readonly standing: StandingProposal;
    };

/** A proposal that is to stand as its content says. */
export interface WriteStep {
  readonly kind: 'create' | 'update' | 'unchanged';
  readonly content: ChangeContent;
  readonly name: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  /** The moment the Change file states: when its fingerprint last changed. */
  readonly asOf: Instant;
  /** Digest of what it was decided from then. */
  readonly inputsDigest: string;
  /** Head that the branch has now; `undefined` = there is no branch yet. */
  readonly expected: string | undefined;
  /** Earlier approvals do not cover what it asks for now. */
  readonly needsNewApproval: boolean;
  readonly standing: StandingProposal | undefined;
}

/** Does a step put something up for approval, or keep it there? */
export const isWriteStep = (step: ProposalStep): step is WriteStep => 'text' in step;

/** What reconciling looks at. */
export interface ReconcileInput {
  readonly contents: readonly ChangeContent[];
  readonly standing: readonly StandingProposal[];
  /** Names of the Changes that are merged, for the running number. */
  readonly merged: ReadonlySet<string>;
  readonly asOf: Instant;
  readonly inputsDigest: string;
  readonly maxOpen: number;
  /** Highest number of Changes that are new in one run. Default: as many as may be open. */
  readonly maxNew?: number;
  /** Folder of the Changes, as the Workspace names it. */
  readonly folder: string;
  /** First segment of branch names. Default: `patchledger`. */
  readonly branchPrefix?: string;
  /** Branch that proposals are merged to; a pull request to another one was turned by somebody. */
  readonly baseBranch?: string;
  /** Would waiting for a later run cost a deadline? Default: only emergencies cannot wait. */
  readonly isPressing?: (content: ChangeContent) => boolean;
}

/**
 * Compares what should be proposed with what is. Idempotent: with the steps done, the next
 * run finds everything `unchanged`. New Changes queue by lane, earliest due and first start; what cannot wait passes
 * the limits.
 */
export function reconcile(input: ReconcileInput): readonly ProposalStep[] {
  const standing = new Map(input.standing.map((proposal) => [proposal.branch, proposal] as const));
  const branchOf = (content: ChangeContent): string => changeBranch(content, input.branchPrefix);
  const wanted = new Set(input.contents.map(branchOf));
  const queue = [...input.contents].sort(byUrgency).map((content) => {
    const proposal = standing.get(branchOf(content));
    return { content, proposal, file: proposal && standingFile(content, proposal, input) };
  });
  const count = { open: queue.filter(isOpen).length, fresh: 0 };
  const steps = queue.map(({ content, proposal, file }): ProposalStep => {
    const branch = branchOf(content);
    const kept = proposal && keptStep(content, proposal, input);
    if (kept !== undefined) return kept;
    const step =
      proposal !== undefined && file !== undefined
        ? standingStep(content, proposal, file, input)
        : newStep(content, branch, proposal, input);
    if (isOpen({ proposal, file })) return step;
    const limit = limitOf(count, input);
    if (limit !== undefined && !cannotWait(content, input)) return { kind: 'held-back', branch, content, limit };
    count.open += 1;
    count.fresh += 1;
    return step;
  });
  return [...steps, ...input.standing.filter(({ branch }) => !wanted.has(branch)).map((one) => leftOver(one, input))];
}

const isOpen = ({ proposal, file }: { proposal: StandingProposal | undefined; file: unknown }): boolean =>
  proposal?.closed === undefined &&
  (proposal?.isOurs === false || proposal?.problem !== undefined || file !== undefined);

function limitOf(count: { open: number; fresh: number }, { maxOpen, maxNew }: ReconcileInput): HoldReason | undefined {
  if (count.open >= maxOpen) return 'open';
  return count.fresh >= (maxNew ?? Number.POSITIVE_INFINITY) ? 'new' : undefined;
}

const cannotWait = (content: ChangeContent, { isPressing }: ReconcileInput): boolean =>
  content.key.lane === 'emergency' || isPressing?.(content) === true;

/** What stands there and is not ours to write. */
function keptStep(
  content: ChangeContent,
  standing: StandingProposal,
  { baseBranch }: ReconcileInput,
): ProposalStep | undefined {
  const { branch, isOurs, pull, problem } = standing;
  if (problem !== undefined) return { kind: 'blocked', branch, problem };
  if (pull?.isQueued === true) return { kind: 'queued', branch, content, standing };
  if (!isOurs && !isToBeDiscarded(standing)) return { kind: 'edited', branch, content, by: 'commit', standing };
  const isTurned = pull !== undefined && baseBranch !== undefined && pull.baseBranch !== baseBranch;
  return isTurned ? { kind: 'edited', branch, content, by: 'base', standing } : undefined;
}

/** Somebody ticked the box that has the branch written anew. */
const isToBeDiscarded = ({ isOurs, pull }: StandingProposal): boolean =>
  !isOurs && pull?.number !== undefined && isDiscarded(pull);

/** A branch of ours that adds nothing to the base was merged; its next proposal, if there is one, starts from there. */
function leftOver(standing: StandingProposal, { merged, folder }: ReconcileInput): ProposalStep {
  const { branch, isOurs, files, problem } = standing;
  if (problem !== undefined) return { kind: 'blocked', branch, problem };
  if (standing.pull?.isQueued === true) return { kind: 'queued', branch, content: undefined, standing };
  const isMerged = files.every(({ path }) => merged.has(path.slice(folder.length + 1).replace(/\.yaml$/, '')));
  return isOurs && isMerged ? { kind: 'merged', branch, standing } : { kind: 'vanished', branch, isOurs, standing };
}

function byUrgency(left: ChangeContent, right: ChangeContent): number {
  const lane = (content: ChangeContent): number => (content.key.lane === 'emergency' ? 0 : 1);
  const start = (content: ChangeContent): number => content.visits[0]?.start ?? Number.POSITIVE_INFINITY;
  return (
    lane(left) - lane(right) ||
    byNumber(earliestDue(left), earliestDue(right)) ||
    byNumber(start(left), start(right)) ||
    (changeBranch(left) < changeBranch(right) ? -1 : 1)
  );
}

const earliestDue = ({ visits }: ChangeContent): number =>
  Math.min(...visits.flatMap(({ requirements }) => requirements.flatMap(({ due }) => due ?? [])));

/** Infinity less infinity is no number. */
const byNumber = (left: number, right: number): number => (left === right ? 0 : left - right);

function newStep(
  content: ChangeContent,
  branch: string,
  standing: StandingProposal | undefined,
  { merged, asOf, inputsDigest, folder }: ReconcileInput,
): ProposalStep {
  let number = 1;
  while (merged.has(changeName(content, number))) number += 1;
  return {
    kind: 'create',
    content,
    name: changeName(content, number),
    branch,
    path: changePath(content, number, folder),
    text: changeFileText(content, { number, asOf, inputsDigest }),
    asOf,
    inputsDigest,
    expected: standing?.head,
    needsNewApproval: false,
    standing,
  };
}

interface StandingFile {
  readonly number: number;
  readonly path: string;
  readonly text: string;
}

/** The Change file of this key that a branch proposes. One that is merged already is no proposal and is never edited. */
function standingFile(
  content: ChangeContent,
  { files }: StandingProposal,
  { merged, folder }: ReconcileInput,
): StandingFile | undefined {
  return files
    .flatMap(({ path, text }) => {
      const number = pathNumber(content, path, folder);
      return number === undefined || merged.has(changeName(content, number)) ? [] : [{ number, path, text }];
    })
    .at(0);
}

/** An open proposal keeps its number; its stamp moves only with its fingerprint, so an unchanged plan writes nothing. */
function standingStep(
  content: ChangeContent,
  standing: StandingProposal,
  { number, path, text: before }: StandingFile,
  input: ReconcileInput,
): ProposalStep {
  const isAnew = isToBeDiscarded(standing);
  // What somebody else wrote states nothing of ours.
  const stated = isAnew ? undefined : stampOf(before);
  const isSamePlan = stated?.planFp === content.planFp;
  const { asOf, inputsDigest } = isSamePlan && stated ? stated : input;
  const text = changeFileText(content, { number, asOf, inputsDigest });
  return {
    kind: !isAnew && saysTheSame(text, before) ? 'unchanged' : 'update',
    content,
    name: changeName(content, number),
    branch: standing.branch,
    path,
    text,
    asOf,
    inputsDigest,
    expected: standing.head,
    needsNewApproval: !isSamePlan,
    standing,
  };
}

/** The running number in a Change file's path, when the path belongs to this key. */
function pathNumber(content: ChangeContent, path: string, folder: string): number | undefined {
  const stem = changePath(content, 0, folder).replace(/0\.yaml$/, '');
  const number = path.startsWith(stem) ? /^(\d+)\.yaml$/.exec(path.slice(stem.length))?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

/** The stamp of a Change file of ours: one key a line (see `changeFileText`). */
function stampOf(text: string): { planFp: string; asOf: Instant; inputsDigest: string } | undefined {
  const statedAs = (key: string): string | undefined => new RegExp(`^ {2}${key}: "([^"]*)"$`, 'm').exec(text)?.[1];
  const [planFp, asOf, inputsDigest] = [
    statedAs('planFp'),
    parseInstant(statedAs('asOf') ?? ''),
    statedAs('inputsDigest'),
  ];
  return planFp === undefined || asOf === undefined || inputsDigest === undefined
    ? undefined
    : { planFp, asOf, inputsDigest };
}
