import { dirname, join, resolve } from 'node:path';
import { stopwatch } from '../adapters/clock.ts';
import { inspectTarget } from '../adapters/estate-target.ts';
import { createEstate, fillEstate } from '../adapters/estate-writer.ts';
import { isFileError, reasonOf } from '../adapters/file-errors.ts';
import { GitError } from '../adapters/git-error.ts';
import { toolIdentity } from '../adapters/git-identity.ts';
import { proposalBranches, pullRequestFile } from '../adapters/local-forge.ts';
import { programName, shellWord, shownPath } from '../adapters/program.ts';
import { makeTemporaryFolder } from '../adapters/temporary-folder.ts';
import type { Terminal } from '../adapters/terminal.ts';
import { defaultFolders } from '../model/estate-files.ts';
import { type DemoEnd, renderDemoEnd, renderDemoStep } from '../render/init/demo.ts';
import { count } from '../render/words.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { newEstate, type StarterSettings, starterSettings } from './new-estate.ts';
import { run as plan } from './plan.ts';
import { branchPrefix, run as propose } from './propose.ts';
import { run as report, reportFolder } from './report.ts';
import { run as validate } from './validate.ts';

/** The starter estate end to end, in a folder of its own, with its clock pinned to the moment of its data. */
export const run: CommandRun = async ({ terminal, global }, _args, options) => {
  const into = options['into'];
  const settings = starterSettings();
  const elapsed = stopwatch();
  const estate = withReasons(() =>
    layEstate(typeof into === 'string' ? resolve(into) : undefined, settings.asOf / 1000),
  );
  const [folder, asOf] = [shownPath(estate.folder), settings.asOfText];
  terminal.out(renderDemoStep({ number: 1, command: `init ${folder}`, ms: elapsed() }, terminal.paint));
  terminal.out(`${count(estate.files, 'file')}, committed to main as ${estate.commit.slice(0, 8)}\n`);

  const context: CommandContext = {
    terminal,
    global: { ...global, root: estate.folder, asOf, format: undefined, quiet: true, strict: false },
  };
  const steps: readonly Step[] = [
    {
      command: 'validate --format summary',
      run: validate,
      context: { ...context, global: { ...context.global, quiet: false, format: 'summary' } },
    },
    { command: `plan --as-of ${asOf}`, run: plan, context },
    { command: 'propose --yes', run: propose, context, options: { yes: true } },
    { command: 'report', run: report, context, after: `written to ${reportFolder}/\n` },
  ];
  for (const [index, step] of steps.entries()) {
    const code = await runStep(index + 2, step, terminal);
    if (code !== exitCodes.fine) return code;
  }
  terminal.out(renderDemoEnd(endOf(estate.folder, settings), terminal.paint));
  return exitCodes.fine;
};

/** Writes the starter into a fresh repository whose one commit is of the moment of the data, by a fixed name. */
function layEstate(into: string | undefined, atSeconds: number): { folder: string; files: number; commit: string } {
  const files = newEstate('starter').value;
  const date = `${atSeconds} +0000`;
  const env = { ...toolIdentity, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const first = { message: 'feat: start the patch management estate\n', env };
  if (into !== undefined && inspectTarget(into, files).state !== 'missing') {
    throw new CommandError(`${into} exists already`, { hint: 'name a folder that does not exist; the demo makes it' });
  }
  const folder = into ?? makeTemporaryFolder('patchledger-demo');
  const made = into === undefined ? fillEstate(folder, files, first) : createEstate(folder, files, first);
  return { folder, files: files.length, commit: made?.id ?? '' };
}

interface Step {
  /** As one would type it. */
  readonly command: string;
  readonly run: CommandRun;
  readonly context: CommandContext;
  readonly options?: CommandOptions;
  /** What a step that prints nothing leaves to say. */
  readonly after?: string;
}

/** Runs a step and shows its time above what it printed. */
async function runStep(number: number, step: Step, terminal: Terminal): Promise<ExitCode> {
  const printed: (() => void)[] = [];
  const recorder: Terminal = {
    ...terminal,
    out: (text) => void printed.push(() => terminal.out(text)),
    note: (text) => void printed.push(() => terminal.note(text)),
  };
  const elapsed = stopwatch();
  const code = await step.run({ ...step.context, terminal: recorder }, [], step.options ?? {});
  terminal.out(renderDemoStep({ number, command: step.command, ms: elapsed() }, terminal.paint));
  for (const print of printed) print();
  if (step.after !== undefined) terminal.out(step.after);
  return code;
}

function endOf(root: string, { asOfText, explain }: StarterSettings): DemoEnd {
  const proposals = proposalBranches(root, branchPrefix, 'main', defaultFolders.changes).map(({ branch }) => branch);
  const [program, at, moment] = [programName(), `-C ${shellWord(shownPath(root))}`, `--as-of ${asOfText}`];
  const proposal = proposals.find((branch) => branch.includes('-emergency-')) ?? proposals[0];
  return {
    asOf: asOfText,
    estate: shownPath(root),
    branchPrefix,
    branches: proposals.length,
    pullRequests: shownPath(dirname(pullRequestFile(root, branchPrefix))),
    report: shownPath(join(root, reportFolder)),
    next: [
      {
        command: `${program} explain ${explain.map(shellWord).join(' ')} ${at} ${moment}`,
        does: 'why, by when and by which rule',
      },
      { command: `${program} plan ${at} ${moment} --all`, does: 'every requirement' },
      proposal === undefined
        ? { command: `${program} validate ${at}`, does: 'every file, every line' }
        : { command: `git ${at} diff main...${shellWord(proposal)}`, does: 'what an approver sees' },
    ],
  };
}

function withReasons<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    if (!isFileError(error)) throw error;
    throw new CommandError(`the demo's folder cannot be written: ${reasonOf(error)}`, {
      hint: 'name another with --into',
      cause: error,
    });
  }
}
