import { costOf } from '../core/cost/cost.ts';
import { parsePeriod } from '../core/metrics/period.ts';
import { renderCost } from '../render/cost/registry.ts';
import type { CommandRun } from './command.ts';
import { CommandError } from './exit.ts';
import { openEstate } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** What patching cost over a period, from the records and the prices of the Workspace; what is not known is said. */
export const run: CommandRun = async (context, _args, options) => {
  const { estate, locate, asOf, diagnostics, sources } = openEstate(context);
  noteProblems(context, diagnostics, sources);
  const text = typeof options['period'] === 'string' ? options['period'] : '91d';
  const period = parsePeriod(text, asOf, estate.workspace);
  if (period === undefined) {
    throw new CommandError(`--period ${text} is no period`, {
      hint: 'write a length that ends now, such as 90d, or 2026-01-01..2026-03-31, both days whole',
    });
  }
  const cost = costOf(estate, locate, period);
  if (cost === undefined) {
    throw new CommandError('the Workspace states no prices, and nothing is guessed', {
      hint: 'state them in patchledger.yaml under spec.cost; `patchledger schema workspace` describes each field',
    });
  }
  const { global, terminal } = context;
  terminal.out(renderCost(global.format ?? 'text', cost, estate.workspace.timeZone));
  return exitCodeOf(context, diagnostics, cost.gaps.length > 0);
};
