import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../.scripts/generate-validators.mjs', import.meta.url));

/**
 * Vitest global setup: compiles the schema validators before the first test.
 *
 * They are build products and not in Git, so a fresh clone has none, and a stale set would test yesterday's schemas.
 */
export function setup(): void {
  if (!existsSync(script)) {
    process.stderr.write(`The validators cannot be generated: ${script} does not exist.\n`);
    return;
  }
  execFileSync(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
}
