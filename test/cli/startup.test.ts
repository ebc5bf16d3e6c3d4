import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { builtCli, cli } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { scenariosFolder } from '../support/scenarios.ts';
import { repositoryRoot } from '../support/source-files.ts';

const dist = join(builtCli, '..');

/** Packages that cost more to load than a whole `validate`: dashboard, forge, templates, and ajv that compiles. */
const heavy = /^(ink|react|react-reconciler|yoga-layout|@octokit\/.+|octokit|handlebars|ajv|ajv-formats)$/;

/**
 * Notes every file that is loaded as code: modules by way of Node's loader, and parts of the command line, which
 * `part-loader.cjs` reads by itself.
 */
const tracer = `
const fs = require('node:fs');
const Module = require('node:module');
const seen = new Set();
const { readFileSync } = fs;
const { _load, _resolveFilename } = Module;
fs.readFileSync = (path, ...rest) => {
  if (/\\.[cm]?js$/.test(String(path))) seen.add(String(path));
  return readFileSync(path, ...rest);
};
Module._load = (request, parent, isMain) => {
  if (!Module.isBuiltin(request)) seen.add(_resolveFilename(request, parent, isMain));
  return _load(request, parent, isMain);
};
process.on('exit', () => fs.writeFileSync(process.env.TRACE, JSON.stringify([...seen])));
`;

/** The files that a run of the built command line loads as code, as paths from the repository's root. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const folder = writeFiles(temporaryFolder(), { 'tracer.cjs': tracer });
  const trace = join(folder, 'trace.json');
  const { code } = await cli(args, { env: { NODE_OPTIONS: `--require ${join(folder, 'tracer.cjs')}`, TRACE: trace } });
  expect(code).toBe(0);
  const files = JSON.parse(readFileSync(trace, 'utf8')) as readonly string[];
  return files.filter((file) => file !== join(folder, 'tracer.cjs')).map((file) => relative(repositoryRoot, file));
}

/** The packages that stand in the part of a command and in everything it loads with it, by what esbuild says it put there. */
async function packagesIn(entryPoint: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: ['src/cli.ts'],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    outdir: 'dist',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = partsFrom(metafile, entryPoint).flatMap((part) => Object.keys(metafile.outputs[part]?.inputs ?? {}));
  return new Set(inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

function partsFrom({ outputs }: Metafile, entryPoint: string): readonly string[] {
  const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entryPoint);
  if (first === undefined) throw new Error(`${entryPoint} has no part of its own`);
  const reached = new Set([first]);
  for (const part of reached) {
    for (const { path, kind } of outputs[part]?.imports ?? []) if (kind === 'import-statement') reached.add(path);
  }
  return [...reached];
}

const estate = ['-C', join(scenariosFolder, 'first-patch/repo'), '--as-of', '2024-07-02T08:00:00Z'];

describe('--version', () => {
  it('loads one file', async () => {
    expect(await loadedBy('--version')).toEqual(['dist/cli.cjs']);
  });
});

describe('validate', () => {
  it('loads its own part, what it shares with others, and nothing from elsewhere', async () => {
    const files = await loadedBy('validate', ...estate);
    const names = files.map((file) =>
      basename(file)
        .replace(/-[A-Z0-9]{8}\.cjs$/, '')
        .replace(/^late-.*/, 'late'),
    );

    expect(files.filter((file) => !file.startsWith('dist/'))).toEqual([]);
    expect([...new Set(names)].sort()).toEqual(['chunk', 'cli.cjs', 'late', 'main', 'part-loader.cjs', 'validate']);
  });

  it('loads no YAML library, no package URLs and no calculator for an estate that needs none', async () => {
    const folder = writeFiles(temporaryFolder(), {
      'patchledger.yaml': 'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: small }\nspec: {}\n',
    });
    const late = (await loadedBy('validate', '-C', folder)).filter((file) => file.startsWith('dist/late-'));

    expect(late).toEqual(['dist/late-git-files.cjs']);
  });

  it('is told apart from commands that load more, so that the trace proves something', async () => {
    const files = await loadedBy('explain', 'web-1', ...estate);

    expect(files.some((file) => /^dist\/explain-/.test(file))).toBe(true);
  });

  it('carries no heavy package in what it loads', async () => {
    const [main, validate] = [await packagesIn('src/commands/main.ts'), await packagesIn('src/commands/validate.ts')];
    const packages = [...new Set([...main, ...validate])].sort();

    expect(packages).toEqual(expect.arrayContaining(['commander', 'yaml']));
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
  });

  it('carries no code that compiles schemas or templates, whatever it is called', async () => {
    const files = await loadedBy('validate', ...estate);
    const text = files.map((file) => readFileSync(join(dist, basename(file)), 'utf8')).join('\n');
    // What ajv says when it compiles; the precompiled validators hold none of it.
    const marker = 'unknown keyword: ';

    const compiler = readFileSync(join(repositoryRoot, 'node_modules/ajv/dist/compile/util.js'), 'utf8');
    expect(compiler.includes(marker)).toBe(true);
    expect(text.includes('unknown key')).toBe(true);
    expect(text.includes(marker)).toBe(false);
    expect(/\bnew Function\(/.test(text)).toBe(false);
  });
});
