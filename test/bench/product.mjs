// The product's own modules as the bench calls them: bundled once a run into node_modules/.cache/bench.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './measure.mjs';

const outfile = join(root, 'node_modules/.cache/bench/product.mjs');

const entry = `
export { decide, judge, planOf, planVisits } from './src/core/decide.ts';
export { digestOf, sha256Hex } from './src/core/digest.ts';
export { linkEstate } from './src/core/estate/link.ts';
export { shareComponents } from './src/core/estate/shared-components.ts';
export { loadResources } from './src/core/load/load.ts';
export { parseInstant } from './src/core/time.ts';
export { assessComponents } from './src/core/assess/assess.ts';
export { indexCatalog } from './src/core/assess/package-index.ts';
export { bookFrom } from './src/core/prioritise/book.ts';
export { prioritise } from './src/core/prioritise/prioritise.ts';
export { policyTables } from './src/core/prioritise/table.ts';
export { schedule, solveBest, countOnTime } from './src/core/schedule/place.ts';
export { contextOf } from './src/core/schedule/context.ts';
export { readWindows } from './src/core/schedule/window.ts';
export { softwareIn } from './src/core/software.ts';
export { renderPlanNdjson } from './src/render/plan/ndjson.ts';
export { compareVersions, comparerById } from './src/ecosystems/registry.ts';
export { cyclonedxReader } from './src/feeds/observed/cyclonedx.ts';
`;

/** Bundles `src/`; to be called once before any bench loads the product. */
export async function bundleProduct() {
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    outfile,
    define: { PATCHLEDGER_VERSION: '"bench"' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}

/** The bundled modules. */
export async function loadProduct() {
  if (!existsSync(outfile)) await bundleProduct();
  return import(pathToFileURL(outfile));
}
