import { commandDefinitions } from './definitions.ts';
import { CommandError } from './exit.ts';

/** What a step may be given with `with:`, as action.yml lists it. `token` is taken out before anything is loaded. */
export const actionInputs = [
  'command',
  'args',
  'working-directory',
  'token',
  'mode',
  'fail-on',
  'sarif-file',
  'dry-run',
] as const;

const modes = ['auto', 'check', 'plan', 'open'] as const;
const thresholds = ['error', 'violation', 'degraded'] as const;

/** The inputs of a step, read and judged. */
export interface ActionInputs {
  /** `undefined`: the mode says what is run. */
  readonly command: string | undefined;
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly mode: (typeof modes)[number];
  /** The mildest outcome that fails the step. */
  readonly failOn: (typeof thresholds)[number];
  /** Path below the workspace. */
  readonly sarifFile: string | undefined;
  readonly dryRun: boolean;
}

/** Commands that make no sense in a step: they start estates, ask people or serve shells. */
const notInSteps: ReadonlySet<string> = new Set(['init', 'demo', 'dashboard', 'completion']);

/**
 * Reads the inputs of a step (`INPUT_<NAME>`, upper case, blanks as `_`). The runner hands on unknown ones with no more
 * than a warning; here they are an error, because a misspelt `dry-run` would write.
 */
export function readActionInputs(env: Readonly<Record<string, string | undefined>>): ActionInputs {
  refuseUnknown(env);
  const value = (name: (typeof actionInputs)[number]): string => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  const command = value('command') || undefined;
  const mode = wordOf('mode', value('mode') || 'auto', modes);
  if (command !== undefined && mode !== 'auto') {
    throw new CommandError(`command: ${command} and mode: ${mode} are two answers to one question`, {
      hint: 'leave one of them out',
    });
  }
  if (command !== undefined && !stepCommands().includes(command)) {
    throw new CommandError(`command: ${command} is not run in a step`, { hint: `one of ${stepCommands().join(', ')}` });
  }
  return {
    command,
    args: splitArgs(value('args')),
    workingDirectory: value('working-directory') || '.',
    mode,
    failOn: wordOf('fail-on', value('fail-on') || 'violation', thresholds),
    sarifFile: value('sarif-file') || undefined,
    dryRun: wordOf('dry-run', value('dry-run') || 'false', ['true', 'false']) === 'true',
  };
}

const stepCommands = (): readonly string[] =>
  commandDefinitions.flatMap(({ name }) => (notInSteps.has(name) ? [] : [name]));

function refuseUnknown(env: Readonly<Record<string, string | undefined>>): void {
  const known = new Set(actionInputs.map((name) => `INPUT_${name.toUpperCase()}`));
  const unknown = Object.keys(env).filter((name) => name.startsWith('INPUT_') && !known.has(name));
  if (unknown.length === 0) return;
  const names = unknown.map((name) => name.slice('INPUT_'.length).toLowerCase()).sort();
  throw new CommandError(`unknown ${names.length === 1 ? 'input' : 'inputs'} ${names.join(', ')}`, {
    hint: `with: takes ${actionInputs.join(', ')}`,
  });
}

function wordOf<Word extends string>(input: string, value: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value.toLowerCase());
  if (word !== undefined) return word;
  throw new CommandError(`${input}: ${value} is none of ${words.join(', ')}`);
}

/** Splits a line into words: blanks and line breaks part them, quotes of either kind keep blanks. No shell reads it. */
function splitArgs(line: string): readonly string[] {
  const words: string[] = [];
  const word = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)\s*/y;
  while (word.lastIndex < line.length) {
    const [, text] = word.exec(line) ?? [];
    if (text === undefined) throw new CommandError(`args: a quote is not closed in ${line}`);
    words.push(text.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''));
  }
  return words;
}
