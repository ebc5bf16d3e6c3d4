import { printPieces } from '../adapters/terminal.ts';
import { attentionRows } from '../core/plan/attention.ts';
import { softwareIn } from '../core/software.ts';
import type { Plan } from '../model/plan.ts';
import { fitLines } from '../render/fit-lines.ts';
import { renderPlanCsv } from '../render/plan/csv.ts';
import { renderPlanJson } from '../render/plan/json.ts';
import { renderPlanMarkdown } from '../render/plan/markdown.ts';
import { renderPlanNdjson } from '../render/plan/ndjson.ts';
import { renderPlanText } from '../render/plan/text.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { type OpenDecision, openDecision } from './open-estate.ts';
import { openLinted } from './open-linted.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** Formats that programs read. */
const forPrograms: ReadonlySet<string | undefined> = new Set(['json', 'ndjson', 'csv']);

/** Decides and prints the plan. What could not be judged is part of it, and of the exit code. */
export const run: CommandRun = async (context, _args, options) => {
  // The remarks of the lints are for people; who reads a plan by program runs `validate`, and waits for nothing here.
  const open = forPrograms.has(context.global.format) || context.global.quiet ? openDecision : openLinted;
  const opened = open(context);
  const { decision, diagnostics, sources } = opened;
  noteProblems(context, diagnostics, sources);
  await printPieces(context.terminal, renderPlan(opened, context, options));
  return exitCodeOf(context, diagnostics, isDegraded(decision.plan));
};

function renderPlan({ decision }: OpenDecision, context: CommandContext, options: CommandOptions): Iterable<string> {
  const { plan, estate } = decision;
  const { terminal, global } = context;
  const textOptions = { paint: terminal.paint, all: options['all'] === true, columns: terminal.columns };
  switch (global.format) {
    case 'json':
      return [renderPlanJson(plan)];
    case 'ndjson':
      return renderPlanNdjson(plan, softwareIn(estate.componentSets));
    case 'csv':
      return renderPlanCsv(plan);
    case 'markdown':
      return [renderPlanMarkdown(plan, attentionRows(plan))];
    default:
      return [fitLines(renderPlanText(plan, attentionRows(plan), textOptions), terminal.columns)];
  }
}

/** Does the plan rest on anything that is not known? */
const isDegraded = ({ incomplete, summary }: Plan): boolean =>
  incomplete.length > 0 || summary.unwatched.length > 0 || summary.assets.unknown + summary.assets.stale > 0;
