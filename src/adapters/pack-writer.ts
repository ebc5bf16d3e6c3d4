import { existsSync, lstatSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileDigest, PutFile } from '../model/report.ts';
import { digestOfFile, writePieces } from './file-pieces.ts';
import { takeLock } from './lock.ts';
import { makeFolder } from './write-files.ts';

/** Where the files of a pack stand until all of them are made. A killed run leaves it, and the next one takes it away. */
const unfinished = '.unfinished';

/** Held while a pack is made: two runs would put their files among each other's. */
const lockFile = '.unfinished.lock';

/** Files that are on their way to the disk at the same time: as many as Node has threads for. */
const lanes = 4;

/** A pack as it is written: file by file, and not there before it is whole. */
export interface PackWriter {
  /** Writes a file beside the pack. */
  readonly put: PutFile;
  /** Puts every file into its place, in the order in which they came; answers the paths that changed. */
  readonly finish: () => Promise<readonly string[]>;
  /** Takes away whatever stands beside the pack, and folders that were made for nothing. */
  readonly close: () => void;
}

/**
 * Opens a pack for writing below a folder. Each file is whole at any moment: it is flushed to the disk, then renamed over
 * the old one; a file that is there already, byte for byte, is left untouched. `undefined`: another
 * run still writes this pack after `patienceMs`.
 */
export async function openPackWriter(folder: string, patienceMs: number): Promise<PackWriter | undefined> {
  const staging = join(folder, unfinished);
  const staged: FileDigest[] = [];
  const made = missingOf(folder);
  const release = await takeLock(join(folder, lockFile), patienceMs);
  if (release === undefined) return undefined;
  rmSync(staging, { recursive: true, force: true });
  return {
    put: ({ path, pieces }) => {
      const file = join(staging, path);
      makeFolder(dirname(file));
      const digest = { path, ...writePieces(file, pieces) };
      staged.push(digest);
      return digest;
    },
    finish: async () => {
      const changed = staged.filter((digest) => !isThere(folder, digest)).map(({ path }) => path);
      await flush(changed.map((path) => join(staging, path)));
      for (const path of changed) {
        makeFolder(dirname(join(folder, path)));
        renameSync(join(staging, path), join(folder, path));
      }
      return changed;
    },
    close: () => {
      rmSync(staging, { recursive: true, force: true });
      release();
      removeEmpty(made);
    },
  };
}

function isThere(folder: string, { path, bytes, sha256 }: FileDigest): boolean {
  const file = join(folder, path);
  if (!existsSync(file)) return false;
  const stat = lstatSync(file);
  return stat.isFile() && stat.size === bytes && digestOfFile(file) === sha256;
}

/** Waits until files are on the disk, several at a time: each alone would wait for the same spindle. */
async function flush(files: readonly string[]): Promise<void> {
  const waiting = files.values();
  const lane = async (): Promise<void> => {
    for (const file of waiting) {
      const handle = await open(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A folder and those above it that do not exist, innermost first. */
function missingOf(folder: string): readonly string[] {
  return existsSync(folder) || dirname(folder) === folder ? [] : [folder, ...missingOf(dirname(folder))];
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // It was never made, or something stands in it, and so in those above it.
  }
}
