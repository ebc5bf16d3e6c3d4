import type { SharedVisit } from '../../model/generated/plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { gateJson, reasonJson, visitJson } from './json.ts';
import { remembered } from './remembered.ts';

/**
 * A line a visit, behind what it shares with others: when and where it runs, its gates and its reasons. Visits are many
 * and their sets few, so a set is known by the numbers of its parts before it is put into words.
 */
export function* visitLines({ schedule, assets, book }: Plan): Iterable<string> {
  const keyOf = setKeys();
  const numbers = new Map<string, number>();
  const placeOf = new Map(Array.from(assets, ({ name }, place) => [name, place] as const));
  for (const visit of schedule.visits) {
    const key = keyOf(visit);
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      yield `{"visitSet":{"number":${number},"says":${JSON.stringify(sharedJson(visit))}}}`;
    }
    const place = placeOf.get(visit.asset);
    const isWhole = place !== undefined && isSameIds(visit.requirements, book.idsAt(place));
    const part = isWhole ? '' : `,"requirements":${idList(visit.requirements)}`;
    yield `{"visit":{"id":${JSON.stringify(visit.id)},"asset":${JSON.stringify(visit.asset)},"visitSet":${number}${part}}}`;
  }
}

/** Tells visits apart by all that they may share. Alike visits share their gates and reasons, or those say the same. */
function setKeys(): (visit: Visit) => string {
  const gate = numberByWords(gateJson);
  const reason = numberByWords(reasonJson);
  const name = numberByWords((text: string | undefined) => text ?? null);
  const instant = numberByWords((at: Instant) => at);
  return ({ kind, state, ring, window, wave, start, end, gates, reasons }) => {
    let key = `${kind} ${state} ${name(ring)} ${name(window)} ${wave} ${instant(start)} ${instant(end)}`;
    for (const one of gates) key += ` ${gate(one)}`;
    key += ' |';
    for (const one of reasons) key += ` ${reason(one)}`;
    return key;
  };
}

function sharedJson(visit: Visit): SharedVisit {
  const { id: _id, asset: _asset, requirements: _requirements, ...shared } = visitJson(visit);
  return shared;
}

/** Do two lists of distinct ids hold the same? */
function isSameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
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
