import type { Paint } from '../../model/paint.ts';
import { safeText } from '../text-table.ts';
import { count } from '../words.ts';
import { type NextCommand, nextLines } from './text.ts';

/** One step of the demonstration. */
export interface DemoStep {
  readonly number: number;
  /** The command that does the same, without the program's name. */
  readonly command: string;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** Where everything lies when the demonstration is over, as one would type it. */
export interface DemoEnd {
  readonly asOf: string;
  readonly estate: string;
  readonly branchPrefix: string;
  /** How many proposals stand below the prefix. */
  readonly branches: number;
  /** Folder of their texts. */
  readonly pullRequests: string;
  readonly report: string;
  readonly next: readonly NextCommand[];
}

/** Columns of the rule above a step. */
const width = 100;

/** Heads a step: its number, the command, and how long it took. */
export function renderDemoStep({ number, command, ms }: DemoStep, paint: Paint): string {
  const left = `── ${number} ── ${safeText(command)} `;
  const right = ` ${ms} ms ──`;
  return `\n${paint.bold(`${left}${'─'.repeat(Math.max(2, width - left.length - right.length))}${right}`)}\n`;
}

/** Says where everything lies, that the clock is pinned, and what to try next. */
export function renderDemoEnd(end: DemoEnd, paint: Paint): string {
  const lines = [
    '',
    paint.bold('Where everything lies'),
    `  estate        ${safeText(end.estate)}`,
    `  branches      ${count(end.branches, 'proposal')} below ${safeText(end.branchPrefix)}`,
    `  pull requests ${safeText(end.pullRequests)}`,
    `  report        ${safeText(end.report)}`,
    '',
    paint.bold('Try next'),
    ...end.next.flatMap((step) => nextLines(step, paint)),
    '',
    `The demo's clock is pinned to ${end.asOf} (--as-of), so that every run shows the same.`,
    'Its advisories are real, its company is not. Your own hosts: patchledger init --from hosts.csv patches',
    '',
  ];
  return lines.join('\n');
}
