import type { Condition, FactTest, Rule } from '../../model/policy.ts';
import type { FactValue, UsedFact } from '../../model/requirement.ts';
import { matchesGlob } from '../estate/glob.ts';
import { parseDate } from '../time.ts';

/** Kleene's three values: a condition over something unknown holds `maybe`. */
export type Truth = 'yes' | 'maybe' | 'no';

/** Looks a fact up by name. The value `undefined` is the fact *unknown*. */
export type FactLookup = (name: Condition['fact']) => UsedFact;

/**
 * Does a conjunction hold? One `no` decides, whatever is unknown beside it.
 * The conjunction of nothing holds.
 */
export function judge(conditions: readonly Condition[], lookup: FactLookup): Truth {
  let truth: Truth = 'yes';
  for (const condition of conditions) {
    const one = judgeOne(condition, lookup(condition.fact).value);
    if (one === 'no') return 'no';
    if (one === 'maybe') truth = 'maybe';
  }
  return truth;
}

/** Rules that might match before the first that surely does, in order, and that first one. */
export function rulesInPlay(
  rules: readonly Rule[],
  lookup: FactLookup,
): { readonly possible: readonly Rule[]; readonly sure: Rule | undefined } {
  const possible: Rule[] = [];
  for (const rule of rules) {
    const truth = judge(rule.when, lookup);
    if (truth === 'yes') return { possible, sure: rule };
    if (truth === 'maybe') possible.push(rule);
  }
  return { possible, sure: undefined };
}

function judgeOne({ fact, test }: Condition, value: FactValue): Truth {
  if (test.kind === 'known') return (value !== undefined) === test.known ? 'yes' : 'no';
  // Labels are what people wrote; a label that is not there is known not to be there.
  if (value === undefined) return fact.startsWith('labels.') ? 'no' : 'maybe';
  if (test.kind !== 'anyOf') return isWithin(test, value);
  for (const wanted of test.values) if (isWanted(fact, wanted, value)) return 'yes';
  return 'no';
}

function isWanted(fact: string, wanted: string | number | boolean, value: string | number | boolean): boolean {
  const isPattern = fact === 'package' || fact === 'ecosystem';
  if (isPattern && typeof wanted === 'string' && typeof value === 'string') return matchesGlob(wanted, value);
  return wanted === value;
}

function isWithin(range: Extract<FactTest, { kind: 'range' }>, value: string | number | boolean): Truth {
  // Days compare as instants; a day that does not exist bounds nothing, so it stays open.
  const number = typeof value === 'string' ? parseDate(value) : Number(value);
  if (number === undefined || Number.isNaN(number)) return 'maybe';
  const { gte = Number.NEGATIVE_INFINITY, gt = Number.NEGATIVE_INFINITY } = range;
  const { lte = Number.POSITIVE_INFINITY, lt = Number.POSITIVE_INFINITY } = range;
  return number >= gte && number > gt && number <= lte && number < lt ? 'yes' : 'no';
}
