// Writes src/core/load/generated/: the schemas compiled by ajv to plain code, as ES modules.
//
// The tool itself never loads ajv: compiling the schemas would cost more time than a whole `validate` of a small estate.
// All schemas become definitions of one schema first, because ajv compiles a definition once for each document that
// refers to it, which would repeat `name` or `instant` thirty times.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compacted } from './compact-validators.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const require = createRequire(import.meta.url);
const { default: Ajv, _ } = require('ajv');
const standaloneCode = require('ajv/dist/standalone').default;
const dependentRequired = require('ajv/dist/vocabularies/validation/dependentRequired').default;
const target = 'src/core/load/generated';
const suffix = '.schema.json';

/** What the tool writes and never reads: kept out of the module that every command loads. */
const written = [
  'CalendarDocument',
  'CheckDocument',
  'DiagnosticsDocument',
  'ExportDocument',
  'PlanDocument',
  'RecordsDocument',
  'VerificationDocument',
];

/** `uniqueItems` in linear time, since ajv compares every pair. For scalars only, as in every list that has it. */
const uniqueItems = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { params: ({ params: { i, j } }) => _`{i: ${i}, j: ${j}}` },
  code(context) {
    const { gen, data } = context;
    const seen = gen.const('seen', _`new Map()`);
    gen.forRange('i', 0, _`${data}.length`, (i) => {
      const item = _`${data}[${i}]`;
      context.setParams({ i, j: _`${seen}.get(${item})` });
      gen.if(_`${seen}.has(${item})`, () => context.error());
      gen.code(_`${seen}.set(${item}, ${i})`);
    });
  },
};

const definitions = {};
const titles = [];
for (const file of readdirSync('schemas').filter((name) => name.endsWith(suffix))) {
  const { $defs = {}, ...root } = JSON.parse(readFileSync(`schemas/${file}`, 'utf8'));
  const name = file.slice(0, -suffix.length);
  for (const [key, definition] of Object.entries($defs)) definitions[`${name}.${key}`] = embedded(definition, name);
  if (root.type === undefined) continue;
  definitions[root.title] = embedded(root, name);
  titles.push(root.title);
}
titles.sort();
await write(
  'validators',
  titles.filter((title) => !written.includes(title)),
);
await write('document-validators', written);

/** The schema as a definition of the one schema: references point inside, and nothing is left that only people read. */
function embedded(node, file) {
  if (Array.isArray(node)) return node.map((item) => embedded(item, file));
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key, value]) => !isProse(key, value));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === '$ref' ? reference(value, file) : embedded(value, file)]),
  );
}

/** Keywords without effect; a property of the same name has a schema for its value. */
function isProse(key, value) {
  const isProperty = typeof value === 'object' && ('type' in value || '$ref' in value);
  return ['$schema', '$id', 'title', 'description', 'examples', 'default'].includes(key) && !isProperty;
}

function reference(ref, file) {
  const key = ref.split('/').at(-1);
  return `#/$defs/${ref.startsWith('common') ? 'common' : file}.${key}`;
}

/** Compiles the schemas of these titles into one module with a named export for each. */
async function write(name, exported) {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    // Wording stands in src/model/diagnostics/schema.ts.
    messages: false,
    inlineRefs: false,
    code: { source: true, esm: false, lines: false },
  });
  ajv.addKeyword(dependentRequired);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword(uniqueItems);
  ajv.addSchema({ $id: 'estate', $defs: definitions });
  const code = standaloneCode(ajv, Object.fromEntries(exported.map((title) => [title, `estate#/$defs/${title}`])));
  const text = await bundled(compacted(code), exported);
  mkdirSync(target, { recursive: true });
  // Tests may run while a build writes: nobody ever reads half a file.
  const draft = `${target}/${name}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, `${target}/${name}.js`);
  console.log(`wrote ${target}/${name}.js: ${exported.length} validators, ${Math.round(text.length / 1024)} kB`);
}

async function bundled(commonJs, exported) {
  const entry = [
    "import compiled from 'compiled';",
    ...exported.map((title) => `export const ${title} = compiled.${title};`),
    `export const validators = Object.freeze({ ${exported.join(', ')} });`,
  ].join('\n');
  const provideCompiled = (plugin) => {
    plugin.onResolve({ filter: /^compiled$/ }, ({ path }) => ({ path, namespace: 'compiled' }));
    const contents = { contents: commonJs, loader: 'js', resolveDir: process.cwd() };
    plugin.onLoad({ filter: /.*/, namespace: 'compiled' }, () => contents);
  };
  const result = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'js' },
    plugins: [{ name: 'compiled', setup: provideCompiled }],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'utf8',
    banner: { js: '// Generated from schemas/ by `npm run generate`; do not edit.' },
  });
  return result.outputFiles[0].text;
}
