// `npm run check`: every gate in order, one line each when it passes, its whole output when it does not.
// A broken gate does not stop the others, so one run tells everything that is wrong.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Gate name → npm script, in the order in which a failure is cheapest to learn. */
const gates = ['format:check', 'lint', 'generate:check', 'types', 'layers', 'unused'];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
let failed = 0;
for (const gate of gates) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', gate], { encoding: 'utf8' });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (status === 0) {
    console.log(`ok    ${gate.padEnd(14)} ${seconds} s`);
    continue;
  }
  failed += 1;
  console.log(`${(stdout + stderr).trimEnd()}\nFAIL  ${gate.padEnd(14)} ${seconds} s`);
}
console.log(`check: ${gates.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
