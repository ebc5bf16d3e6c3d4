import type { DecisionTable, Rule } from '../../model/policy.ts';
import type { Assumption, PassedOver, UsedFact } from '../../model/requirement.ts';
import { type FactLookup, rulesInPlay } from './condition.ts';
import { assuming } from './facts.ts';

/** A finding held against a table. */
interface PassOverInput {
  readonly table: DecisionTable;
  readonly advisory: string;
  readonly facts: FactLookup;
}

/**
 * What a table with `onUnknown: skip` leaves open about a finding: rules that might match are passed over and no rule
 * surely does, so it says nothing, and what it would say is not known. `undefined`: its answer, none included, is sure.
 */
export function passedOverBy({ table, advisory, facts }: PassOverInput): PassedOver | undefined {
  if (table.onUnknown !== 'skip') return undefined;
  const used = new Map<string, UsedFact>();
  const assumed = assuming(facts, table.assume, table.policy);
  const lookup: FactLookup = (name) => {
    const fact = assumed(name);
    used.set(name, fact);
    return fact;
  };
  const { possible, sure } = rulesInPlay(table.rules, lookup);
  if (sure !== undefined || possible.length === 0) return undefined;
  return {
    policy: table.policy,
    advisory,
    rules: possible.map(({ id }) => id),
    facts: [...used.values()],
    assumptions: [passOver(table, possible, lookup)],
  };
}

/** That rules do not apply, taken for granted while what they ask for is not known. */
export function passOver({ policy }: DecisionTable, rules: readonly Rule[], lookup: FactLookup): Assumption {
  const asked = new Set(rules.flatMap(({ when }) => when.map(({ fact }) => fact)));
  const missing = [...asked].filter((name) => lookup(name).value === undefined).sort();
  const ids = rules.map(({ id }) => id).join(', ');
  return {
    code: 'rule-passed-over',
    detail: `policy ${policy}: ${ids} passed over while ${missing.join(', ')} is not known`,
  };
}
