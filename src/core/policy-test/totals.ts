import type { PolicyTestRun, PolicyTestTotals } from '../../model/policy-test.ts';

/** Counts what the tests of all policies showed. Coverage counts rules, each once, the default among them. */
export function totalsOf({ suites }: PolicyTestRun): PolicyTestTotals {
  const cases = suites.flatMap((suite) => suite.cases);
  const rules = suites.flatMap((suite) => suite.rules);
  const reached = rules.filter(({ isReached }) => isReached).length;
  return {
    policies: suites.length,
    tests: cases.length,
    failed: cases.filter(({ differences }) => differences.length > 0).length,
    rules: rules.length,
    reached,
    coverage: rules.length === 0 ? 100 : Math.floor((reached * 100) / rules.length),
  };
}

/** Do the tests reach at least that many percent of the rules? Judged exactly, not by the rounded figure. */
export function reachesEnough({ rules, reached }: PolicyTestTotals, minimumPercent: number): boolean {
  return reached * 100 >= minimumPercent * rules;
}
