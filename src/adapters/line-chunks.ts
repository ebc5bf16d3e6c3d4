import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 16 * 1024 * 1024;
const newline = 0x0a;

/** A piece of a file of lines: whole lines, and the number of the first, from 1. */
export interface LineChunk {
  readonly bytes: Buffer;
  readonly firstLine: number;
}

/** Takes a file of lines apart into pieces of about 16 MiB. A line that is longer than this is a piece of its own. */
export function* lineChunks(file: string): Generator<LineChunk> {
  const descriptor = openSync(file, 'r');
  try {
    let held: Buffer = Buffer.alloc(0);
    let firstLine = 1;
    for (;;) {
      const block = Buffer.allocUnsafe(chunkBytes);
      const length = readSync(descriptor, block, 0, chunkBytes, null);
      if (length === 0) break;
      const bytes = Buffer.concat([held, block.subarray(0, length)]);
      const end = bytes.lastIndexOf(newline) + 1;
      held = bytes.subarray(end);
      if (end === 0) continue;
      yield { bytes: bytes.subarray(0, end), firstLine };
      firstLine += countLines(bytes, end);
    }
    if (held.length > 0) yield { bytes: held, firstLine };
  } finally {
    closeSync(descriptor);
  }
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

/** Does a file hold one JSON object a line? Its first line is a whole one, and something follows. */
export function holdsJsonLines(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.allocUnsafe(chunkBytes);
    const length = readSync(descriptor, head, 0, head.length, 0);
    const end = head.subarray(0, length).indexOf(newline);
    if (end < 0) return false;
    const line = head.toString('utf8', 0, end).replace(/^\ufeff/, '');
    return line.startsWith('{') && isJson(line);
  } finally {
    closeSync(descriptor);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
