import { formatInstant } from '../../core/time.ts';
import type { SourceLocation } from '../../model/diagnostic.ts';
import type { DecidedRule, PolicyTestCase, PolicyTestSuite, TestedRule } from '../../model/policy-test.ts';
import type { PolicyTestView } from './view.ts';

/** The run for programs: every test with what it expected and got, every rule with whether a test reaches it. */
export function renderPolicyTestsJson({ run, totals, remarks }: PolicyTestView): string {
  const document = {
    schema: 'patchledger.policy-tests/v1',
    summary: totals,
    remarks,
    policies: run.suites.map(suiteJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const suiteJson = ({ policy, at, cases, rules }: PolicyTestSuite) => ({
  policy,
  ...placeJson(at),
  tests: cases.map(caseJson),
  rules: rules.map(ruleJson),
});

const caseJson = ({ name, at, differences, decided, facts }: PolicyTestCase) => ({
  name,
  ...placeJson(at),
  passed: differences.length === 0,
  differences: differences.map(({ field, expected, got }) => ({ field, expected, got })),
  decided: decided.map(decidedJson),
  facts: facts.map(({ name: fact, value, assumed }) => ({ name: fact, value: value ?? null, assumed })),
});

const decidedJson = ({ obligation, at }: DecidedRule) => ({
  rule: obligation.rule,
  ...placeJson(at),
  priority: obligation.priority,
  within: obligation.within,
  due: obligation.due === undefined ? null : formatInstant(obligation.due),
  marks: obligation.marks,
});

const ruleJson = ({ id, at, isReached }: TestedRule) => ({ rule: id, ...placeJson(at), reached: isReached });

const placeJson = ({ file, range }: SourceLocation) => ({
  file,
  line: range?.start.line ?? null,
  column: range?.start.column ?? null,
});
