/** What the process answers. */
export const exitCodes = {
  fine: 0,
  internal: 1,
  invalid: 2,
  violated: 3,
  differences: 4,
  remote: 5,
  degraded: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for the user: what is wrong, where, and what to do. Never a bug of ours. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, options: { exitCode?: ExitCode; hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.exitCode = options.exitCode ?? exitCodes.invalid;
    this.hint = options.hint;
  }
}
