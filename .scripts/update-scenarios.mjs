// Writes test/scenarios/<name>/expected/: what the program says about each small estate today. Nothing else writes there.
//
// Read the diff as a user before it is committed: a golden file is a promise, not a photograph.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (process.env.CI) {
  console.error('golden files are not written in CI: run `npm run scenarios:update` and read the diff');
  process.exit(2);
}

const bundle = 'node_modules/.cache/scenarios/scenarios.mjs';
await build({
  stdin: {
    contents: `
      export { scenariosIn } from './test/support/scenarios.ts';
      export { goldenDocumentsOf } from './test/support/story.ts';
    `,
    resolveDir: '.',
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: bundle,
  define: { PATCHLEDGER_VERSION: '"0.0.0"' },
  // Packages that call require() themselves need one inside a module.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
const { goldenDocumentsOf, scenariosIn } = await import(pathToFileURL(bundle).href);

for (const scenario of scenariosIn('test/scenarios')) {
  const expected = join(scenario.folder, 'expected');
  const documents = goldenDocumentsOf(scenario);
  mkdirSync(expected, { recursive: true });
  for (const name of readdirSync(expected)) if (!documents.has(name)) rmSync(join(expected, name));
  for (const [name, text] of documents) writeFileSync(join(expected, name), text);
  console.log(`${scenario.name}: ${documents.size} documents`);
}
