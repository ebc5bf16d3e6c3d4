import type { SharedVisit } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Reason } from '../../model/requirement.ts';
import type { Visit } from '../../model/visit.ts';
import { gateJson, visitJson } from './json.ts';
import { remembered } from './remembered.ts';

/**
 * A line a visit, behind what it shares with others: when and where it runs, its gates and its reasons. Visits are many
 * and their sets few, so a set is known by the numbers of its parts before it is put into words.
 */
export function* visitLines({ schedule, assets, book }: Plan): Iterable<string> {
  const numberOf = setNumbers();
  const placeOf = new Map<string, number>();
  for (const { name } of assets) placeOf.set(name, placeOf.size);
  let sets = 0;
  for (const visit of schedule.visits) {
    const number = numberOf(visit);
    if (number === sets) {
      sets += 1;
      yield `{"visitSet":{"number":${number},"says":${JSON.stringify(sharedJson(visit))}}}`;
    }
    const place = placeOf.get(visit.asset);
    const isWhole = place !== undefined && isSameIds(visit.requirements, book.idsAt(place));
    const part = isWhole ? '' : `,"requirements":${idList(visit.requirements)}`;
    yield `{"visit":{"id":${JSON.stringify(visit.id)},"asset":${JSON.stringify(visit.asset)},"visitSet":${number}${part}}}`;
  }
}

type Part = string | number | undefined;

/** What is known of visits that agree in some parts; those that agree in all are of one set. */
interface Branch {
  readonly next: Map<Part, Branch>;
  number: number | undefined;
}

/**
 * Numbers sets in the order in which they come, by all that visits may share. Alike visits share their gates and reasons,
 * or those say the same, so each has a number before a set is looked up part by part: no text is joined for it.
 */
function setNumbers(): (visit: Visit) => number {
  const root: Branch = { next: new Map(), number: undefined };
  const gate = numberByWords(gateJson);
  const reason = reasonNumbers();
  let sets = 0;
  return ({ kind, state, ring, window, wave, start, end, gates, reasons }) => {
    let branch = after(root, window);
    for (const part of [start, end, kind, state, ring, wave, gates.length]) branch = after(branch, part);
    for (const one of gates) branch = after(branch, gate(one));
    for (const one of reasons) branch = after(branch, reason(one));
    if (branch.number === undefined) {
      branch.number = sets;
      sets += 1;
    }
    return branch.number;
  };
}

/** Reasons are made for each visit, and what they say is the same for many: they are known by it, not by their object. */
function reasonNumbers(): (reason: Reason) => number {
  const byCode = new Map<string, Map<string, number>>();
  let numbers = 0;
  return ({ code, text }) => {
    let byText = byCode.get(code);
    if (byText === undefined) {
      byText = new Map();
      byCode.set(code, byText);
    }
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, numbers);
    numbers += 1;
    return numbers - 1;
  };
}

function after(branch: Branch, part: Part): Branch {
  const known = branch.next.get(part);
  if (known !== undefined) return known;
  const made: Branch = { next: new Map(), number: undefined };
  branch.next.set(part, made);
  return made;
}

function sharedJson(visit: Visit): SharedVisit {
  const { id: _id, asset: _asset, requirements: _requirements, ...shared } = visitJson(visit);
  return shared;
}

/** Do two lists of distinct ids hold the same? Most that do hold it in the same order. */
function isSameIds(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((id, index) => id === others[index]) || some.every((id) => others.includes(id));
}

/** Ids of requirements: `R-` and hexadecimal digits, which need no escape. */
export const idList = (ids: readonly string[]): string => (ids.length === 0 ? '[]' : `["${ids.join('","')}"]`);

/** Numbers things; those that say the same in words have one number. */
function numberByWords<T>(json: (one: T) => unknown): (one: T) => number {
  const byWords = new Map<string, number>();
  const numberOf = (words: string): number => {
    const number = byWords.get(words) ?? byWords.size;
    byWords.set(words, number);
    return number;
  };
  return remembered((one: T) => numberOf(JSON.stringify(json(one))));
}
