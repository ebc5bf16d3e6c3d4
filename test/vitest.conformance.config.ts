import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './support/summary-reporter.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The suite over real data (`PATCHLEDGER_DATA`); one file at a time, so that its time and memory figures mean something. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.cache/vitest-conformance',
  define: { PATCHLEDGER_VERSION: JSON.stringify(version) },
  test: {
    include: ['test/conformance/**/*.conformance.test.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: ['test/support/conformance-data.ts', 'test/support/generated-validators.ts'],
    reporters: ['default', new SummaryReporter('conformance')],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
