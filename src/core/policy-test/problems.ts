import { type Diagnostic, diagnostic, type RelatedLocation } from '../../model/diagnostic.ts';
import type { PolicyTestCase, PolicyTestRun, PolicyTestSuite } from '../../model/policy-test.ts';
import type { UsedFact } from '../../model/requirement.ts';

/**
 * The tests that failed, in the order of the policies, each where its first unmet expectation stands
 * (`policy-test/failed`), with the rules that decided and the facts they decided from.
 */
export function failures({ suites }: PolicyTestRun): readonly Diagnostic[] {
  return suites.flatMap((suite) =>
    suite.cases.filter(({ differences }) => differences.length > 0).map((one) => failureOf(suite, one)),
  );
}

/** The rules that no test reaches, in the order of the policies (`policy-test/rule-not-reached`). */
export function unreachedRules({ suites }: PolicyTestRun): readonly Diagnostic[] {
  return suites.flatMap(({ policy, rules }) =>
    rules
      .filter(({ isReached }) => !isReached)
      .map(({ id, at }) => diagnostic('policy-test/rule-not-reached', { policy, rule: id }, { at })),
  );
}

function failureOf({ policy, at }: PolicyTestSuite, { name, differences, decided, facts }: PolicyTestCase): Diagnostic {
  const [first] = differences;
  const what = differences.map(({ field, expected, got }) => `${field} is ${got}, expected ${expected}`).join('; ');
  const from = factsText(facts);
  const related: readonly RelatedLocation[] =
    decided.length === 0
      ? [{ ...at, message: `no rule of ${policy} matches${from}` }]
      : decided.map((one) => ({ ...one.at, message: `the rule ${one.obligation.rule} decided${from}` }));
  return diagnostic(
    'policy-test/failed',
    { policy, test: name, differences: what },
    { at: first?.at, hint: differences.find(({ hint }) => hint !== undefined)?.hint, related },
  );
}

/** `, from severity high, kev unknown`; nothing where the table asked for nothing. */
function factsText(facts: readonly UsedFact[]): string {
  if (facts.length === 0) return '';
  const word = ({ value, assumed }: UsedFact): string => {
    if (value === undefined) return 'unknown';
    return assumed ? `${String(value)} (assumed)` : String(value);
  };
  return `, from ${facts.map((fact) => `${fact.name} ${word(fact)}`).join(', ')}`;
}
