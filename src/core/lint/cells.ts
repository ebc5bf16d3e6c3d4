import type { Selector } from '../../model/generated/common.ts';
import type { Condition, FactTest } from '../../model/policy.ts';
import type { FactValue } from '../../model/requirement.ts';
import { civilText } from '../civil.ts';
import { parseDate } from '../time.ts';
import { canBeUnknown, factKind, type NumberScale } from './fact-values.ts';

/** One value of a fact that stands for all that the tests at hand cannot tell from it. */
export interface Cell {
  /** For people: `severity medium`, `cvss below 4`, `exposure unknown`. */
  readonly words: string;
  /** `undefined` is unknown; of a label, that there is none. */
  readonly value: FactValue;
}

const dayMs = 86_400_000;

/** A character that no name holds: what a pattern matches with it, it matches whatever stands there. */
const anything = '\u0001';

/**
 * The values of a fact that tests can tell apart, and no value twice for the same reason: closed lists whole, numbers
 * and days at and between the bounds that are asked for, texts by what is named and by what is not. Unknown comes last.
 * `selectors` must all hold; a value of the asset that one of them excludes is left out.
 */
export function cellsOf(
  fact: Condition['fact'],
  tests: readonly FactTest[],
  selectors: readonly Selector[] = [],
): readonly Cell[] {
  const known = knownCells(fact, tests);
  const unknown: Cell = { words: unknownWords(fact), value: undefined };
  const cells = canBeUnknown(fact) ? [...known, unknown] : known;
  return selectors.reduce((left, selector) => restricted(fact, left, selector), cells);
}

function knownCells(fact: Condition['fact'], tests: readonly FactTest[]): readonly Cell[] {
  const kind = factKind(fact);
  switch (kind.kind) {
    case 'closed':
      return kind.values.map((value) => ({ words: `${fact} ${value}`, value }));
    case 'number':
      return numberCells(fact, boundsOf(tests, Number), kind.scale);
    case 'day':
      return dayCells(fact, tests);
    case 'text':
    case 'label':
      return textCells(fact, tests);
  }
}

/** Every number that a test names, in order. */
function boundsOf(tests: readonly FactTest[], read: (value: string | number | boolean) => number): readonly number[] {
  const named = tests.flatMap((test): readonly (number | undefined)[] => {
    if (test.kind === 'anyOf') return test.values.map(read);
    return test.kind === 'range' ? [test.gte, test.gt, test.lte, test.lt] : [];
  });
  const numbers = named.filter((value): value is number => value !== undefined && !Number.isNaN(value));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Counted in whole steps of the scale, so that between 3.9 and 4.0 there is no score. */
function numberCells(fact: string, bounds: readonly number[], scale: NumberScale): readonly Cell[] {
  const { least, most, stepsPerUnit } = scale;
  const inside = bounds.filter((bound) => bound >= least && bound <= most);
  const stepAbove = (value: number): number => (Math.floor(value * stepsPerUnit + 1e-6) + 1) / stepsPerUnit;
  const [first] = inside;
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return [{ words: `${fact} known`, value: least }];
  const cells: Cell[] = first > least ? [{ words: `${fact} below ${first}`, value: least }] : [];
  for (const [index, bound] of inside.entries()) {
    cells.push({ words: `${fact} ${bound}`, value: bound });
    const next = inside[index + 1];
    const between = stepAbove(bound);
    if (next !== undefined && between < next - 1e-9) {
      cells.push({ words: `${fact} between ${bound} and ${next}`, value: between });
    }
  }
  return last < most ? [...cells, { words: `${fact} above ${last}`, value: stepAbove(last) }] : cells;
}

function dayCells(fact: string, tests: readonly FactTest[]): readonly Cell[] {
  const bounds = boundsOf(tests, (value) =>
    typeof value === 'string' ? (parseDate(value) ?? Number.NaN) : Number.NaN,
  );
  const days = bounds.map((bound) => Math.floor(bound / dayMs));
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [{ words: `${fact} known`, value: civilText(0) }];
  const cells: Cell[] = [{ words: `${fact} before ${civilText(first)}`, value: civilText(first - 1) }];
  for (const [index, day] of days.entries()) {
    cells.push({ words: `${fact} ${civilText(day)}`, value: civilText(day) });
    const next = days[index + 1];
    if (next === undefined || day + 1 >= next) continue;
    const words = `${fact} between ${civilText(day)} and ${civilText(next)}`;
    cells.push({ words, value: civilText(day + 1) });
  }
  return [...cells, { words: `${fact} after ${civilText(last)}`, value: civilText(last + 1) }];
}

/** What is named, what a pattern matches, and a text that only a pattern for everything matches. */
function textCells(fact: string, tests: readonly FactTest[]): readonly Cell[] {
  const named = new Set(tests.flatMap((test) => (test.kind === 'anyOf' ? test.values.map(String) : [])));
  const longest = Math.max(0, ...[...named].map((text) => text.length));
  const filler = anything.repeat(longest + 1);
  const isLabel = fact.startsWith('labels.');
  const name = isLabel ? `label ${fact.slice('labels.'.length)}` : fact;
  const other: Cell = { words: named.size === 0 ? `${name} known` : `another ${name}`, value: filler };
  const cells = [...named].sort().flatMap((text): readonly Cell[] => {
    if (isLabel || !/[*?]/.test(text)) return [{ words: `${name} ${text}`, value: text }];
    const filled = (stars: string): string => text.replaceAll('*', stars).replaceAll('?', anything);
    return [filler, ''].map((stars) => ({ words: `${name} like ${text}`, value: filled(stars) }));
  });
  return [...cells, other];
}

function unknownWords(fact: string): string {
  return fact.startsWith('labels.') ? `no label ${fact.slice('labels.'.length)}` : `${fact} unknown`;
}

function restricted(fact: Condition['fact'], cells: readonly Cell[], selector: Selector): readonly Cell[] {
  const fields: object = fact.startsWith('labels.') ? (selector.labels ?? {}) : (selector.match ?? {});
  const wanted = own(fields, fact.replace(/^labels\./, ''));
  if (wanted === undefined) return cells;
  const accepted = [wanted].flat();
  return cells.filter(({ value }) => typeof value === 'string' && accepted.includes(value));
}

/** `ecosystem` in a selector asks what the asset carries, which says nothing of the component at hand. */
function own(fields: object, key: string): string | readonly string[] | undefined {
  if (key === 'ecosystem' || !Object.hasOwn(fields, key)) return undefined;
  return (fields as Readonly<Record<string, string | readonly string[] | undefined>>)[key];
}
