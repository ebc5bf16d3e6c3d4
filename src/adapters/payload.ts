import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { zipEntries } from './archive-zip.ts';
import { FetchError } from './fetch-error.ts';
import { holdsJsonLines, lineChunks } from './line-chunks.ts';
import { isBesideData, type PayloadEntry, payloadLimits } from './payload-entry.ts';

/** Where what a source sent is, and what it is called in messages. */
export interface Payload {
  /** A file, or a folder of files. */
  readonly path: string;
  readonly name: string;
  /** A path that a compressed file may be unpacked to; nothing is left there. */
  readonly scratch: string;
}

/**
 * The files of what a source sent: of a folder and of a zip archive each file, else the one file, unpacked where it is
 * compressed with gzip. What it is, its first bytes tell. Large files of lines come in pieces, so that no more than one
 * piece is ever in memory. Throws FetchError for what is cut off, damaged or too much as a whole.
 */
export async function* payloadEntries({ path, name, scratch }: Payload): AsyncGenerator<PayloadEntry> {
  if (statSync(path).isDirectory()) {
    yield* folderEntries(path);
    return;
  }
  switch (packingOf(path)) {
    case 'zip':
      yield* zipEntries(path);
      break;
    case 'gzip':
      try {
        await unpack(path, scratch);
        yield* plainEntries(scratch, name.replace(/\.gz$/, ''));
      } finally {
        rmSync(scratch, { force: true });
      }
      break;
    case 'none':
      yield* plainEntries(path, name);
  }
}

function packingOf(path: string): 'gzip' | 'none' | 'zip' {
  const head = Buffer.alloc(4);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, head, 0, 4, 0);
  } finally {
    closeSync(descriptor);
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(head.toString('latin1')) ? 'zip' : 'none';
}

async function unpack(path: string, scratch: string): Promise<void> {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const isTooMuch = bytes > payloadLimits.totalBytes;
      done(
        isTooMuch
          ? new FetchError('feeds/too-large', `it unpacks to more than ${payloadLimits.totalBytes} bytes`)
          : null,
        chunk,
      );
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), counter, createWriteStream(scratch));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') throw broken('the gzip file is cut off');
    if (typeof code === 'string' && code.startsWith('Z_')) throw broken('the gzip file is damaged');
    throw error;
  }
}

const broken = (reason: string): FetchError => new FetchError('feeds/broken-download', reason);

function* plainEntries(path: string, name: string): Generator<PayloadEntry> {
  const { size } = statSync(path);
  if (size <= payloadLimits.entryBytes || !holdsJsonLines(path)) {
    if (size > payloadLimits.wholeBytes) throw tooLargeToRead(size);
    yield { kind: 'file', name, bytes: readFileSync(path) };
    return;
  }
  for (const { bytes, firstLine } of lineChunks(path)) yield { kind: 'file', name, bytes, firstLine };
}

const tooLargeToRead = (size: number): FetchError =>
  new FetchError('feeds/too-large', `its one document has ${size} bytes; one a line, or an archive, may have more`);

/** Files below a folder in the order of their names; links are not followed. */
function* folderEntries(root: string, below = ''): Generator<PayloadEntry> {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isBesideData(entry.isDirectory() ? `${name}/` : name)) continue;
    if (entry.isDirectory()) yield* folderEntries(root, name);
    else if (!entry.isFile()) yield { kind: 'refused', name, reason: 'it is no plain file' };
    else if (statSync(join(root, name)).size > payloadLimits.entryBytes)
      yield { kind: 'refused', name, reason: 'it is too large' };
    else yield { kind: 'file', name, bytes: readFileSync(join(root, name)) };
  }
}

/** What a source is called in messages: the last part of its address. */
export function payloadName(address: string): string {
  const [plain = ''] = address.split(/[?#]/, 1);
  return basename(plain) === '' ? 'answer' : basename(plain);
}
