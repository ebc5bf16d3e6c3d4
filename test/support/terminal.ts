import { plainPaint, type Terminal } from '../../src/adapters/terminal.ts';
import type { CommandContext, GlobalOptions } from '../../src/commands/command.ts';

/** A terminal that keeps what is printed. */
export interface RecordingTerminal extends Terminal {
  readonly printed: () => string;
  readonly noted: () => string;
}

/** Nobody looks at it: no colour, no questions, 100 columns. */
function recordingTerminal(): RecordingTerminal {
  const [out, note]: [string[], string[]] = [[], []];
  return {
    out: (text) => void out.push(text),
    note: (text) => void note.push(text),
    paint: plainPaint,
    notePaint: plainPaint,
    columns: 100,
    interactive: false,
    printed: () => out.join(''),
    noted: () => note.join(''),
  };
}

/** The context of a command that works in a folder. */
export function contextIn(
  root: string,
  global: Partial<GlobalOptions> = {},
): CommandContext & { readonly terminal: RecordingTerminal } {
  return {
    terminal: recordingTerminal(),
    global: { root, asOf: undefined, format: undefined, quiet: false, debug: false, strict: false, ...global },
  };
}
