import type { Reporter, TestModule } from 'vitest/node';

/** How many tests ended in which way, over all files of one run. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Prints one closing line, alone on its line and free of colour: `tests: 123 passed, 0 failed`.
 *
 * Machines that read the log want one stable line; Vitest's own summary leaves out what is zero.
 * A file that fails before it yields a test counts as one failure, and so does an error outside any test
 * and a run without any test.
 * The line is written when the process ends, because the coverage table comes after the last reporter hook.
 */
export class SummaryReporter implements Reporter {
  readonly #label: string;

  constructor(label: string) {
    this.#label = label;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tally = countTests(modules);
    const failedTotal = tally.failed + unhandledErrors.length;
    const nothingRan = tally.passed + failedTotal === 0;
    const failed = nothingRan ? 1 : failedTotal;
    const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
    const line = `${this.#label}: ${tally.passed} passed, ${failed} failed${skipped}\n`;
    process.once('exit', () => process.stdout.write(line));
  }
}

function countTests(modules: readonly TestModule[]): Tally {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    let failedTests = 0;
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      if (state === 'passed') tally.passed += 1;
      else if (state === 'failed') failedTests += 1;
      else tally.skipped += 1;
    }
    const brokeOutsideTests = module.state() === 'failed' && failedTests === 0;
    tally.failed += brokeOutsideTests ? 1 : failedTests;
  }
  return tally;
}
