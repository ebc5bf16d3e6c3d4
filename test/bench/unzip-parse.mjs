// The least that anybody does with a dump: inflate every file of the archive, parse it, and let it go.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const bytes = readFileSync(process.argv[2]);
let count = 0;
let at = 0;
while (bytes.readUInt32LE(at) === 0x04034b50) {
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const end = start + bytes.readUInt32LE(at + 18);
  JSON.parse(inflateRawSync(bytes.subarray(start, end)).toString('utf8'));
  count += 1;
  at = end;
}
console.log(count);
