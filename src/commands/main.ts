import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { GitError } from '../adapters/git-error.ts';
import { redact, withoutSecrets } from '../adapters/secrets.ts';
import { type ColorChoice, endQuietlyWithReader, openTerminal, type Terminal } from '../adapters/terminal.ts';
import { safeText } from '../render/text-table.ts';
import type { CommandContext, CommandDefinition, CommandOptions } from './command.ts';
import { commandDefinitions } from './definitions.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { globalOptions } from './global-options.ts';

type OpenTerminal = (choice: ColorChoice) => Terminal;

/** Runs one command line and answers the exit code. Nothing below it exits the process. */
export async function main(words: readonly string[], open: OpenTerminal = openTerminal): Promise<ExitCode> {
  endQuietlyWithReader();
  const outcome: { code: ExitCode } = { code: exitCodes.fine };
  const program = buildProgram(open, (code) => {
    outcome.code = code;
  });
  try {
    if (words.length === 0) {
      process.stdout.write(program.helpInformation());
      return exitCodes.fine;
    }
    await program.parseAsync([...words], { from: 'user' });
    return outcome.code;
  } catch (error) {
    return reportFailure(error, words);
  }
}

function buildProgram(open: OpenTerminal, done: (code: ExitCode) => void): Command {
  const program = new Command('patchledger')
    .description('Policy-as-code GitOps for patch management: what must be patched where, by when, and why.')
    .version(PATCHLEDGER_VERSION, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(try --help)')
    .enablePositionalOptions(false)
    .addHelpText('after', '\nHelp on one command: patchledger <command> --help\n');
  addGlobalOptions(program);
  for (const definition of commandDefinitions) addCommand(program, definition, open, done);
  return program;
}

function addGlobalOptions(command: Command): void {
  for (const { flags, summary, choices, preset } of globalOptions) {
    const option = new Option(flags, summary);
    if (choices) option.choices([...choices]);
    if (preset) option.default(preset.value, preset.words);
    command.addOption(option);
  }
}

/** A text whose lines break where the terminal's do; a line that ends a sentence stays the end of one. */
const flowing = (text: string): string => text.replaceAll(/(?<=[^.:\n])\n(?=\S)/g, ' ');

function addCommand(
  program: Command,
  definition: CommandDefinition,
  open: OpenTerminal,
  done: (code: ExitCode) => void,
): void {
  const command = program.command(definition.name, { hidden: definition.hidden ?? false }).exitOverride();
  command.summary(definition.summary).description(flowing(definition.description));
  for (const argument of definition.args) command.argument(argument.name, argument.summary);
  for (const { flags, summary, repeats } of definition.options) {
    if (repeats === true) command.option(flags, summary, collect);
    else command.option(flags, summary);
  }
  addGlobalOptions(command);
  if (definition.formats) {
    command.addOption(new Option('--format <name>', 'how to print the result').choices([...definition.formats]));
    const json = new Option('--json', 'the same as --format json').conflicts('format');
    if (definition.formats.includes('json')) command.addOption(json);
  }
  const examples = definition.examples.map((example) => `  ${example.line}\n      ${example.does}`);
  command.addHelpText('after', `\nExamples:\n${examples.join('\n')}\n`);
  command.action(async () => {
    // optsWithGlobals lets a global option stand before or behind the command's name.
    const options: CommandOptions = { ...program.opts(), ...withoutDefaults(command) };
    const { run } = await definition.load();
    done(await run(contextOf(options, open), command.processedArgs.flat() as (string | undefined)[], options));
  });
}

/** Keeps every value of an option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** A global option given before the command must not be hidden by the same option's default behind it. */
function withoutDefaults(command: Command): CommandOptions {
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) !== 'default');
  return Object.fromEntries(given) as CommandOptions;
}

function contextOf(options: CommandOptions, open: OpenTerminal): CommandContext {
  const format = options['json'] === true ? 'json' : options['format'];
  return {
    terminal: open(options['color'] as ColorChoice),
    global: {
      root: resolve(String(options['C'] ?? '.')),
      asOf: options['asOf'] as string | undefined,
      format: format as string | undefined,
      quiet: options['quiet'] === true,
      debug: options['debug'] === true,
      strict: options['strict'] === true,
    },
  };
}

function reportFailure(error: unknown, words: readonly string[]): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version are thrown as well; commander has printed either already.
    return error.exitCode === 0 ? exitCodes.fine : exitCodes.invalid;
  }
  const failure = failureOf(error);
  if (failure === undefined) throw withoutSecrets(error);
  const tell = (text: string): void => void process.stderr.write(`${redact(text)}\n`);
  tell(`error: ${safeText(failure.message)}`);
  if (failure.hint !== undefined) tell(`  hint: ${safeText(failure.hint)}`);
  if (words.includes('--debug') && error instanceof Error) tell(error.stack ?? '');
  return failure.exitCode;
}

/** What the user can do something about; everything else is a bug of ours and goes on as it is. */
function failureOf(error: unknown): Pick<CommandError, 'message' | 'hint' | 'exitCode'> | undefined {
  if (error instanceof CommandError) return error;
  if (error instanceof GitError) {
    return error.kind === 'moved'
      ? { message: error.message, hint: 'run again: it goes on from what stands there', exitCode: exitCodes.remote }
      : { message: error.message, hint: 'run git in the same folder to see more', exitCode: exitCodes.invalid };
  }
  const { code, syscall, path } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  const words = fileProblems[code] ?? code;
  return {
    message: `${path ?? 'a file'}: ${words} (${syscall})`,
    hint: 'check the path and its permissions',
    exitCode: exitCodes.invalid,
  };
}

const fileProblems: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EEXIST: 'exists already',
};
