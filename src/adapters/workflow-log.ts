import { randomBytes } from 'node:crypto';
import { escapeData } from '../model/workflow-command.ts';
import { redact } from './secrets.ts';

/** The log of a workflow's step. What is printed between `shut` and `open` commands the runner nothing. */
export interface WorkflowLog {
  readonly say: (text: string) => void;
  /** Has the runner take a text out of everything that it shows. */
  readonly mask: (secret: string) => void;
  /** From here on the runner takes no line for a command of its own, whatever an estate or an event wrote into it. */
  readonly shut: () => void;
  readonly open: () => void;
  /** The reasons that were given for failing, one line each. */
  readonly reasons: () => readonly string[];
}

/**
 * Opens the log (GitHub's workflow commands, "Stopping and starting workflow commands"). Both streams go to standard
 * output: the runner reads two streams in no order, so a fence on one would not hold for the other.
 */
export function openWorkflowLog(): WorkflowLog {
  const word = `patchledger-${randomBytes(16).toString('hex')}`;
  const reasons: string[] = [];
  const print = (text: string): void => void process.stdout.write(text);
  const say = (text: string): void => print(redact(text));
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    reasons.push(...text.split('\n').filter((line) => line.startsWith('error: ')));
    say(text);
    return true;
  };
  return {
    say,
    mask: (secret) => print(`::add-mask::${escapeData(secret)}\n`),
    shut: () => print(`::stop-commands::${word}\n`),
    open: () => print(`\n::${word}::\n`),
    reasons: () => reasons.map((line) => redact(line.slice('error: '.length))),
  };
}
