// Fails when the committed types are not what the schemas give: generates again and compares.
// The fresh files stay in place, so the remedy is to commit them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const folder = 'src/model/generated';
const before = textsOf(folder);
const { status } = spawnSync(process.execPath, ['.scripts/generate-types.mjs'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const after = textsOf(folder);
const names = [...new Set([...before.keys(), ...after.keys()])].sort();
const stale = names.filter((name) => before.get(name) !== after.get(name));

if (status !== 0) console.error('generated: .scripts/generate-types.mjs failed');
else if (names.length === 0) console.error(`generated: no file in ${folder}, so nothing was checked`);
else if (stale.length > 0) console.error(`generated: stale and now rewritten, commit them: ${stale.join(', ')}`);
else console.log(`generated: ${names.length} files are what the schemas give`);
process.exitCode = status === 0 && names.length > 0 && stale.length === 0 ? 0 : 1;

function textsOf(path) {
  if (!existsSync(path)) return new Map();
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}
