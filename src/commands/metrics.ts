import { measure } from '../core/metrics/measure.ts';
import { parsePeriod } from '../core/metrics/period.ts';
import { renderMetrics } from '../render/metrics/registry.ts';
import type { CommandRun } from './command.ts';
import { CommandError } from './exit.ts';
import { openDecision } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** How well patching went over a period, from the ledger and the records: every figure with formula and population. */
export const run: CommandRun = async (context, _args, options) => {
  const opened = openDecision(context);
  noteProblems(context, opened.diagnostics, opened.sources);
  const { asOf, decision } = opened;
  const text = typeof options['period'] === 'string' ? options['period'] : '91d';
  const period = parsePeriod(text, asOf, decision.estate.workspace);
  if (period === undefined) {
    throw new CommandError(`--period ${text} is no period`, {
      hint: 'write a length that ends now, such as 90d, or 2026-01-01..2026-03-31, both days whole',
    });
  }
  const { global, terminal } = context;
  terminal.out(renderMetrics(global.format ?? 'text', measure(decision, period), decision.estate.workspace.timeZone));
  return exitCodeOf(context, opened.diagnostics, decision.ledger.records === 0);
};
