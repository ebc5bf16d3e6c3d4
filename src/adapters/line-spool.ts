import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Where a line lies in a spool. */
export interface LineRef {
  readonly offset: number;
  readonly length: number;
}

/** Lines put aside on disk: hundreds of thousands of documents need not be in memory to be sorted. */
export interface LineSpool {
  readonly append: (line: string) => LineRef;
  readonly read: (line: LineRef) => string;
  /** Gives back what was put aside. */
  readonly discard: () => void;
}

const bufferBytes = 1024 * 1024;

/** Begins a spool in a file of its own. */
export function openSpool(file: string): LineSpool {
  const descriptor = openSync(file, 'w+');
  let held: Buffer[] = [];
  let heldBytes = 0;
  let written = 0;
  const flush = (): void => {
    const bytes = Buffer.concat(held);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, written + at);
    written += bytes.length;
    held = [];
    heldBytes = 0;
  };
  return {
    append(line) {
      const bytes = Buffer.from(line);
      const ref = { offset: written + heldBytes, length: bytes.length };
      held.push(bytes);
      heldBytes += bytes.length;
      if (heldBytes >= bufferBytes) flush();
      return ref;
    },
    read({ offset, length }) {
      if (offset + length > written) flush();
      const bytes = Buffer.allocUnsafe(length);
      readSync(descriptor, bytes, 0, length, offset);
      return bytes.toString('utf8');
    },
    discard() {
      closeSync(descriptor);
      rmSync(file, { force: true });
    },
  };
}
