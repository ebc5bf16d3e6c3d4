import { nearest } from '../core/estate/nearest.ts';
import { explain } from '../core/plan/explain.ts';
import type { Explanation } from '../model/explanation.ts';
import { renderExplanationJson } from '../render/explain/json.ts';
import { renderExplanation } from '../render/explain/text.ts';
import type { CommandRun } from './command.ts';
import { CommandError } from './exit.ts';
import { type OpenDecision, openDecision } from './open-estate.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** Shows the derivation behind an asset, a component or an advisory. */
export const run: CommandRun = async (context, [assetName = '', subject]) => {
  const opened = openDecision(context);
  const explanation = explain(opened.decision, assetName, subject, opened.locate);
  if (explanation === undefined) throw unknownAsset(assetName, opened);
  checkSubject(explanation, opened);
  noteProblems(context, opened.diagnostics, opened.sources);
  const { plan } = opened.decision;
  const isJson = context.global.format === 'json';
  context.terminal.out(
    isJson ? renderExplanationJson(explanation, plan) : renderExplanation(explanation, plan, context.terminal.paint),
  );
  return exitCodeOf(context, opened.diagnostics, false);
};

function unknownAsset(name: string, { estate }: OpenDecision): CommandError {
  const near = nearest(
    name,
    estate.assets.map((asset) => asset.name),
  );
  return new CommandError(`there is no asset ${name}`, {
    hint: near === undefined ? 'patchledger plan names the assets' : `did you mean ${near}?`,
  });
}

/** A subject that neither the asset nor the catalogue knows is a slip of the pen, not "nothing required". */
function checkSubject(explanation: Explanation, { estate }: OpenDecision): void {
  const { subject, asset } = explanation;
  if (subject === undefined || explanation.requirements.length + explanation.settled.length > 0) return;
  const components = asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
  if (components.some((component) => component.name === subject)) return;
  const isAdvisory = estate.catalog.documents.some((document) =>
    [document.id, ...document.aliases, ...document.related, ...document.upstream].includes(subject),
  );
  if (isAdvisory) return;
  const near = nearest(
    subject,
    components.map((component) => component.name),
  );
  throw new CommandError(`${asset.name} has no component ${subject}, and the catalogue no advisory of that name`, {
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  });
}
