import { formatInstant } from '../../core/time.ts';
import type { Software } from '../../model/asset.ts';
import type { Line, SharedRequirement as SharedRequirementJson } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Obligation, RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import { activationJson } from './activation.ts';
import { clusterJson, componentJson, obligationJson, reasonJson, summaryJson, verdictJson } from './json.ts';
import { idList, remembered, visitLines } from './ndjson-visits.ts';

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
  yield* requirementLines(numbers);
  yield* assetLines(plan, software, numbers);
  yield* visitLines(plan.schedule.visits);
  for (const cluster of plan.schedule.clusters) yield text({ cluster: clusterJson(cluster) });
  for (const activation of plan.schedule.activations) yield text({ activation: activationJson(activation) });
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

/** The sets, each behind the obligations that it is the first to rest on. */
function* requirementLines(numbers: ReadonlyMap<RequirementSet, number>): Iterable<string> {
  const known = new Map<Obligation, number>();
  const byText = new Map<string, number>();
  const requirementText = requirementTexts(known);
  for (const [{ requirements }, number] of numbers) {
    for (const { obligations } of requirements) {
      for (const obligation of obligations) {
        if (known.has(obligation)) continue;
        // What is said of assets that differ in nothing it rests on is the same in words.
        const says = JSON.stringify(obligationJson(obligation));
        const before = byText.get(says);
        known.set(obligation, before ?? byText.size);
        if (before !== undefined) continue;
        yield `{"obligation":{"number":${byText.size},"says":${says}}}`;
        byText.set(says, byText.size);
      }
    }
    yield `{"requirementSet":{"number":${number},"requirements":[${requirements.map(requirementText).join(',')}]}}`;
  }
}

/** Versions that are judged alike differ in their component alone: the rest is put into words once. */
function requirementTexts(numberOf: ReadonlyMap<Obligation, number>): (requirement: SharedRequirement) => string {
  const known = new Map<readonly Obligation[], { readonly of: SharedRequirement; readonly text: string }[]>();
  const restText = (requirement: SharedRequirement): string => {
    const rest: Omit<SharedRequirementJson, 'component'> = {
      ...verdictJson(requirement),
      obligations: requirement.obligations.map((obligation) => numberOf.get(obligation) ?? -1),
      reasons: requirement.reasons.map(reasonJson),
    };
    return JSON.stringify(rest).slice(1);
  };
  return (requirement) => {
    const alike = known.get(requirement.obligations) ?? [];
    known.set(requirement.obligations, alike);
    let rest = alike.find(({ of }) => isSameBut(of, requirement))?.text;
    if (rest === undefined) {
      rest = restText(requirement);
      alike.push({ of: requirement, text: rest });
    }
    return `{"component":${JSON.stringify(componentJson(requirement))},${rest}`;
  };
}

/** Do two requirements differ in nothing but their component? */
function isSameBut(left: SharedRequirement, right: SharedRequirement): boolean {
  const keys = Object.keys(left) as (keyof SharedRequirement)[];
  return keys.every((key) => key === 'component' || left[key] === right[key]);
}

function* assetLines(
  { assets, book, verdicts }: Plan,
  { sets }: Software,
  numbers: ReadonlyMap<RequirementSet, number>,
): Iterable<string> {
  const numberOf = new Map([...sets.keys()].map((digest, number) => [digest, number] as const));
  const becauseText = remembered((because: string) => JSON.stringify(because));
  let place = 0;
  // Written part by part: this runs once an asset. Ids of requirements are ours and need no escape.
  for (const { name, componentSets } of assets) {
    const { compliance = 'unknown', because = '' } = verdicts[place] ?? {};
    const set = book.sets[place];
    const ids = book.idsAt(place);
    const carried = componentSets.map((digest) => numberOf.get(digest)).filter((number) => number !== undefined);
    const verdict = `"compliance":"${compliance}","because":${becauseText(because)}`;
    const required = `"requirementSet":${(set && numbers.get(set)) ?? 'null'},"requirements":${idList(ids)}`;
    yield `{"asset":{"name":${JSON.stringify(name)},${verdict},"componentSets":[${carried.join(',')}],${required}}}`;
    place += 1;
  }
}
