/** An option as a shell completes it. */
export interface CompletionOption {
  /** Every spelling, such as `-C` or `--out`. */
  readonly names: readonly string[];
  readonly summary: string;
  /** What follows it; `undefined`: nothing does. */
  readonly value?: CompletionValue | undefined;
}

/** What may be typed for an argument or behind an option. */
export interface CompletionValue {
  /** Name for people, such as `folder`. */
  readonly name: string;
  /** Words to offer. */
  readonly words: readonly string[];
  /** Whether files are offered. Where neither words nor files are, the shell offers nothing. */
  readonly isPath: boolean;
}

/** A command as a shell completes it. */
export interface CompletionCommand {
  readonly name: string;
  readonly summary: string;
  /** In their order on the command line. */
  readonly values: readonly CompletionValue[];
  /** Its own options, then those of every command. */
  readonly options: readonly CompletionOption[];
}

/** The whole command line as a shell completes it. */
export interface CompletionTree {
  readonly program: string;
  readonly commands: readonly CompletionCommand[];
  /** Options that may stand before the command as well. */
  readonly options: readonly CompletionOption[];
}
