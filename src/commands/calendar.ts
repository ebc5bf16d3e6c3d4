import { readSpan, type SpanWords } from '../core/calendar/span.ts';
import { teamNames } from '../core/calendar/team.ts';
import { calendarView } from '../core/calendar/view.ts';
import { nearest } from '../core/estate/nearest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import type { Instant, Interval } from '../model/time.ts';
import { renderCalendar } from '../render/calendar/registry.ts';
import { runTrial } from './calendar-trial.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError } from './exit.ts';
import { decideOn, type OpenDecision, openDecision, openEstate } from './open-estate.ts';
import { openForge, orRemote } from './open-forge.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';
import { proposedChanges } from './propose-observe.ts';

/** Shows what is dated between two instants; with --rrule, what one rule does, without any estate. */
export const run: CommandRun = async (context, _args, options) => {
  if (options['rrule'] !== undefined) return runTrial(context, options);
  refuseTrialOptions(options);
  const { decision, diagnostics, locate, estate, asOf, sources } =
    options['proposals'] === true ? await openProposed(context) : openDecision(context);
  const span = spanOf(options, asOf, estate);
  const team = teamOf(options, estate);
  const view = calendarView(decision, { from: span.start, to: span.end, team, locate });
  const all = [...diagnostics, ...unsaid(view.diagnostics, diagnostics)];
  noteProblems(context, all, sources);
  const { terminal, global } = context;
  terminal.out(renderCalendar(global.format ?? 'text', view.value, terminal.paint));
  return exitCodeOf(context, all, view.value.incomplete.length > 0);
};

/** Decides around the Changes that stand on open proposals, which the forge of the Workspace is asked for. */
async function openProposed(context: CommandContext): Promise<OpenDecision> {
  const opened = openEstate(context);
  const { forge, branchPrefix } = opened.estate.workspace;
  const { reader } = await openForge(context, forge, 'read');
  const changes = { prefix: `${branchPrefix}/change/`, folder: opened.folders.changes };
  const standing = await orRemote(() => reader.proposals([changes], () => undefined));
  return decideOn(opened, proposedChanges(standing));
}

/** Options that only expand a rule. */
function refuseTrialOptions(options: CommandOptions): void {
  for (const [name, flag] of Object.entries({
    start: '--start',
    tz: '--tz',
    offsetDays: '--offset-days',
    duration: '--duration',
    count: '--count',
  })) {
    if (options[name] === undefined) continue;
    throw new CommandError(`${flag} goes with --rrule only`, { hint: 'name the rule to expand with --rrule' });
  }
}

const flagOf: Readonly<Record<keyof SpanWords, string>> = { from: '--from', to: '--to', length: '--for' };

/** The stretch that the options name. */
function spanOf(options: CommandOptions, asOf: Instant, { workspace }: Pick<Estate, 'workspace'>): Interval {
  const { timeZone: zone, weekend, holidays } = workspace;
  const text = (name: string): string | undefined => options[name] as string | undefined;
  const words: SpanWords = { from: text('from'), to: text('to'), length: text('for') };
  const reading = readSpan(words, asOf, { zone, weekend, holidays });
  if (reading.kind === 'span') return reading.span;
  throw new CommandError(`${flagOf[reading.word]} ${words[reading.word] ?? ''} ${reading.problem}`, {
    hint: 'write 2026-12-01, 2026-12-01T08:00, 2026-12-01T08:00:00Z, or a length such as 30d',
  });
}

function teamOf(options: CommandOptions, estate: Estate): string | undefined {
  const team = options['team'] as string | undefined;
  if (team === undefined) return undefined;
  const known = teamNames(estate);
  if (known.includes(team)) return team;
  const meant = nearest(team, known);
  throw new CommandError(`there is no team ${team}`, {
    hint: meant === undefined ? `teams here: ${known.join(', ') || 'none'}` : `did you mean ${meant}?`,
  });
}

/** The plan has said some of it already: it reads the same windows for the time it covers. */
function unsaid(found: readonly Diagnostic[], said: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(said.map((one) => JSON.stringify(one)));
  return found.filter((one) => !known.has(JSON.stringify(one)));
}
