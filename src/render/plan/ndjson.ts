import { formatInstant } from '../../core/time.ts';
import type { Software } from '../../model/asset.ts';
import type { Line } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Obligation, RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import { clusterJson, obligationJson, reasonJson, sharedJson, summaryJson } from './json.ts';
import { visitLines } from './ndjson-visits.ts';
import { remembered } from './remembered.ts';

/** Lines are joined to pieces of about this many characters, so that writing is cheap and none has to hold all. */
const pieceLength = 1 << 16;

/**
 * The plan as lines of JSON (`#/$defs/line` of schemas/plan.schema.json), in pieces to be written one after another.
 * Components, sets of them and sets of requirements are written once and referred to by number, so that a large estate
 * takes a fraction of the time and the room of the one document. Both say the same.
 */
export function* renderPlanNdjson(plan: Plan, software: Software): Iterable<string> {
  let piece = '';
  let lines = 0;
  for (const line of planLines(plan, software)) {
    piece += `${line}\n`;
    lines += 1;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${text({ end: { lines: lines + 1 } })}\n`;
}

const text = (line: Line): string => JSON.stringify(line);

function* planLines(plan: Plan, software: Software): Iterable<string> {
  yield headLine(plan);
  yield* softwareLines(software);
  const numbers = numbered(plan.book.sets.filter(({ requirements }) => requirements.length > 0));
  const requirementText = requirementTexts();
  for (const [{ requirements }, number] of numbers) {
    yield `{"requirementSet":{"number":${number},"requirements":[${requirements.map(requirementText).join(',')}]}}`;
  }
  yield* assetLines(plan, software, numbers);
  yield* visitLines(plan.schedule.visits);
  for (const cluster of plan.schedule.clusters) yield text({ cluster: clusterJson(cluster) });
  for (const unplaced of plan.schedule.unplaced) yield text({ unplaced });
}

function headLine(plan: Plan): string {
  return text({
    plan: {
      schema: 'patchledger.plan-lines/v1',
      asOf: formatInstant(plan.asOf),
      commit: plan.commit ?? null,
      inputsDigest: plan.inputsDigest,
      tool: plan.tool,
      timeZone: plan.timeZone,
      incomplete: plan.incomplete,
      summary: summaryJson(plan.summary, plan.schedule.bound),
    },
  });
}

function* softwareLines({ sets, components, numbersIn }: Software): Iterable<string> {
  for (const [number, { ecosystem, name, version, path }] of components.entries()) {
    yield text({ component: { number, ecosystem, name, version, ...(path !== undefined && { path }) } });
  }
  let number = 0;
  for (const set of sets.values()) {
    yield `{"componentSet":{"number":${number},"digest":${JSON.stringify(set.digest)},"components":[${numbersIn(set).join(',')}]}}`;
    number += 1;
  }
}

/** Each set once, in the order of the first asset that has it. */
function numbered(sets: readonly RequirementSet[]): ReadonlyMap<RequirementSet, number> {
  const numbers = new Map<RequirementSet, number>();
  for (const set of sets) if (!numbers.has(set)) numbers.set(set, numbers.size);
  return numbers;
}

/** Versions of a package share their obligations: each is put into words once. */
function requirementTexts(): (requirement: SharedRequirement) => string {
  const obligationText = remembered((obligation: Obligation) => JSON.stringify(obligationJson(obligation)));
  return (requirement) => {
    const shared = JSON.stringify(sharedJson(requirement)).slice(0, -1);
    const obligations = requirement.obligations.map(obligationText).join(',');
    return `${shared},"obligations":[${obligations}],"reasons":${JSON.stringify(requirement.reasons.map(reasonJson))}}`;
  };
}

function* assetLines(
  { assets, book, verdicts }: Plan,
  { sets }: Software,
  numbers: ReadonlyMap<RequirementSet, number>,
): Iterable<string> {
  const numberOf = new Map([...sets.keys()].map((digest, number) => [digest, number] as const));
  for (const [place, { name, componentSets }] of assets.entries()) {
    const verdict = verdicts[place];
    const set = book.sets[place];
    const carried = componentSets.flatMap((digest) => numberOf.get(digest) ?? []);
    // Written part by part: this runs once an asset.
    yield `{"asset":{"name":${JSON.stringify(name)},"compliance":"${verdict?.compliance ?? 'unknown'}","because":${JSON.stringify(verdict?.because ?? '')},"componentSets":[${carried.join(',')}],"requirementSet":${(set && numbers.get(set)) ?? 'null'},"requirements":${JSON.stringify(book.idsAt(place))}}}`;
  }
}
