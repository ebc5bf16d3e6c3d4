// Writes dist/code-cache/: V8's compiled code of every part that an ordinary session loads.
//
// Run by the build in a process of its own: plays init, validate, plan and explain in a temporary folder, so that the
// functions they call are compiled, and keeps the result. What fails here only starts slower later.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [dist, mainPart] = process.argv.slice(2);
const { loadCompiled, scripts, cacheFolder } = createRequire(import.meta.url)(join(dist, 'part-loader.cjs'));
const estate = mkdtempSync(join(tmpdir(), 'patchledger-build-'));
try {
  const { main } = loadCompiled(mainPart);
  await main(['init', estate]);
  for (const words of [['validate'], ['plan'], ['explain', 'gw-1']]) await main([...words, '-C', estate, '--quiet']);
} catch (error) {
  console.error(`code cache: ${error instanceof Error ? error.message : error}`);
} finally {
  rmSync(estate, { recursive: true, force: true });
}

mkdirSync(cacheFolder, { recursive: true });
for (const [name, script] of scripts) writeFileSync(join(cacheFolder, name), script.createCachedData());
