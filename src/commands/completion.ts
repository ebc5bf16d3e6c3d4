import type { CompletionCommand, CompletionOption, CompletionTree, CompletionValue } from '../model/completion.ts';
import { completionShells, renderCompletion } from '../render/completion/registry.ts';
import type { CommandDefinition, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { globalOptions } from './global-options.ts';

/** Prints the script with which a shell completes these commands. */
export function completionOf(definitions: readonly CommandDefinition[]): CommandRun {
  return async ({ terminal }, [shell = '']) => {
    if (!completionShells.includes(shell)) {
      const hint = `name one of ${completionShells.join(', ')}`;
      throw new CommandError(`there is no completion for ${shell}`, { hint });
    }
    terminal.out(renderCompletion(shell, completionTree(definitions)));
    return exitCodes.fine;
  };
}

/** The command line as help describes it; hidden commands stay hidden. */
export function completionTree(definitions: readonly CommandDefinition[]): CompletionTree {
  const everywhere = [
    ...globalOptions.map(({ flags, summary, choices }) => optionOf(flags, summary, choices)),
    optionOf('-h, --help', 'display help'),
  ];
  return {
    program: 'patchledger',
    commands: definitions
      .filter(({ hidden }) => hidden !== true)
      .map((definition) => commandOf(definition, everywhere)),
    options: [...everywhere, optionOf('-V, --version', 'output the version number')],
  };
}

function commandOf(
  { name, summary, args, options, formats }: CommandDefinition,
  everywhere: readonly CompletionOption[],
): CompletionCommand {
  const ofFormat =
    formats === undefined
      ? []
      : [
          optionOf('--format <name>', 'how to print the result', formats),
          ...(formats.includes('json') ? [optionOf('--json', 'the same as --format json')] : []),
        ];
  return {
    name,
    summary,
    values: args.map((argument) => valueFor(argument.name, argument.choices)),
    options: [...options.map(({ flags, summary: does }) => optionOf(flags, does)), ...ofFormat, ...everywhere],
  };
}

function optionOf(flags: string, summary: string, choices?: readonly string[]): CompletionOption {
  const value = /[<[].*$/.exec(flags)?.[0];
  return {
    names: flags.match(/(?<=^|[\s,])--?[\w-]+/g) ?? [],
    summary,
    value: value === undefined ? undefined : valueFor(value, choices),
  };
}

/** What a placeholder such as `<folder>` stands for. */
function valueFor(placeholder: string, choices: readonly string[] = []): CompletionValue {
  const name = placeholder.replace(/^[<[]|[\]>]$|\.\.\./g, '');
  return { name, words: choices, isPath: /\b(file|folder|directory|path)s?\b/.test(name) };
}
