import { once } from 'node:events';
import type { Paint } from '../model/paint.ts';
import { redact } from './secrets.ts';

/** How a user asks for colour. */
export type ColorChoice = 'auto' | 'always' | 'never';

/** The two streams of a run and what they can show. Data goes to `out`, messages and progress to `note`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  readonly paint: Paint;
  readonly notePaint: Paint;
  /** Columns of standard output; without end off a terminal, where lines stay whole for those who search them. */
  readonly columns: number;
  readonly interactive: boolean;
}

const controlStart = `${String.fromCharCode(27)}[`;
const code = (open: number, close: number) => (text: string) =>
  `${controlStart}${open}m${text}${controlStart}${close}m`;
const same = (text: string): string => text;

const colours: Paint = {
  bold: code(1, 22),
  dim: code(2, 22),
  red: code(31, 39),
  green: code(32, 39),
  yellow: code(33, 39),
  cyan: code(36, 39),
};

/** No colour at all: what tests, files and pipes get. */
export const plainPaint: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** `--color` > NO_COLOR > FORCE_COLOR > terminal. */
function wantsColor(choice: ColorChoice, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (process.env['NO_COLOR']) return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && process.env['TERM'] !== 'dumb';
}

/**
 * From now on a reader that closes its pipe early ends the run quietly: `patchledger plan | head` is no error, because
 * whoever reads has seen enough.
 */
export function endQuietlyWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', leaveQuietly);
}

/** Connects a run to its process's streams. No token of the environment reaches either. */
export function openTerminal(choice: ColorChoice): Terminal {
  const outTerminal = process.stdout.isTTY === true;
  const noteTerminal = process.stderr.isTTY === true;
  return {
    out: (text) => void process.stdout.write(redact(text)),
    note: (text) => void process.stderr.write(redact(text)),
    paint: wantsColor(choice, outTerminal) ? colours : plainPaint,
    notePaint: wantsColor(choice, noteTerminal) ? colours : plainPaint,
    columns: process.stdout.columns || Number.POSITIVE_INFINITY,
    interactive: outTerminal && process.stdin.isTTY === true && !process.env['CI'],
  };
}

/**
 * Prints a long text piece by piece, no faster than its reader takes them, so that it is never held as a whole and a
 * reader that has seen enough ends the run.
 */
export async function printPieces({ out }: Terminal, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    out(piece);
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  }
}

function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
