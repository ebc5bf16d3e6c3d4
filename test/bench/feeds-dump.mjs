// Writes a zip archive of OSV documents as dumps have them, of about 500 bytes each when packed, and prints its size.
//
//   node feeds-dump.mjs <file> <documents>
import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { seeded } from './measure.mjs';

const [, , file, documents] = process.argv;
console.log(writeDump(file, Number(documents)));

/** A zip archive of OSV documents as dumps have them, of about 500 bytes each when packed. Answers its size. */
function writeDump(file, documents) {
  const random = seeded(7);
  const words = Array.from({ length: 4000 }, () => Math.floor(random() * 36 ** 6).toString(36));
  const [parts, directory] = [[], []];
  let offset = 0;
  for (let at = 0; at < documents; at += 1) {
    const name = Buffer.from(`GHSA-${at.toString(36).padStart(8, '0')}.json`);
    const content = Buffer.from(JSON.stringify(document(at, random, words), null, 2));
    const packed = deflateRawSync(content, { level: 6 });
    const sizes = [crc32(content), packed.length, content.length];
    const local = header(0x04034b50, 30, name.length, (bytes) => writeSizes(bytes, sizes, 14), 8, 26);
    const central = header(
      0x02014b50,
      46,
      name.length,
      (bytes) => {
        writeSizes(bytes, sizes, 16);
        bytes.writeUInt32LE(offset, 42);
      },
      10,
      28,
    );
    parts.push(local, name, packed);
    directory.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const count = directory.length / 2;
  const locator = zip64End(count, index.length, offset);
  const bytes = Buffer.concat([...parts, index, locator]);
  writeFileSync(file, bytes);
  return bytes.length;
}

/** A record of a zip archive (APPNOTE 4.3): signature, method 8, the name's length, and the fields that `fill` writes. */
function header(signature, length, nameLength, fill, methodAt, nameLengthAt) {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(8, methodAt);
  bytes.writeUInt16LE(nameLength, nameLengthAt);
  fill(bytes);
  return bytes;
}

/** Check sum, packed and unpacked size. */
function writeSizes(bytes, sizes, at) {
  for (const [field, size] of sizes.entries()) bytes.writeUInt32LE(size >>> 0, at + field * 4);
}

/** The end of a directory with more than 65,535 entries (APPNOTE 4.3.14 to 4.3.16). */
function zip64End(count, size, offset) {
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) end.writeBigUInt64LE(BigInt(count), at);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  for (const at of [84, 86]) end.writeUInt16LE(0xffff, at);
  for (const at of [88, 92]) end.writeUInt32LE(0xffffffff, at);
  return end;
}

function document(at, random, words) {
  const text = (count) => Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ');
  const version = () => `${Math.floor(random() * 9)}.${Math.floor(random() * 30)}.${Math.floor(random() * 20)}`;
  const day = `20${15 + (at % 11)}-0${1 + (at % 9)}-1${at % 9}T08:00:00Z`;
  return {
    schema_version: '1.6.0',
    id: `GHSA-${at.toString(36).padStart(8, '0')}`,
    modified: day,
    published: day,
    aliases: [`CVE-20${15 + (at % 11)}-${10_000 + at}`],
    summary: text(8),
    details: text(10),
    affected: [
      {
        package: { ecosystem: 'npm', name: `package-${at % 40_000}`, purl: `pkg:npm/package-${at % 40_000}` },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: version() }] }],
        versions: Array.from({ length: 6 }, version),
      },
    ],
    references: [{ type: 'WEB', url: `https://example.org/advisories/${at}` }],
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  };
}
