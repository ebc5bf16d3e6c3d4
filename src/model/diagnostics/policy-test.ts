import type { DiagnosticText } from './text.ts';

/** Wording of the `policy-test/…` codes, which only `patchledger test` gives. */
export const policyTestDiagnostics = {
  'policy-test/failed': {
    severity: 'error',
    summary: 'A test of a policy expects something else than the policy decides.',
    message: '{policy}, "{test}": {differences}',
    hint: 'Correct the rule if the test says what is meant, else the test.',
  },
  'policy-test/rule-not-reached': {
    severity: 'warning',
    summary: 'No test has this rule decide, so nobody would notice if it said something else.',
    message: 'no test of {policy} reaches the rule {rule}',
    hint: 'add a test whose facts make this rule decide',
  },
  'policy-test/no-tests': {
    severity: 'warning',
    summary: 'No policy of the estate has tests, so nothing was tested.',
    message: 'no policy has tests',
    hint: 'write some under spec.tests of a PatchPolicy: facts, clocks, and what they must lead to',
  },
  'policy-test/low-coverage': {
    severity: 'error',
    summary: 'The tests reach fewer rules than --min-coverage asks for.',
    message: 'the tests reach {reached} of {rules} rules ({coverage} %), and at least {minimum} % are asked for',
    hint: 'add tests for the rules that are named as not reached',
  },
} as const satisfies Record<`policy-test/${string}`, DiagnosticText>;
