import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { makeFolder } from './write-files.ts';

/**
 * Creates a file below a folder, whole or not at all, and never in the place of anything: what stands there stays.
 * `outside`: a link on the way leads out of the folder, so nothing was written.
 */
export function createFileBelow(root: string, path: string, text: string): 'written' | 'exists' | 'outside' {
  const file = join(root, path);
  if (isThere(file)) return 'exists';
  if (!leadsInside(root, dirname(file))) return 'outside';
  makeFolder(dirname(file));
  // A dot-file is no part of the estate, should a killed run leave it.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeWhole(temporary, text);
    return placeNew(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Does the deepest folder of the way that exists lie in the root, links resolved? */
export function leadsInside(root: string, folder: string): boolean {
  let anchor = folder;
  while (!isThere(anchor)) anchor = dirname(anchor);
  return !relative(realpathSync(root), realpathSync(anchor)).startsWith('..');
}

function writeWhole(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o644);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A link fails where something stands by now, which a rename would replace. */
function placeNew(temporary: string, file: string): 'written' | 'exists' {
  try {
    linkSync(temporary, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return 'exists';
    // Some file systems have no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    if (isThere(file)) return 'exists';
    renameSync(temporary, file);
  }
  return 'written';
}
