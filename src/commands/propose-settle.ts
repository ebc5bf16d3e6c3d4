import { confirm } from '../adapters/confirm.ts';
import { pause } from '../adapters/pause.ts';
import type { ForgeOperation } from '../core/change/operations.ts';
import type { ForgeReader, ForgeWriter } from '../model/forge.ts';
import { count } from '../render/words.ts';
import type { CommandContext } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { noteProblems } from './outcome.ts';
import { applyWork, type BranchOutcome } from './propose-apply.ts';
import { settleDashboard } from './propose-dashboard.ts';
import { type Observation, observeProposals } from './propose-observe.ts';
import { closingWork, type StepWork, standingWork } from './propose-work.ts';

/** What a run did, branch by branch. */
export interface Settled {
  readonly observation: Observation;
  readonly works: readonly StepWork[];
  /** `undefined`: a dry run, nothing was tried. */
  readonly outcomes: ReadonlyMap<string, BranchOutcome>;
  readonly dashboard: 'written' | 'unchanged' | 'none' | Error;
  readonly isFailed: boolean;
}

/** What a run settles with. */
export interface Settling {
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter | undefined;
  readonly isAgreed: boolean;
  readonly pauseMs: number;
}

/** Looking again after another run was faster, or after a failure of the forge, mends most of it. */
const mostRounds = 4;

/**
 * Looks, decides and writes until nothing is left that looking again could mend. What is written is decided from what
 * stands there, so a run that is killed at any point is finished by the next, and two at once end where one does.
 */
export async function settle(
  context: CommandContext,
  { reader, writer, isAgreed, pauseMs }: Settling,
): Promise<Settled> {
  const done = new Map<string, BranchOutcome>();
  const notReopened = new Set<string>();
  for (let round = 1; ; round += 1) {
    const observation = await observeProposals(context, reader, notReopened);
    if (round === 1) refuseErrors(context, observation);
    const works = await standingWork(observation, reader);
    if (writer === undefined) {
      const closings = await closingWork(observation, reader, new Map());
      return { observation, works: [...works, ...closings], outcomes: done, dashboard: 'none', isFailed: false };
    }
    if (round === 1)
      await askToWrite(context, isAgreed, [...works, ...(await closingWork(observation, reader, new Map()))]);
    await applyAll(writer, works, done);
    const closings = await closingWork(observation, reader, done);
    await applyAll(writer, closings, done);
    const all = [...works, ...closings];
    const refused = all.filter(({ branch }) => done.get(branch)?.isReopenRefused === true);
    for (const { branch } of refused) notReopened.add(branch);
    const isPassing = refused.length > 0 || all.some(({ branch }) => done.get(branch)?.isPassing === true);
    if (isPassing && round < mostRounds) {
      await pause(pauseMs * round);
      continue;
    }
    const dashboard = await settleDashboard({ observation, outcomes: done, reader, writer });
    const isFailed = all.some(({ branch, failure }) => (failure ?? done.get(branch)?.failure) !== undefined);
    return { observation, works: all, outcomes: done, dashboard, isFailed };
  }
}

/** Goes on with the other branches when one fails, unless they would all fail for the same reason. */
async function applyAll(
  writer: ForgeWriter,
  works: readonly StepWork[],
  done: Map<string, BranchOutcome>,
): Promise<void> {
  for (const work of works) {
    if ([...done.values()].some(({ isForAll }) => isForAll)) return;
    const before = done.get(work.branch);
    const outcome = await applyWork(writer, work);
    done.set(work.branch, { ...outcome, writes: [...(before?.writes ?? []), ...outcome.writes] });
  }
}

function refuseErrors(context: CommandContext, { opened }: Observation): void {
  noteProblems(context, opened.diagnostics, opened.sources);
  if (!opened.diagnostics.some(({ severity }) => severity === 'error')) return;
  throw new CommandError('an estate with errors is not proposed', { hint: 'run patchledger validate and mend them' });
}

async function askToWrite({ terminal }: CommandContext, isAgreed: boolean, works: readonly StepWork[]): Promise<void> {
  const changes = works.filter(({ operations }) => operations.some(isTold));
  if (isAgreed || changes.length === 0) return;
  if (!terminal.interactive) {
    throw new CommandError(`${count(changes.length, 'branch')} would be written`, {
      hint: 'say --yes, or look with --dry-run',
    });
  }
  for (const { step, branch } of changes) terminal.note(`${step} ${branch}\n`);
  if (!(await confirm('Write them?'))) throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
}

/** A text that a killed run did not write any more is no decision to be asked about. */
const isTold = ({ kind }: ForgeOperation): boolean => kind === 'commit' || kind === 'close' || kind === 'delete-branch';
