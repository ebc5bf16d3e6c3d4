import type { SourceLocation } from '../../model/diagnostic.ts';
import type { WorkspaceSettings } from '../../model/estate.ts';
import type { Test } from '../../model/generated/patch-policy.ts';
import type { DecisionTable } from '../../model/policy.ts';
import type { PolicyTestCase, PolicyTestRun, PolicyTestSuite, TestedRule } from '../../model/policy-test.ts';
import type { UsedFact } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Origin, Pointer } from '../../model/source.ts';
import { workspaceSettings } from '../estate/workspace.ts';
import type { FactLookup } from '../prioritise/condition.ts';
import { evaluate } from '../prioritise/evaluate.ts';
import { assuming } from '../prioritise/facts.ts';
import { decisionTable } from '../prioritise/table.ts';
import { type Mismatch, mismatches } from './compare.ts';
import { givenClocks, givenFacts } from './given.ts';
import { hintFor } from './hint.ts';

/** What the tests of policies run against. */
export interface PolicyTestInput {
  readonly policies: readonly Resource<'PatchPolicy'>[];
  readonly workspace: WorkspaceSettings;
  readonly locate: Locate;
}

/**
 * Runs the tests beside every policy, pinned copies of presets included.
 *
 * A test asks the policy's own decision table and no other: what it extends has tests of its own, in its own file.
 * The table runs in its own time zone, else in the Workspace's, with the Workspace's working days. A pinned preset
 * without a zone runs in UTC and without holidays, so that a copy passes or fails the same wherever it is copied to.
 */
export function testPolicies({ policies, workspace, locate }: PolicyTestInput): PolicyTestRun {
  const byName = [...policies].sort((left, right) => compare(left.name, right.name) || compareOrigin(left, right));
  return { suites: byName.map((policy) => suiteOf({ policy, policies, workspace, locate })) };
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const compareOrigin = ({ origin: left }: Resource, { origin: right }: Resource): number =>
  compare(left.file, right.file) || left.document - right.document;

/** A policy under test, with everything that its tests need. */
interface Subject extends PolicyTestInput {
  readonly policy: Resource<'PatchPolicy'>;
}

const shippedSettings = workspaceSettings(undefined);

function suiteOf(subject: Subject): PolicyTestSuite {
  const { policy, workspace, locate } = subject;
  const { spec } = policy.document;
  const settings = spec.preset === undefined ? workspace : shippedSettings;
  const table = decisionTable(policy, settings.timeZone);
  const cases = (spec.tests ?? []).map((test, index) => caseOf(test, index, table, settings, subject));
  const reached = new Set(cases.flatMap(({ decided }) => decided.map(({ obligation }) => obligation.pointer)));
  return {
    policy: policy.name,
    at: placeOf(locate, policy.origin, ['metadata', 'name']),
    cases,
    rules: table.rules.map(
      ({ id, pointer }): TestedRule => ({ id, at: rulePlace(locate, table, pointer), isReached: reached.has(pointer) }),
    ),
  };
}

function caseOf(
  test: Test,
  index: number,
  table: DecisionTable,
  calendar: WorkspaceSettings,
  { policy, policies, locate }: Subject,
): PolicyTestCase {
  const used = new Map<string, UsedFact>();
  const given = assuming(givenFacts(test.facts ?? {}), table.assume, table.policy);
  const facts: FactLookup = (name) => {
    const fact = given(name);
    used.set(name, fact);
    return fact;
  };
  const decided = evaluate({ table, advisory: 'the test', facts, clocks: givenClocks(test.clocks ?? {}), calendar });
  const place = (pointer: Pointer): SourceLocation =>
    placeOf(locate, table.origin, ['spec', 'tests', index, ...pointer]);
  const differenceOf = (mismatch: Mismatch) => ({
    ...mismatch,
    at: place(['expect', mismatch.field]),
    hint: hintFor(mismatch, decided, policy, policies),
  });
  return {
    name: test.name,
    at: place(['name']),
    differences: mismatches(test.expect, decided).map(differenceOf),
    decided: decided.map((obligation) => ({ obligation, at: rulePlace(locate, table, obligation.pointer) })),
    facts: [...used.values()],
  };
}

/** A rule begins at its id, whatever stands before that; the default at its own key. */
function rulePlace(locate: Locate, { origin }: DecisionTable, pointer: Pointer): SourceLocation {
  const isDefault = pointer.at(-1) === 'default';
  const range = isDefault ? locate(origin, pointer, 'key') : locate(origin, [...pointer, 'id']);
  return { file: origin.file, range };
}

function placeOf(locate: Locate, origin: Origin, pointer: Pointer): SourceLocation {
  return { file: origin.file, range: locate(origin, pointer) };
}
