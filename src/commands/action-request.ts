import type { ActionInputs } from './action-inputs.ts';
import { commandDefinitions } from './definitions.ts';
import { CommandError } from './exit.ts';

/** The command line that a step stands for. */
export interface StepRequest {
  readonly command: string;
  readonly words: readonly string[];
  /** Its result is read as JSON, for outputs, annotations and summary. */
  readonly isRead: boolean;
}

/** Commands whose result the step reads. */
const readCommands: ReadonlySet<string> = new Set([
  'check',
  'validate',
  'plan',
  'propose',
  'observe',
  'feeds',
  'record',
]);
/** Commands that write nothing, so that a dry run of them is a run. `check --post` does write. */
const readers: ReadonlySet<string> = new Set(['check', 'validate', 'test', 'plan', 'explain', 'diff', 'calendar']);
/** Events in which something is proposed to the base branch; every other judges what stands there. */
const changeEvents: ReadonlySet<string> = new Set(['pull_request', 'pull_request_review', 'merge_group']);

/** Makes the command line of a step: what the inputs say, and what the event says where they leave it open. */
export function stepRequest(inputs: ActionInputs, event: string | undefined): StepRequest {
  if (event === 'pull_request_target') {
    throw new CommandError(
      'this does not run on pull_request_target: its token writes, and the files are a stranger’s',
      {
        hint: 'use pull_request, and workflow_run for what needs to write',
      },
    );
  }
  const { command, args, workingDirectory } = inputs;
  const [name, ...before] = command === undefined ? commandOf(inputs.mode, event) : [command];
  const action = name === 'feeds' && args[0] !== 'sync' ? ['sync'] : [];
  const stated = args.find((word) => /^(?:-C|--json|--format(?:=.*)?|--color(?:=.*)?)$/.test(word));
  const isRead = readCommands.has(name);
  if (stated !== undefined && (isRead || stated === '-C')) {
    throw new CommandError(`args: ${stated} is the step's to set`, {
      hint: 'working-directory: names the estate, sarif-file: a file for code scanning',
    });
  }
  const words = [name, ...action, ...before, ...args, ...agreement(name, inputs)];
  return {
    command: name,
    words: [...words, '-C', workingDirectory, '--color=never', ...(isRead ? ['--json', '--strict'] : [])],
    isRead,
  };
}

function commandOf(
  mode: ActionInputs['mode'],
  event: string | undefined,
): readonly [command: string, ...args: readonly string[]] {
  if (mode === 'plan') return ['plan'];
  if (mode === 'open') return ['propose'];
  return event !== undefined && changeEvents.has(event) ? ['check'] : ['check', '--estate'];
}

/** Nobody can be asked in a step, so a writer is told to go on, or not to write. */
function agreement(name: string, { dryRun, args }: ActionInputs): readonly string[] {
  const flags = commandDefinitions.find((one) => one.name === name)?.options.map((option) => option.flags) ?? [];
  if (!dryRun) return flags.includes('--yes') && !args.includes('--yes') ? ['--yes'] : [];
  if (flags.includes('--dry-run')) return ['--dry-run'];
  if (readers.has(name) && !args.includes('--post')) return [];
  throw new CommandError(`${[name, ...(args.includes('--post') ? ['--post'] : [])].join(' ')} has no dry run`);
}
