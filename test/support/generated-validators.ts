import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../.scripts/generate-validators.mjs', import.meta.url));

/**
 * Vitest global setup: compiles the schema validators before the first test.
 *
 * They are build products and not in Git, so a fresh clone has none, and a stale set would test yesterday's schemas.
 */
export function setup(): void {
  execFileSync(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
}
