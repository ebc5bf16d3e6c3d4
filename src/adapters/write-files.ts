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
  writeFileSync,
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
  makeFolder(dirname(file));
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o644);
    try {
      // Unlike writeSync, this writes on until all of it is there.
      writeFileSync(descriptor, text);
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

/**
 * Makes a folder and those above it that are missing. Step by step: Node's own recursive mkdir never ends where the
 * system refuses with ENOENT, as below /proc.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it in between; a file of that name is found when it is written into.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
