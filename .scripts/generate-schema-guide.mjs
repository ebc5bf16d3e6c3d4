// Writes src/core/load/generated/schema-guide.js: the schemas as texts, for the hints of schema diagnostics.
//
// The compiled validators know what is wrong, not what would be right: known keys, descriptions and examples stand only
// in the schemas. Each is a text, because a text costs nothing until a problem makes somebody parse it.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const target = 'src/core/load/generated/schema-guide.js';

const files = readdirSync('schemas').filter((file) => file.endsWith('.schema.json'));
const schemas = files.sort().map((file) => JSON.parse(readFileSync(`schemas/${file}`, 'utf8')));
// What the tool only writes has no author who needs a hint.
const read = schemas.filter(({ title }) => !title.endsWith('Document'));
const rows = read.map((schema) => `  ${JSON.stringify(schema.title)}: ${JSON.stringify(JSON.stringify(schema))},`);

mkdirSync('src/core/load/generated', { recursive: true });
const draft = `${target}.${process.pid}.tmp`;
const head = '// Generated from schemas/ by `npm run generate`; do not edit.';
writeFileSync(draft, `${head}\nexport const schemaTexts = Object.freeze({\n${rows.join('\n')}\n});\n`);
renameSync(draft, target);
console.log(`wrote ${target}: ${rows.length} schemas`);
