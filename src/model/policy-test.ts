import type { SourceLocation } from './diagnostic.ts';
import type { Obligation, UsedFact } from './requirement.ts';

/** What a policy's own tests showed, policy by policy in the order of their names. */
export interface PolicyTestRun {
  readonly suites: readonly PolicyTestSuite[];
}

/** The tests beside one policy, and which of its rules they reach. */
export interface PolicyTestSuite {
  readonly policy: string;
  readonly at: SourceLocation;
  /** In the order of the file. */
  readonly cases: readonly PolicyTestCase[];
  /** In the order of the table, the default last. */
  readonly rules: readonly TestedRule[];
}

/** One test: it passed when nothing differs. */
export interface PolicyTestCase {
  readonly name: string;
  readonly at: SourceLocation;
  readonly differences: readonly TestDifference[];
  /** None when no rule matches; two when unknown facts leave the earliest due and the highest priority to two rules. */
  readonly decided: readonly DecidedRule[];
  /** Every fact that the table asked for, with the value it got. */
  readonly facts: readonly UsedFact[];
}

/** What an expectation may name. */
export type ExpectedField = 'rule' | 'priority' | 'due' | 'within' | 'needsFacts';

/** An expectation that was not met, in words for people. */
export interface TestDifference {
  readonly field: ExpectedField;
  readonly expected: string;
  readonly got: string;
  /** Where the expectation stands. */
  readonly at: SourceLocation;
  /** What to do about it, where that can be told. */
  readonly hint: string | undefined;
}

/** A rule that decided, with what it demands. */
export interface DecidedRule {
  readonly obligation: Obligation;
  readonly at: SourceLocation;
}

/** A rule of the table. It is reached when some test has it decide, alone or as one of two that bind. */
export interface TestedRule {
  readonly id: string;
  readonly at: SourceLocation;
  readonly isReached: boolean;
}

/** Counts over all policies. Rules of policies without tests count as not reached. */
export interface PolicyTestTotals {
  readonly policies: number;
  readonly tests: number;
  readonly failed: number;
  readonly rules: number;
  readonly reached: number;
  /** Reached rules in whole percent, rounded down; 100 where there is no rule. */
  readonly coverage: number;
}
