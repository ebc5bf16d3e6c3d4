import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, validateFileName, type ZipFile } from 'yauzl';
import { FetchError } from './fetch-error.ts';
import { isBesideData, type PayloadEntry, payloadLimits } from './payload-entry.ts';

/**
 * The files of a zip archive, in the order of its directory. Nothing is ever unpacked to disk: a file is inflated into
 * memory, and only as far as its directory entry says. An entry that is unsafe, damaged or a bomb is refused and the
 * rest goes on; an archive that is cut off, or too much as a whole, throws FetchError.
 *
 * Archives hold hundreds of thousands of small files, for which a stream each would cost more than what is in it: the
 * directory and the files are read through two windows, and inflated in one go.
 */
export async function* zipEntries(file: string): AsyncGenerator<PayloadEntry> {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = statSync(file);
    const archive = { data: windowOn(descriptor), size };
    const zip = await openZip(descriptor, size);
    let total = 0;
    let read = 0;
    for await (const entry of entriesOf(zip)) {
      // Everything here answers at once, so that timers and signals would have to wait for the whole archive.
      read += 1;
      if (read % entriesPerTurn === 0) await nextTurn();
      const name = nameOf(entry);
      if (name.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (total > payloadLimits.totalBytes) throw tooMuch(`its files have more than ${payloadLimits.totalBytes} bytes`);
      const reason = whyRefused(name, entry);
      if (reason === undefined && isBesideData(name)) continue;
      const found =
        reason === undefined ? readEntry(archive, name, entry) : ({ kind: 'refused', name, reason } as const);
      yield { ...found, total: zip.entryCount };
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Entries that are read before other things have their turn: some tens of milliseconds. */
const entriesPerTurn = 1000;

const tooMuch = (reason: string): FetchError => new FetchError('feeds/too-large', `${reason}`);
const broken = (reason: string): FetchError =>
  new FetchError('feeds/broken-download', `the archive is damaged: ${reason.replace(/\.+$/, '')}`);

async function openZip(descriptor: number, size: number): Promise<ZipFile> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
  let zip: ZipFile;
  try {
    zip = await fromRandomAccessReaderPromise(new WindowReader(descriptor), size, options);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : 'it cannot be opened');
  }
  if (zip.entryCount > payloadLimits.entries) throw tooMuch(`it says that it has ${zip.entryCount} files`);
  return zip;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw error instanceof FetchError ? error : broken(error instanceof Error ? error.message : 'its directory');
  }
}

/** Names are UTF-8 by their flag; older archives' names are shown byte by byte, which is enough to tell them apart. */
const nameOf = ({ fileNameRaw, generalPurposeBitFlag }: Entry): string =>
  fileNameRaw.toString((generalPurposeBitFlag & 0x800) !== 0 ? 'utf8' : 'latin1');

/** Type of file in the upper half of the attributes that Unix programs write. */
const isLink = ({ externalFileAttributes }: Entry): boolean => externalFileAttributes >>> 28 === 0o12;

function whyRefused(name: string, entry: Entry): string | undefined {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (name.includes('\\') || validateFileName(name) !== null) return 'its name leads out of the archive';
  if (isLink(entry)) return 'it is a symbolic link';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (compressionMethod !== 0 && compressionMethod !== 8) return `its compression ${compressionMethod} is not read`;
  if (uncompressedSize > payloadLimits.entryBytes) return `it says that it has ${uncompressedSize} bytes`;
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > payloadLimits.ratioFromBytes && ratio > payloadLimits.ratio)
    return `it grows ${Math.round(ratio)} times when it is unpacked`;
  return undefined;
}

interface Archive {
  readonly data: ReadWindow;
  readonly size: number;
}

function readEntry({ data, size }: Archive, name: string, entry: Entry): PayloadEntry {
  const refuse = (reason: string): PayloadEntry => ({ kind: 'refused', name, reason });
  const offset = entry.relativeOffsetOfLocalHeader;
  const header = data.read(offset, 30);
  if (header?.readUInt32LE(0) !== 0x04034b50) return refuse('its header is damaged');
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = start + entry.compressedSize > size ? undefined : data.read(start, entry.compressedSize);
  if (packed === undefined) return refuse('it lies behind the end of the archive');
  const bytes = entry.compressionMethod === 0 ? Buffer.from(packed) : inflate(packed, entry.uncompressedSize);
  if (bytes === undefined) return refuse('it is damaged, or larger than it says');
  if (bytes.length !== entry.uncompressedSize) return refuse('it is smaller than it says');
  if (crc32(bytes) !== entry.crc32) return refuse('its check sum is wrong');
  return { kind: 'file', name, bytes };
}

function inflate(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}

/** Reads a file by position, many small pieces that lie side by side at the cost of few large ones. */
interface ReadWindow {
  /** A view that holds until the next read; `undefined` when the file ends before. */
  readonly read: (position: number, length: number) => Buffer | undefined;
}

const windowBytes = 4 * 1024 * 1024;

function windowOn(descriptor: number): ReadWindow {
  let window = Buffer.allocUnsafe(windowBytes);
  let start = 0;
  let filled = 0;
  return {
    read(position, length) {
      if (position < start || position + length > start + filled) {
        if (length > window.length) window = Buffer.allocUnsafe(length);
        start = position;
        filled = readSync(descriptor, window, 0, window.length, position);
      }
      return length > filled - (position - start)
        ? undefined
        : window.subarray(position - start, position - start + length);
    },
  };
}

/** How yauzl reads the directory of an archive. */
class WindowReader extends RandomAccessReader {
  readonly #window: ReadWindow;

  constructor(descriptor: number) {
    super();
    this.#window = windowOn(descriptor);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const found = this.#window.read(position, length);
    if (found === undefined) callback(null, 0);
    else callback(null, found.copy(buffer, offset));
  }
}
