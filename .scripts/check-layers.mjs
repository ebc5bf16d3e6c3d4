// The layer gate: runs dependency-cruiser and fails when a rule is broken or when it read no modules at all.
//
// The second half matters: with a TypeScript it cannot use, dependency-cruiser reports "0 modules, no violations" and
// exits 0, which would turn the gate into a decoration.
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const options = { ...config.options, validate: true, ruleSet: { forbidden: config.forbidden } };
const { output } = await cruise(['src', 'test'], options, undefined, { tsConfig: extractTSConfig('tsconfig.json') });

const own = output.modules.filter((module) => /^(src|test)\/.*\.ts$/.test(module.source));
const violations = output.summary.violations;
for (const { rule, from, to, cycle } of violations) {
  const path = cycle ? cycle.map((step) => step.name).join(' → ') : to;
  const { comment } = config.forbidden.find((candidate) => candidate.name === rule.name);
  console.error(`${from} → ${path}\n  ${rule.name}: ${comment}`);
}
if (own.length === 0) console.error('layers: read 0 modules, so nothing was checked');
else if (violations.length > 0) console.error(`layers: ${violations.length} violations in ${own.length} modules`);
else console.log(`layers: ${own.length} modules, ${config.forbidden.length} rules, no violation`);
process.exitCode = own.length === 0 || violations.length > 0 ? 1 : 0;
