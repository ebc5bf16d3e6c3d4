import { plainPaint } from '../../src/adapters/terminal.ts';
import type { CommandOptions, CommandRun, GlobalOptions } from '../../src/commands/command.ts';

/** What a command printed on each stream, and its exit code. */
export interface CapturedRun {
  readonly out: string;
  readonly notes: string;
  readonly code: number;
}

/** Runs a command in this process, without colours and off a terminal. */
export async function captureRun(
  run: CommandRun,
  global: Partial<GlobalOptions> & Pick<GlobalOptions, 'root'>,
  args: readonly string[] = [],
  options: CommandOptions = {},
): Promise<CapturedRun> {
  const printed = { out: '', notes: '' };
  const terminal = {
    out: (text: string): void => {
      printed.out += text;
    },
    note: (text: string): void => {
      printed.notes += text;
    },
    paint: plainPaint,
    notePaint: plainPaint,
    columns: Number.POSITIVE_INFINITY,
    interactive: false,
  };
  const defaults = { asOf: undefined, format: undefined, quiet: false, debug: false, strict: false };
  const code = await run({ terminal, global: { ...defaults, ...global } }, args, options);
  return { ...printed, code };
}
