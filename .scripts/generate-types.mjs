// Writes src/model/generated/: one TypeScript file for each schema in schemas/.
//
// Every `$ref` becomes a type name before json-schema-to-typescript sees it, so that a shared definition is declared
// once, in common.ts, and imported where it is used, instead of being repeated in every file. Everything is read-only.
// With --check nothing is written: stale files are named and the exit code is 1.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import ts from 'typescript';
import { simplified } from './schema-to-types.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const target = 'src/model/generated';
const suffix = '.schema.json';
const style = { semi: true, singleQuote: true, printWidth: 120, trailingComma: 'all' };

const schemas = readdirSync('schemas')
  .filter((file) => file.endsWith(suffix))
  .sort()
  .map((file) => [file.slice(0, -suffix.length), JSON.parse(readFileSync(`schemas/${file}`, 'utf8'))]);
const common = Object.fromEntries(schemas).common.$defs;
const fresh = new Map();
for (const [name, schema] of schemas) fresh.set(`${name}.ts`, await typesOf(name, schema));
const existing = existsSync(target) ? readdirSync(target) : [];
const gone = existing.filter((name) => !fresh.has(name));

if (process.argv.includes('--check')) check();
else write();

function check() {
  const isFresh = (name) => existing.includes(name) && readFileSync(`${target}/${name}`, 'utf8') === fresh.get(name);
  const stale = [...[...fresh.keys()].filter((name) => !isFresh(name)), ...gone];
  for (const name of stale) console.error(`stale: ${target}/${name}`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

function write() {
  mkdirSync(target, { recursive: true });
  for (const [name, text] of fresh) writeFileSync(`${target}/${name}`, text);
  for (const name of gone) rmSync(`${target}/${name}`);
  console.log(`wrote ${fresh.size} files to ${target}`);
}

/** The TypeScript text for one schema: its root, when it has one, then its definitions. */
async function typesOf(name, schema) {
  const context = { common, local: schema.$defs ?? {}, imports: new Set() };
  const declared = schema.type === undefined ? [] : [[schema.title, schema]];
  for (const [key, definition] of Object.entries(context.local)) {
    const { tsType } = simplified({ $ref: `#/$defs/${key}` }, context);
    if (tsType !== 'string') declared.push([tsType, definition]);
  }
  const parts = [];
  for (const [title, part] of declared) {
    parts.push(await compile({ ...simplified(part, context), title }, title, { bannerComment: '', style }));
  }
  const names = [...context.imports].sort().map((each) => `  ${each},\n`);
  const imports = names.length === 0 ? '' : `import type {\n${names.join('')}} from './common.ts';\n\n`;
  const banner = `// Generated from schemas/${name}${suffix} by \`npm run generate\`; do not edit.\n\n`;
  return `${banner}${imports}${shortComments(readonly(parts.join('\n')))}`;
}

/** Adds `readonly` to every property, index signature and array type of the text. */
function readonly(text) {
  const source = ts.createSourceFile('types.ts', text, ts.ScriptTarget.ES2023, true);
  const places = [];
  const visit = (node) => {
    const isMember = ts.isPropertySignature(node) || ts.isIndexSignatureDeclaration(node);
    const isMarked = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ReadonlyKeyword);
    const isOpenArray = ts.isArrayTypeNode(node) && !ts.isTypeOperatorNode(node.parent);
    if ((isMember && !isMarked) || isOpenArray) places.push(node.getStart(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places.sort((a, b) => b - a).reduce((out, at) => `${out.slice(0, at)}readonly ${out.slice(at)}`, text);
}

/** Puts comments of one line on one line. */
function shortComments(text) {
  return text.replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */');
}
