import { ForgeError } from '../adapters/forge-error.ts';
import { GitError } from '../adapters/git-error.ts';
import { writeBody } from '../core/change/body.ts';
import type { ForgeOperation, PullText } from '../core/change/operations.ts';
import type {
  BaseBranch,
  ForgeProblem,
  ForgePull,
  ForgeWriter,
  MadeCommit,
  Refused,
  StandingProposal,
} from '../model/forge.ts';

/** A branch and what is to be done about it. */
export interface BranchWork {
  readonly branch: string;
  readonly base: BaseBranch;
  readonly planFp: string;
  readonly standing: StandingProposal | undefined;
  readonly operations: readonly ForgeOperation[];
}

/** How the work on a branch went. */
export interface BranchOutcome {
  readonly writes: readonly string[];
  readonly pull: ForgePull | undefined;
  readonly failure: ForgeProblem | undefined;
  /** Somebody else was faster, or the forge failed: looking again tells what is left to do. */
  readonly isPassing: boolean;
  /** The forge will not open the closed pull request again; a new one takes its place. */
  readonly isReopenRefused: boolean;
  /** No other branch would fare better. */
  readonly isForAll: boolean;
  readonly degraded: readonly string[];
}

/** What is known while the operations of a branch run one after the other. */
interface Progress {
  pull: ForgePull | undefined;
  made: MadeCommit | undefined;
  readonly refused: Refused[];
  readonly writes: string[];
}

/** Labels, people, comments beside the point and verdicts: what fails there stops nothing. */
const lesser: ReadonlySet<ForgeOperation['kind']> = new Set([
  ...(['label', 'unlabel', 'ask', 'dismiss', 'assign', 'unassign', 'draft', 'status'] as const),
]);

/** Does what is to be done about a branch, step by step, and tells how far it came. */
export async function applyWork(writer: ForgeWriter, work: BranchWork): Promise<BranchOutcome> {
  const progress: Progress = { pull: work.standing?.pull, made: undefined, refused: [], writes: [] };
  const degraded: string[] = [];
  const outcome = (error?: ForgeError, kind?: ForgeOperation['kind']): BranchOutcome => ({
    writes: progress.writes,
    pull: progress.pull,
    failure: error && { cause: error.message, remedy: error.remedy },
    isPassing: error?.isPassing === true,
    isReopenRefused: (kind === 'restore' || kind === 'reopen') && error?.kind === 'refused',
    isForAll: error?.isForAll === true,
    degraded: [...degraded, ...progress.refused.map(({ name, why }) => `${name} is not asked: ${why}`)],
  });
  for (const operation of work.operations) {
    try {
      await applyOperation(writer, work, operation, progress);
    } catch (caught) {
      const error = asForgeError(caught);
      if (!lesser.has(operation.kind) || error.isPassing || error.isForAll) return outcome(error, operation.kind);
      degraded.push(error.message);
    }
  }
  return outcome();
}

/** A branch of a local repository that moved is a matter of who was faster as well. */
function asForgeError(error: unknown): ForgeError {
  if (error instanceof ForgeError) return error;
  if (!(error instanceof GitError) || error.kind === 'missing') throw error;
  const remedy =
    error.kind === 'moved' ? 'run again: it goes on from what stands there' : 'run git in the same folder to see more';
  return new ForgeError(error.kind === 'moved' ? 'moved' : 'refused', { cause: error.message, remedy }, error);
}

async function applyOperation(
  writer: ForgeWriter,
  work: BranchWork,
  operation: ForgeOperation,
  progress: Progress,
): Promise<void> {
  switch (operation.kind) {
    case 'commit':
      progress.made = await makeCommit(writer, work, operation);
      break;
    case 'publish':
      await writer.publish?.(work.branch);
      break;
    case 'restore':
      await writer.restoreBranch(work.branch, operation.head);
      break;
    case 'open':
      progress.pull = await writer.openPull({
        ...{ branch: work.branch, base: work.base, title: operation.title, isDraft: operation.isDraft },
        body: bodyOf(operation.body, progress),
      });
      break;
    case 'comment':
      // A comment that says already what it should is no write.
      if ((await writer.comment(pullOf(progress), operation.marker, operation.text)) === 'unchanged') return;
      break;
    case 'status':
      await writer.setStatus(headOf(work, progress), operation.status);
      break;
    case 'delete-branch':
      await writer.deleteBranch(work.branch, operation.expected);
      break;
    default:
      await changePull(writer, operation, progress);
  }
  progress.writes.push(operation.kind);
}

type PullOperation = Exclude<
  ForgeOperation,
  { readonly kind: 'commit' | 'publish' | 'restore' | 'open' | 'comment' | 'status' | 'delete-branch' }
>;

async function changePull(writer: ForgeWriter, operation: PullOperation, progress: Progress): Promise<void> {
  const pull = pullOf(progress);
  switch (operation.kind) {
    case 'change':
    case 'remember':
    case 'reopen':
    case 'close': {
      const title = 'title' in operation ? operation.title : undefined;
      const body = bodyOf(operation.body, progress);
      const state = operation.kind === 'close' ? 'closed' : operation.kind === 'reopen' ? 'open' : undefined;
      return writer.changePull(pull, {
        body,
        ...(title !== undefined && { title }),
        ...(state !== undefined && { state }),
      });
    }
    case 'draft':
      return writer.setDraft(pull, operation.isDraft);
    case 'label':
      return writer.addLabels(pull, operation.names);
    case 'unlabel':
      for (const label of operation.names) await writer.removeLabel(pull, label);
      return;
    case 'ask': {
      const names = withoutAuthor(operation.names, pull);
      if (names.length > 0) progress.refused.push(...(await writer.askReviewers(pull, names)));
      return;
    }
    case 'dismiss':
      return writer.dismissReviewers(pull, operation.names);
    case 'assign':
      progress.refused.push(...(await writer.assign(pull, operation.names)));
      return;
    case 'unassign':
      return writer.unassign(pull, operation.names);
  }
}

function makeCommit(
  writer: ForgeWriter,
  { branch, base, planFp }: BranchWork,
  { of, title }: Extract<ForgeOperation, { readonly kind: 'commit' }>,
): Promise<MadeCommit> {
  const { expected, files, message } = of;
  return writer.commit({ branch, base, expected, files, subject: title, body: message, planFp });
}

/** The commit that was made, and whom the forge would not ask, are known only now. */
function bodyOf({ marker, ...body }: PullText, { made, refused }: Progress): string {
  const names = new Set([...marker.refused, ...refused.map(({ name }) => name)]);
  const commit = made && { head: made.head, blob: made.blobs.get(marker.path) ?? '' };
  return writeBody({ ...body, marker: { ...marker, ...commit, refused: [...names].sort() } });
}

/** Nobody can be asked to review what the same account proposes; whose it is shows once it is open. */
const withoutAuthor = (names: readonly string[], { author }: ForgePull): readonly string[] =>
  names.filter((name) => name.toLowerCase() !== author?.login.toLowerCase());

const headOf = ({ standing }: BranchWork, { made }: Progress): string => made?.head ?? standing?.head ?? '';

function pullOf({ pull }: Progress): ForgePull {
  if (pull === undefined) throw new Error('a pull request is changed before it is open');
  return pull;
}
