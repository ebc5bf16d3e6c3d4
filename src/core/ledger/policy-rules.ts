import type { PolicyEffective } from '../../model/generated/ledger-record.ts';
import type { Rule } from '../../model/policy.ts';
import { digestOf } from '../digest.ts';
import type { PolicyTable } from '../prioritise/table.ts';

/** The rules of every policy in force, by policy, as a record names them. */
export function policyRules(tables: readonly PolicyTable[]): ReadonlyMap<string, readonly PolicyEffective[]> {
  const ways = new Map<string, PolicyTable[]>();
  for (const one of tables) ways.set(one.table.policy, [...(ways.get(one.table.policy) ?? []), one]);
  return new Map([...ways].map(([policy, reached]) => [policy, rulesOf(policy, reached)] as const));
}

/** A policy that is reached on several ways has one table; what differs is for whom and in which zone. */
function rulesOf(policy: string, reached: readonly PolicyTable[]): readonly PolicyEffective[] {
  const [first] = reached;
  if (first === undefined) return [];
  const { onUnknown, assume, rules } = first.table;
  const places = [...new Set(reached.map(({ table, selectors }) => digestOf([table.timeZone, selectors])))].sort();
  const shared = { onUnknown, assume: [...assume].sort(([left], [right]) => (left < right ? -1 : 1)), places };
  return rules.map((rule) => {
    const digest = digestOf({ rule: contentOf(rule), shared });
    return { policy, rule: rule.id, digest, priority: rule.priority, within: rule.within };
  });
}

/** What a rule says; where it stands in its file is no part of it. Dues of duties are not recorded, so their ids will do. */
function contentOf({ pointer: _place, when, clockStart, duties, ...rule }: Rule): unknown {
  return {
    ...rule,
    duties: duties.map(({ id }) => id),
    when: when.map(({ fact, test }) => ({ fact, test: { ...test } })),
    clockStart: { ...clockStart },
  };
}
