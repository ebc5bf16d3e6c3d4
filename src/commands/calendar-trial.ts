import { tryRule } from '../core/calendar/trial.ts';
import { isTimeZone, parseDuration, readMoment } from '../core/time.ts';
import type { Instant } from '../model/time.ts';
import { renderTrial } from '../render/calendar/registry.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { noteProblems } from './outcome.ts';

/** Starts listed unless `--count` says otherwise, and the most that it may say. */
const defaultCount = 10;
const mostStarts = 1000;

const dayMs = 86_400_000;

/** Expands the rule of `--rrule`. Reads no estate. */
export function runTrial(context: CommandContext, options: CommandOptions): ExitCode {
  const { terminal, global } = context;
  const text = (name: string): string | undefined => options[name] as string | undefined;
  if (global.format === 'ics') throw new CommandError('--rrule prints text or json, not ics');
  for (const name of ['team', 'for']) {
    if (text(name) !== undefined) throw new CommandError(`--${name} does not go with --rrule`);
  }
  const start = text('start');
  if (start === undefined) {
    throw new CommandError('--rrule needs --start', {
      hint: 'write the wall clock of the first one: 2026-01-03T22:00',
    });
  }
  const timeZone = zoneOf(text('tz'));
  const { value, diagnostics } = tryRule({
    rule: text('rrule'),
    start,
    timeZone,
    offsetDays: wholeNumber('--offset-days', text('offsetDays') ?? '0', [-366, 366]),
    durationMs: lengthOf(text('duration')),
    count: wholeNumber('--count', text('count') ?? String(defaultCount), [1, mostStarts]),
    from: edgeOf('from', text('from'), timeZone),
    to: edgeOf('to', text('to'), timeZone),
  });
  noteProblems(context, diagnostics, new Map());
  if (value === undefined) return exitCodes.invalid;
  terminal.out(renderTrial(global.format ?? 'text', value, terminal.paint));
  return exitCodes.fine;
}

function zoneOf(zone = 'UTC'): string {
  if (isTimeZone(zone)) return zone;
  throw new CommandError(`--tz ${zone} is no time zone of the IANA database`, { hint: 'write Europe/Zurich or UTC' });
}

function wholeNumber(flag: string, text: string, [least, most]: readonly [number, number]): number {
  const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new CommandError(`${flag} ${text} is not a whole number from ${least} to ${most}`);
}

/** Exact milliseconds, as the length of a window must be. */
function lengthOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const length = parseDuration(text);
  const ms = length && (length.weeks * 7 + length.days) * dayMs + length.milliseconds;
  if (ms !== undefined && ms > 0 && length && length.years + length.months + length.businessDays === 0) return ms;
  throw new CommandError(`--duration ${text} is not an exact length of time`, { hint: 'write 4h or 90min' });
}

function edgeOf(edge: 'from' | 'to', text: string | undefined, zone: string): Instant | undefined {
  if (text === undefined) return undefined;
  const at = readMoment(text, zone, edge === 'from' ? 'start' : 'end');
  if (at !== undefined) return at;
  throw new CommandError(`--${edge} ${text} is neither a day nor a time`, {
    hint: 'write 2026-12-01, 2026-12-01T08:00 or 2026-12-01T08:00:00Z',
  });
}
