// Modules that are loaded when one of their functions is first called, and not before.
//
// Most runs need none of them: files are written plainly, advisories state a score, nothing is wrong. Yet each brings a
// library along that would be read and set up at every start. An import of such a module leads to forwarding functions
// here; the module itself becomes a part of its own, which `require` loads in the midst of synchronous code.
import { basename } from 'node:path';
import { build } from 'esbuild';

/** Paths of the modules; they export functions (and types) only. */
export const lateModules = [
  'src/adapters/git-files.ts',
  'src/core/assess/cvss.ts',
  'src/core/load/explain.ts',
  'src/core/load/parse-thoroughly.ts',
  'src/ecosystems/purl.ts',
  'src/feeds/yaml-text.ts',
];

const partName = (module) => `late-${basename(module, '.ts')}`;

/** Entry points of the late parts, by name. */
export const lateEntries = Object.fromEntries(lateModules.map((module) => [partName(module), module]));

/** The esbuild plugin that puts forwarding functions in the place of late modules, except where a part begins. */
export function lateLoading(root) {
  const byPath = new Map(lateModules.map((module) => [`${root}${module}`, module]));
  return {
    name: 'late-loading',
    setup(plugin) {
      plugin.onResolve({ filter: /\.ts$/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'plain') return undefined;
        const resolved = await plugin.resolve(path, { kind, importer, resolveDir, pluginData: 'plain' });
        return byPath.has(resolved.path) ? { path: resolved.path, namespace: 'late' } : undefined;
      });
      plugin.onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => {
        const module = byPath.get(path);
        return { contents: await forwarding(root, module), loader: 'js', resolveDir: root };
      });
      plugin.onResolve({ filter: /^\.\/late-[\w-]+\.js$/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Functions of the same names that load the part and pass everything on. */
async function forwarding(root, module) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [module],
    bundle: false,
    write: false,
    outdir: 'unused',
    format: 'esm',
    metafile: true,
    logLevel: 'warning',
  });
  const [output] = Object.values(metafile.outputs);
  const functions = output.exports.map(
    (name) => `export function ${name}(...values) { return part().${name}(...values); }`,
  );
  return [
    'let loaded;',
    `function part() { return (loaded ??= require("./${partName(module)}.js")); }`,
    ...functions,
  ].join('\n');
}
