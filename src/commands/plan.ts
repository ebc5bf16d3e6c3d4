import { attentionRows } from '../core/plan/attention.ts';
import type { Plan } from '../model/plan.ts';
import { renderPlanJson } from '../render/plan/json.ts';
import { renderPlanMarkdown } from '../render/plan/markdown.ts';
import { renderPlanText } from '../render/plan/text.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { openDecision } from './open-estate.ts';
import { openLinted } from './open-linted.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** Decides and prints the plan. What could not be judged is part of it, and of the exit code. */
export const run: CommandRun = async (context, _args, options) => {
  // The remarks of the lints are for people; who reads a plan by program runs `validate`, and waits for nothing here.
  const open = context.global.format === 'json' || context.global.quiet ? openDecision : openLinted;
  const { decision, diagnostics, sources } = open(context);
  noteProblems(context, diagnostics, sources);
  context.terminal.out(renderPlan(decision.plan, context, options));
  return exitCodeOf(context, diagnostics, isDegraded(decision.plan));
};

function renderPlan(plan: Plan, { terminal, global }: CommandContext, options: CommandOptions): string {
  if (global.format === 'json') return renderPlanJson(plan);
  const rows = attentionRows(plan);
  if (global.format === 'markdown') return renderPlanMarkdown(plan, rows);
  return renderPlanText(plan, rows, { paint: terminal.paint, all: options['all'] === true });
}

/** Does the plan rest on anything that is not known? */
const isDegraded = ({ incomplete, summary }: Plan): boolean =>
  incomplete.length > 0 || summary.unwatched.length > 0 || summary.assets.unknown + summary.assets.stale > 0;
