// The peer of `validate`: Node, the YAML library and its parse of the same files, and nothing else.
// Prints how long reading and parsing alone took; argv: a file with one path a line.
const { readFileSync } = require('node:fs');
const paths = readFileSync(process.argv[2], 'utf8').split('\n');
const { LineCounter, parseAllDocuments } = require('yaml');
const startedAt = performance.now();
let documents = 0;
for (const path of paths) {
  documents += parseAllDocuments(readFileSync(path, 'utf8'), { lineCounter: new LineCounter() }).length;
}
const ms = performance.now() - startedAt;
if (documents !== paths.length) throw new Error(`${documents} documents in ${paths.length} files`);
process.stdout.write(`${ms}\n`);
