import type { Terminal } from '../adapters/terminal.ts';
import type { ExitCode } from './exit.ts';

/** Options every command has, read once. */
export interface GlobalOptions {
  /** Absolute path of the estate's folder. */
  readonly root: string;
  /** As typed: an instant, a date or a commit. */
  readonly asOf: string | undefined;
  readonly format: string | undefined;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly strict: boolean;
}

/** What a command gets beside its own arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly global: GlobalOptions;
}

/** Values of a command's own options, by camel-cased name, as commander reads them. */
export type CommandOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Wires, runs, renders. Answers the exit code; throws CommandError for the user's mistakes. */
export type CommandRun = (
  context: CommandContext,
  args: readonly (string | undefined)[],
  options: CommandOptions,
) => Promise<ExitCode>;

/** All that help, completion and the reference need to know of a command without loading it. */
export interface CommandDefinition {
  readonly name: string;
  /** Commander's argument notation: `<asset> [component]`. Shells complete the `choices`; the command judges them. */
  readonly args: readonly { readonly name: string; readonly summary: string; readonly choices?: readonly string[] }[];
  readonly summary: string;
  readonly description: string;
  readonly formats?: readonly string[];
  /** One that `repeats` may be given several times; its value is the list of them. */
  readonly options: readonly { readonly flags: string; readonly summary: string; readonly repeats?: boolean }[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  readonly hidden?: boolean;
  readonly load: () => Promise<{ readonly run: CommandRun }>;
}
