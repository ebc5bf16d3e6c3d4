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
}

/**
 * Compares what should be proposed with what is (DESIGN §3.9, forge §1.2). Idempotent: with the steps done, the next
 * run finds everything `unchanged`. New Changes queue by lane and first start; emergencies pass the limit.
 */
export function reconcile(input: ReconcileInput): readonly ProposalStep[] {
  const standing = new Map(input.standing.map((proposal) => [proposal.branch, proposal] as const));
  const wanted = new Set(input.contents.map(changeBranch));
  let open = input.contents.filter((content) => standing.has(changeBranch(content))).length;
  const steps: ProposalStep[] = [...input.contents].sort(byUrgency).map((content) => {
    const branch = changeBranch(content);
    const proposal = standing.get(branch);
    if (proposal !== undefined)
      return proposal.isOurs ? standingStep(content, proposal, input) : { kind: 'edited', branch, content };
    if (open >= input.maxOpen && content.key.lane !== 'emergency') return { kind: 'held-back', branch, content };
    open += 1;
    return newStep(content, branch, input);
  });
  const vanished = input.standing
    .filter(({ branch }) => !wanted.has(branch))
    .map(({ branch, isOurs }): ProposalStep => ({ kind: 'vanished', branch, isOurs }));
  return [...steps, ...vanished];
}

function byUrgency(left: ChangeContent, right: ChangeContent): number {
  const lane = (content: ChangeContent): number => (content.key.lane === 'emergency' ? 0 : 1);
  const start = (content: ChangeContent): number => content.visits[0]?.start ?? Number.POSITIVE_INFINITY;
  return lane(left) - lane(right) || start(left) - start(right) || (changeBranch(left) < changeBranch(right) ? -1 : 1);
}

function newStep(content: ChangeContent, branch: string, { merged, asOf, inputsDigest }: ReconcileInput): ProposalStep {
  let number = 1;
  while (merged.has(changeName(content, number))) number += 1;
  return {
    kind: 'create',
    content,
    name: changeName(content, number),
    branch,
    path: changePath(content, number),
    text: changeFileText(content, { number, asOf, inputsDigest }),
    asOf,
    expected: undefined,
    needsNewApproval: false,
  };
}

/** An open proposal keeps its number; its stamp moves only with its fingerprint, so an unchanged plan writes nothing. */
function standingStep(content: ChangeContent, proposal: StandingProposal, input: ReconcileInput): ProposalStep {
  const file = proposal.files.find(({ path }) => pathNumber(content, path) !== undefined);
  if (file === undefined)
    return {
      ...newStep(content, proposal.branch, input),
      kind: 'update',
      expected: proposal.head,
      needsNewApproval: true,
    } as ProposalStep;
  const number = pathNumber(content, file.path) ?? 1;
  const stated = stampOf(file.text);
  const isSamePlan = stated?.planFp === content.planFp;
  const stamp =
    isSamePlan && stated
      ? { number, asOf: stated.asOf, inputsDigest: stated.inputsDigest }
      : { number, asOf: input.asOf, inputsDigest: input.inputsDigest };
  const text = changeFileText(content, stamp);
  return {
    kind: saysTheSame(text, file.text) ? 'unchanged' : 'update',
    content,
    name: changeName(content, number),
    branch: proposal.branch,
    path: file.path,
    text,
    asOf: stamp.asOf,
    expected: proposal.head,
    needsNewApproval: !isSamePlan,
  };
}

/** The running number in a Change file's path, when the path belongs to this key. */
function pathNumber(content: ChangeContent, path: string): number | undefined {
  const stem = changePath(content, 0).replace(/0\.yaml$/, '');
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
