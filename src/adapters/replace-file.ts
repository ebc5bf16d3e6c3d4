import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { leadsInside } from './create-file.ts';
import { makeFolder } from './write-files.ts';

/**
 * Writes a file below a folder so that at any moment either the old or the new text stands there. `outside`: a link on
 * the way leads out of the folder, or the file is one, so nothing was written.
 */
export function replaceFileBelow(root: string, path: string, text: string): 'written' | 'unchanged' | 'outside' {
  const file = join(root, path);
  if (!leadsInside(root, dirname(file))) return 'outside';
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status !== undefined && !status.isFile()) return 'outside';
  if (status !== undefined && readFileSync(file, 'utf8') === text) return 'unchanged';
  makeFolder(dirname(file));
  // A dot-file is no part of the estate, should a killed run leave it.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    const descriptor = openSync(temporary, 'wx', 0o644);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
  return 'written';
}
