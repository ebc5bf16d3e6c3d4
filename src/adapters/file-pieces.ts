import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** Bytes that are read at once. */
const blockBytes = 1 << 20;

/** Size and digest of a text that came in pieces. */
export interface PiecesDigest {
  readonly bytes: number;
  /** 64 hexadecimal digits over the UTF-8 bytes. */
  readonly sha256: string;
}

/** Writes a new file piece by piece, or over an old one; answers its size and digest. It is not flushed to the disk. */
export function writePieces(file: string, pieces: Iterable<string>): PiecesDigest {
  const descriptor = openSync(file, 'w', 0o644);
  try {
    // Unlike writeSync, this writes on until all of it is there.
    return digestPieces(pieces, (bytes) => writeFileSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** Size and digest of a text; `take` gets its bytes as well, block by block, and must not keep them. */
export function digestPieces(pieces: Iterable<string>, take: (bytes: Uint8Array) => void = () => {}): PiecesDigest {
  const digest = createHash('sha256');
  let total = 0;
  for (const bytes of blocksOf(pieces)) {
    digest.update(bytes);
    take(bytes);
    total += bytes.length;
  }
  return { bytes: total, sha256: digest.digest('hex') };
}

/** The bytes of a text, in a block that the next ones overwrite: a large pack would else make a gigabyte of buffers. */
function* blocksOf(pieces: Iterable<string>): Iterable<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    for (let rest = piece; rest !== ''; ) {
      const { read, written } = encoder.encodeInto(rest, scratch);
      yield scratch.subarray(0, written);
      rest = rest.slice(read);
    }
  }
}

const scratch = new Uint8Array(blockBytes);

/** SHA-256 of a file's bytes, of which no more than a block is held. */
export function digestOfFile(file: string): string {
  const digest = createHash('sha256');
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, scratch);
      if (length === 0) return digest.digest('hex');
      digest.update(scratch.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
