import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to write: a path below some folder with `/`, and its whole text. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes a file so that at any moment either the old or the new text stands there: temporary file, fsync, rename.
 * Answers whether anything changed; an equal file is left untouched.
 */
export function writeFileAtomically(file: string, text: string): 'written' | 'unchanged' {
  if (existsSync(file) && lstatSync(file).isFile() && readFileSync(file, 'utf8') === text) return 'unchanged';
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o644);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return 'written';
}

/** Writes files below a folder, each atomically; answers the paths that changed. */
export function writeFilesBelow(folder: string, files: readonly OutputFile[]): readonly string[] {
  return files
    .filter(({ path, text }) => writeFileAtomically(join(folder, path), text) === 'written')
    .map(({ path }) => path);
}
