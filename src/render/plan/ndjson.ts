import { formatInstant } from '../../core/time.ts';
import type { Component, Software } from '../../model/asset.ts';
import type { Line } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { RequirementSet } from '../../model/requirement.ts';
import { activationJson } from './activation.ts';
import { clusterJson, summaryJson } from './json.ts';
import { requirementLines } from './ndjson-requirements.ts';
import { idList, visitLines } from './ndjson-visits.ts';
import { type Numbering, numbering } from './numbering.ts';
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
  for (const section of sections(plan, software)) {
    for (const line of section) {
      piece += `${line}\n`;
      lines += 1;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
  }
  yield `${piece}${text({ end: { lines: lines + 1 } })}\n`;
}

const text = (line: Line): string => JSON.stringify(line);

/** The lines in their order, section by section. */
function* sections(plan: Plan, software: Software): Iterable<Iterable<string>> {
  yield [headLine(plan)];
  const components = numbering('component', componentText);
  yield softwareLines(software, components);
  const numbers = numbered(plan.book.sets.filter(({ requirements }) => requirements.length > 0));
  yield requirementLines(numbers, components);
  yield assetLines(plan, software, numbers);
  yield visitLines(plan);
  yield plan.schedule.clusters.map((cluster) => text({ cluster: clusterJson(cluster) }));
  yield plan.schedule.activations.map((activation) => text({ activation: activationJson(activation) }));
  yield plan.schedule.unplaced.map((unplaced) => text({ unplaced }));
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
  // Of each component its number as text: sets hold the same ones over and over.
  const numberTexts: string[] = [];
  for (const component of components) {
    const line = numbers.line(component);
    if (line !== undefined) yield line;
    numberTexts.push(`${numbers.numberOf(component)}`);
  }
  let number = 0;
  for (const set of sets.values()) {
    const carried = textsAt(numbersIn(set), numberTexts);
    yield `{"componentSet":{"number":${number},"digest":${JSON.stringify(set.digest)},"components":[${carried}]}}`;
    number += 1;
  }
}

function textsAt(places: Int32Array, texts: readonly string[]): string {
  const found: string[] = [];
  for (const place of places) found.push(texts[place] ?? '');
  return found.join(',');
}

const componentText = ({ ecosystem, name, version, path }: Component): string => {
  const place = path === undefined ? '' : `,"path":${JSON.stringify(path)}`;
  return `"ecosystem":${JSON.stringify(ecosystem)},"name":${JSON.stringify(name)},"version":${JSON.stringify(version)}${place}`;
};

/** Each set once, in the order of the first asset that has it. */
function numbered(sets: readonly RequirementSet[]): ReadonlyMap<RequirementSet, number> {
  const numbers = new Map<RequirementSet, number>();
  for (const set of sets) if (!numbers.has(set)) numbers.set(set, numbers.size);
  return numbers;
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
