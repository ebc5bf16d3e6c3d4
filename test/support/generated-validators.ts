import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `npm run compile-schemas` runs; each replaces its output in one step. */
const scripts = ['generate-validators.mjs', 'generate-schema-guide.mjs'];

/**
 * Vitest global setup: compiles the schemas before the first test.
 *
 * The results are build products and not in Git, so a fresh clone has none, and a stale set would test yesterday's schemas.
 */
export function setup(): void {
  for (const script of scripts) {
    const path = fileURLToPath(new URL(`../../.scripts/${script}`, import.meta.url));
    execFileSync(process.execPath, [path], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
