import { nearest } from '../core/estate/nearest.ts';
import { explain } from '../core/plan/explain.ts';
import type { Explanation } from '../model/explanation.ts';
import { CommandError } from './exit.ts';
import type { OpenDecision } from './open-estate.ts';

/**
 * What is decided about an asset, or about what a subject names on it. Refuses names that lead nowhere, with the name
 * that was probably meant.
 */
export function askAbout(opened: OpenDecision, assetName: string, subject: string | undefined): Explanation {
  const explanation = explain(opened.decision, assetName, subject, opened.locate);
  if (explanation === undefined) throw unknownAsset(assetName, opened);
  checkSubject(explanation, opened);
  return explanation;
}

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
  const advisories = estate.catalog.documents.flatMap(({ id, aliases, related, upstream }) => [
    id,
    ...aliases,
    ...related,
    ...upstream,
  ]);
  if (advisories.includes(subject)) return;
  const sameLetters = advisories.find((name) => name.toLowerCase() === subject.toLowerCase());
  const names = components.map((component) => component.name);
  const near = sameLetters ?? nearest(subject, names);
  throw new CommandError(`${asset.name} has no component ${subject}, and the catalogue no advisory of that name`, {
    hint: near === undefined ? `patchledger explain ${asset.name} shows what it has` : `did you mean ${near}?`,
  });
}
