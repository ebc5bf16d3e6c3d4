// Builds dist/: the command line as small CommonJS files that load on demand, the library entry as one ES module, and
// the GitHub Action as one CommonJS file.
//
// Start-up decides the shape. Node starts CommonJS faster than ES modules, and a command must load only what it uses,
// but esbuild splits ES modules only. So the bundle is split as ES modules first, and every part is then rewritten
// to CommonJS by itself: `import('./plan.ts')` becomes a `require` at the moment of use, and shared code exists once.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { lateEntries, lateLoading } from './late-modules.mjs';
import { thirdPartyLicences } from './third-party-licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const staging = join(root, 'node_modules/.cache', `build-${process.pid}`);
const dist = join(root, 'dist');
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** Options that both bundles share: the oldest Node supported, no sources of ours minified beyond white space. */
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { PATCHLEDGER_VERSION: JSON.stringify(version) },
};

const startedAt = performance.now();
await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
const inputs = [...(await buildCommandLine()), ...(await buildLibrary()), ...(await buildAction())];
await writeFile(join(staging, 'THIRD-PARTY-LICENCES.txt'), thirdPartyLicences(root, inputs));
await copyFile(join(root, '.scripts/part-loader.cjs'), join(staging, 'part-loader.cjs'));
await rm(dist, { recursive: true, force: true });
await rename(staging, dist);
warmCodeCache();
console.log(`built dist/ in ${Math.round(performance.now() - startedAt)} ms`);

/** Writes dist/cli.cjs and its parts; answers the files that went into them. */
async function buildCommandLine() {
  const result = await build({
    ...shared,
    entryPoints: { cli: 'src/cli.ts', ...lateEntries },
    outdir: staging,
    splitting: true,
    write: false,
    plugins: [lateLoading(root)],
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
  });
  for (const file of result.outputFiles) await writePart(basename(file.path, '.js'), file.text);
  await chmod(join(staging, 'cli.cjs'), 0o755);
  return Object.keys(result.metafile.inputs);
}

/** Compiled code needs the final place of dist/ (the starter estate is found beside it), so it comes last. */
function warmCodeCache() {
  const entry = readFileSync(join(dist, 'cli.cjs'), 'utf8');
  const mainPart = /loadPart\("(\.\/main-[\w-]+\.cjs)"\)/.exec(entry)?.[1];
  if (mainPart === undefined) throw new Error('dist/cli.cjs loads no main part');
  spawnSync(process.execPath, [join(root, '.scripts/warm-code-cache.mjs'), dist, mainPart], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 60_000,
  });
}

async function writePart(name, esModule) {
  const isEntry = name === 'cli';
  const usesUrl = esModule.includes('import.meta.url');
  const { code } = await transform(esModule, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: !isEntry,
    // The part loader reads ASCII, which needs no decoding.
    charset: 'ascii',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__moduleUrl', 'import.meta.dirname': '__dirname' },
    banner: usesUrl ? "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" : '',
  });
  // Parts name each other `./part.js`, which would be an ES module in a package of type "module".
  const load = isEntry ? 'require("./part-loader.cjs").loadPart' : 'require';
  const commonJs = code
    .replace(/require\("\.\/([\w.-]+)\.js"\)/g, `${load}("./$1.cjs")`)
    .replace(/"\.\/(late-[\w-]+)\.js"/g, '"./$1.cjs"');
  await writeFile(join(staging, `${name}.cjs`), isEntry ? `#!/usr/bin/env node\n${commonJs}` : commonJs);
}

/** Writes dist/index.js when there is a library entry; npm dependencies stay imports. */
async function buildLibrary() {
  if (!existsSync(join(root, 'src/index.ts'))) return [];
  const outfile = join(staging, 'index.js');
  const result = await build({ ...shared, entryPoints: ['src/index.ts'], outfile, packages: 'external' });
  return Object.keys(result.metafile.inputs);
}

/** Writes dist/action.cjs: the whole program in one file, each module set up when it is first used. */
async function buildAction() {
  const result = await build({
    ...shared,
    entryPoints: ['src/action.ts'],
    outfile: join(staging, 'action.cjs'),
    format: 'cjs',
    minifyWhitespace: true,
    define: { ...shared.define, 'import.meta.url': '__moduleUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  return Object.keys(result.metafile.inputs);
}
