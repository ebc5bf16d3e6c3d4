import { formatInstant } from '../../core/time.ts';
import type { Component, Software } from '../../model/asset.ts';
import type { Line, SharedRequirement as SharedRequirementJson } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Obligation, RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import { activationJson } from './activation.ts';
import { clusterJson, obligationJson, reasonJson, summaryJson, verdictJson } from './json.ts';
import { idList, visitLines } from './ndjson-visits.ts';
import { remembered } from './remembered.ts';

/** Lines are joined to pieces of about this many characters, so that writing is cheap and none has to hold all. */
const pieceLength = 1 << 16;

/**
 * The plan as lines of JSON (`#/$defs/line` of schemas/plan.schema.json), in pieces to be written one after another.
 * What assets and visits share (components, requirements, when and why a visit runs) is written once and referred to by
 * number, so that a large estate takes a fraction of the time and the room of the one document. Both say the same.
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
  const components = numbering('component', componentText);
  yield* softwareLines(software, components);
  const numbers = numbered(plan.book.sets.filter(({ requirements }) => requirements.length > 0));
  yield* requirementLines(numbers, components);
  yield* assetLines(plan, software, numbers);
  yield* visitLines(plan);
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

function* softwareLines({ sets, components, numbersIn }: Software, numbers: Numbering<Component>): Iterable<string> {
  const numberAt = new Int32Array(components.length);
  for (const [place, component] of components.entries()) {
    yield* numbers.line(component);
    numberAt[place] = numbers.numberOf(component);
  }
  let number = 0;
  for (const set of sets.values()) {
    const carried = numbersIn(set).map((place) => numberAt[place] ?? -1);
    yield `{"componentSet":{"number":${number},"digest":${JSON.stringify(set.digest)},"components":[${carried.join(',')}]}}`;
    number += 1;
  }
}

const componentText = ({ ecosystem, name, version, path }: Component): string =>
  JSON.stringify({ ecosystem, name, version, ...(path !== undefined && { path }) }).slice(1, -1);

/** Each set once, in the order of the first asset that has it. */
function numbered(sets: readonly RequirementSet[]): ReadonlyMap<RequirementSet, number> {
  const numbers = new Map<RequirementSet, number>();
  for (const set of sets) if (!numbers.has(set)) numbers.set(set, numbers.size);
  return numbers;
}

/** The sets, each behind the requirements that it is the first to hold, and those behind their obligations. */
function* requirementLines(
  numbers: ReadonlyMap<RequirementSet, number>,
  components: Numbering<Component>,
): Iterable<string> {
  const obligations = numbering('obligation', (one: Obligation) => `"says":${JSON.stringify(obligationJson(one))}`);
  const requirements = numbering('requirement', requirementTexts(obligations.numberOf));
  for (const [set, number] of numbers) {
    for (const requirement of set.requirements) {
      yield* components.line(requirement.component);
      for (const obligation of requirement.obligations) yield* obligations.line(obligation);
      yield* requirements.line(requirement);
    }
    const what = set.requirements.map(requirements.numberOf).join(',');
    const of = set.requirements.map(({ component }) => components.numberOf(component)).join(',');
    yield `{"requirementSet":{"number":${number},"requirements":[${what}],"components":[${of}]}}`;
  }
}

/** Things that lines refer to by number. What is the same in words has one number. */
interface Numbering<T> {
  /** The line that says what it is, where no line said so before. */
  readonly line: (one: T) => readonly string[];
  /** Of something that a line says already. */
  readonly numberOf: (one: T) => number;
}

/** `wordsOf`: the members of its object beside the number. */
function numbering<T>(member: keyof Line, wordsOf: (one: T) => string): Numbering<T> {
  const known = new Map<T, number>();
  const byWords = new Map<string, number>();
  return {
    line(one) {
      if (known.has(one)) return noLine;
      const words = wordsOf(one);
      const number = byWords.get(words) ?? byWords.size;
      known.set(one, number);
      if (number < byWords.size) return noLine;
      byWords.set(words, number);
      return [`{"${member}":{"number":${number},${words}}}`];
    },
    numberOf: (one) => known.get(one) ?? -1,
  };
}

const noLine: readonly string[] = [];

/** Versions that are judged alike differ in their component alone: what is said of them is put into words once. */
function requirementTexts(numberOf: (obligation: Obligation) => number): (requirement: SharedRequirement) => string {
  const known = new Map<readonly Obligation[], { readonly of: SharedRequirement; readonly text: string }[]>();
  const textOf = (requirement: SharedRequirement): string => {
    const says: SharedRequirementJson = {
      ...verdictJson(requirement),
      obligations: requirement.obligations.map(numberOf),
      reasons: requirement.reasons.map(reasonJson),
    };
    return `"says":${JSON.stringify(says)}`;
  };
  return (requirement) => {
    const alike = known.get(requirement.obligations) ?? [];
    known.set(requirement.obligations, alike);
    const before = alike.find(({ of }) => isSameBut(of, requirement))?.text;
    if (before !== undefined) return before;
    const text = textOf(requirement);
    alike.push({ of: requirement, text });
    return text;
  };
}

/** Do two requirements differ in nothing but their component? */
function isSameBut(left: SharedRequirement, right: SharedRequirement): boolean {
  // Versions that are judged alike share their reasons, so few pairs are compared in full.
  if (left.reasons !== right.reasons) return false;
  const keys = Object.keys(left) as (keyof SharedRequirement)[];
  return keys.every((key) => key === 'component' || left[key] === right[key]);
}

function* assetLines(
  { assets, book, verdicts }: Plan,
  { sets }: Software,
  numbers: ReadonlyMap<RequirementSet, number>,
): Iterable<string> {
  const numberOf = new Map([...sets.keys()].map((digest, number) => [digest, `${number}`] as const));
  const numbersOf = (digests: readonly string[]): string => {
    const [first = ''] = digests;
    if (digests.length === 1) return numberOf.get(first) ?? '';
    return digests.flatMap((digest) => numberOf.get(digest) ?? []).join(',');
  };
  const becauseText = remembered((because: string) => JSON.stringify(because));
  let place = 0;
  // Written part by part: this runs once an asset. Ids of requirements are ours and need no escape.
  for (const { name, componentSets } of assets) {
    const { compliance = 'unknown', because = '' } = verdicts[place] ?? {};
    const set = book.sets[place];
    const ids = book.idsAt(place);
    const verdict = `"compliance":"${compliance}","because":${becauseText(because)}`;
    const required = `"requirementSet":${(set && numbers.get(set)) ?? 'null'},"requirements":${idList(ids)}`;
    yield `{"asset":{"name":${JSON.stringify(name)},${verdict},"componentSets":[${numbersOf(componentSets)}],${required}}}`;
    place += 1;
  }
}
