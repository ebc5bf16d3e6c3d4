import { renderExplanationJson } from '../render/explain/json.ts';
import { renderExplanation } from '../render/explain/text.ts';
import { fitLines } from '../render/fit-lines.ts';
import { askAbout } from './ask-about.ts';
import type { CommandRun } from './command.ts';
import { openDecision } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** Shows the derivation behind an asset, a component or an advisory. */
export const run: CommandRun = async (context, [assetName = '', subject]) => {
  const opened = openDecision(context);
  const explanation = askAbout(opened, assetName, subject);
  noteProblems(context, opened.diagnostics, opened.sources);
  const { plan } = opened.decision;
  const isJson = context.global.format === 'json';
  context.terminal.out(
    isJson
      ? renderExplanationJson(explanation, plan)
      : fitLines(renderExplanation(explanation, plan, context.terminal.paint), context.terminal.columns),
  );
  return exitCodeOf(context, opened.diagnostics, false);
};
