import type { ChangeContent } from '../../model/change.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { changeBranch, changeFileText, changeName, changePath, saysTheSame } from './change-file.ts';

/** A proposal as its branch shows it. */
export interface StandingProposal {
  readonly branch: string;
  readonly head: string;
  readonly isOurs: boolean;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** What is to be done about one proposal. `write` steps carry everything a forge needs. */
export type ProposalStep =
  | {
      readonly kind: 'create' | 'update' | 'unchanged';
      readonly content: ChangeContent;
      readonly name: string;
      readonly branch: string;
      readonly path: string;
      readonly text: string;
      /** The moment the Change file states: when its fingerprint last changed. */
      readonly asOf: Instant;
      /** Head that the branch has now; `undefined` = there is no branch yet. */
      readonly expected: string | undefined;
      /** Earlier approvals do not cover what it asks for now. */
      readonly needsNewApproval: boolean;
    }
  /** Somebody committed to the branch: it is left alone. */
  | { readonly kind: 'edited'; readonly branch: string; readonly content: ChangeContent }
  /** More Changes are open than the Workspace allows; this one waits. */
  | { readonly kind: 'held-back'; readonly branch: string; readonly content: ChangeContent }
  /** The base has all that it asked for: it is approved. */
  | { readonly kind: 'merged'; readonly branch: string }
  /** Nothing of it is required any more. */
  | { readonly kind: 'vanished'; readonly branch: string; readonly isOurs: boolean };

/** What reconciling looks at. */
export interface ReconcileInput {
  readonly contents: readonly ChangeContent[];
  readonly standing: readonly StandingProposal[];
  /** Names of the Changes that are merged, for the running number. */
  readonly merged: ReadonlySet<string>;
  readonly asOf: Instant;
  readonly inputsDigest: string;
  readonly maxOpen: number;
  /** Folder of the Changes, as the Workspace names it. */
  readonly folder: string;
}

/**
 * Compares what should be proposed with what is. Idempotent: with the steps done, the next
 * run finds everything `unchanged`. New Changes queue by lane and first start; emergencies pass the limit.
 */
export function reconcile(input: ReconcileInput): readonly ProposalStep[] {
  const standing = new Map(input.standing.map((proposal) => [proposal.branch, proposal] as const));
  const wanted = new Set(input.contents.map(changeBranch));
  const queue = [...input.contents].sort(byUrgency).map((content) => {
    const proposal = standing.get(changeBranch(content));
    return { content, proposal, file: proposal && standingFile(content, proposal, input) };
  });
  let open = queue.filter(({ proposal, file }) => proposal?.isOurs === false || file !== undefined).length;
  const steps = queue.map(({ content, proposal, file }): ProposalStep => {
    const branch = changeBranch(content);
    if (proposal?.isOurs === false) return { kind: 'edited', branch, content };
    if (proposal !== undefined && file !== undefined) return standingStep(content, proposal, file, input);
    if (open >= input.maxOpen && content.key.lane !== 'emergency') return { kind: 'held-back', branch, content };
    open += 1;
    return newStep(content, branch, proposal?.head, input);
  });
  return [...steps, ...input.standing.filter(({ branch }) => !wanted.has(branch)).map(leftOver)];
}

/** A branch of ours that changes nothing was merged; its next proposal, if there is one, starts from there. */
function leftOver({ branch, isOurs, files }: StandingProposal): ProposalStep {
  return isOurs && files.length === 0 ? { kind: 'merged', branch } : { kind: 'vanished', branch, isOurs };
}

function byUrgency(left: ChangeContent, right: ChangeContent): number {
  const lane = (content: ChangeContent): number => (content.key.lane === 'emergency' ? 0 : 1);
  const start = (content: ChangeContent): number => content.visits[0]?.start ?? Number.POSITIVE_INFINITY;
  return lane(left) - lane(right) || start(left) - start(right) || (changeBranch(left) < changeBranch(right) ? -1 : 1);
}

function newStep(
  content: ChangeContent,
  branch: string,
  expected: string | undefined,
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
    expected,
    needsNewApproval: false,
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
  { branch, head }: StandingProposal,
  { number, path, text: standing }: StandingFile,
  input: ReconcileInput,
): ProposalStep {
  const stated = stampOf(standing);
  const isSamePlan = stated?.planFp === content.planFp;
  const { asOf, inputsDigest } = isSamePlan && stated ? stated : input;
  const text = changeFileText(content, { number, asOf, inputsDigest });
  return {
    kind: saysTheSame(text, standing) ? 'unchanged' : 'update',
    content,
    name: changeName(content, number),
    branch,
    path,
    text,
    asOf,
    expected: head,
    needsNewApproval: !isSamePlan,
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
