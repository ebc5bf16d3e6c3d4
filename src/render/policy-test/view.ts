import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Paint } from '../../model/paint.ts';
import type { PolicyTestRun, PolicyTestTotals } from '../../model/policy-test.ts';

/** A run of policy tests as renderers get it: counted and judged. */
export interface PolicyTestView {
  readonly run: PolicyTestRun;
  readonly totals: PolicyTestTotals;
  /** One for each test that failed, in the order of the run. */
  readonly failures: readonly Diagnostic[];
  /** One for each rule that no test reaches. */
  readonly unreached: readonly Diagnostic[];
  /** What holds for the run as a whole: too few rules reached, no tests at all. */
  readonly remarks: readonly Diagnostic[];
  /** Text of every file that was read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  readonly paint: Paint;
  /** Leaves the lines of policies that need nothing out. */
  readonly quiet: boolean;
}
