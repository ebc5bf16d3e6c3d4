import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { tryGit } from './git.ts';
import { makeFolder, writeFileAtomically } from './write-files.ts';

/**
 * Files that are to change together: written beside the estate first, then renamed into place one after another.
 *
 * The list of renames is written before the first of them. A run that is killed before has changed nothing; one that is
 * killed behind it has left whole files only, some old and some new, and the next run finishes the list.
 */
export interface Staging {
  /** The folder that everything stands in until it is done. */
  readonly folder: string;
  readonly root: string;
}

/** What is to change, as paths from the root of the estate: staged files, and files that go. */
export interface StagedChange {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** Where runs on an estate keep what it must not hold. */
export interface StateFolders {
  /** For what is staged: on the file system of the estate, so that it can be renamed into place. */
  readonly staging: string;
  /** For locks, which outlive what is staged. */
  readonly locks: string;
}

/**
 * Inside the Git folder of the work tree, which no commit holds. Without one: a hidden folder of the estate, which no
 * reader of estates looks into, and locks in the system's temporary folder, by the estate's path.
 */
export function stateFolders(root: string): StateFolders {
  const gitFolder = gitFolderOf(root);
  const isNear = gitFolder !== undefined && statSync(gitFolder).dev === statSync(root).dev;
  if (isNear) return { staging: join(gitFolder, 'patchledger'), locks: join(gitFolder, 'patchledger') };
  const name = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16);
  return { staging: join(root, '.patchledger'), locks: join(tmpdir(), `patchledger-${name}`) };
}

function gitFolderOf(root: string): string | undefined {
  try {
    return tryGit(root, ['rev-parse', '--absolute-git-dir'])?.trim();
  } catch {
    // Without git there is no repository, and nothing here needs one.
    return undefined;
  }
}

/** Makes the staging folder, or finds what a killed run left in it. */
export function openStaging(root: string, folder: string): Staging {
  makeFolder(folder);
  return { root, folder };
}

const journalOf = ({ folder }: Staging): string => join(folder, 'commit.json');
const stagedFile = ({ folder }: Staging, path: string): string => join(folder, 'new', path);

/** Writes a file beside the estate, piece by piece; answers the SHA-256 of its bytes. */
export function stageFile(staging: Staging, path: string, pieces: Iterable<string>): string {
  const file = stagedFile(staging, path);
  makeFolder(dirname(file));
  const digest = createHash('sha256');
  const descriptor = openSync(file, 'w', 0o644);
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      digest.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return digest.digest('hex');
}

/** Puts staged files into place and takes others away. A link that leads out of the estate is never followed. */
export function commitStaged(staging: Staging, change: StagedChange): void {
  for (const path of [...change.written, ...change.removed]) refuseOutside(staging.root, path);
  writeFileAtomically(journalOf(staging), JSON.stringify(change));
  applyChange(staging, change);
  rmSync(journalOf(staging), { force: true });
}

/** Finishes what a killed run had begun to put into place; answers whether there was any. */
export function finishCommit(staging: Staging): boolean {
  const journal = journalOf(staging);
  if (!existsSync(journal)) return false;
  const change = JSON.parse(readFileSync(journal, 'utf8')) as StagedChange;
  for (const path of [...change.written, ...change.removed]) refuseOutside(staging.root, path);
  applyChange(staging, change);
  rmSync(journal, { force: true });
  return true;
}

/** New files first: a document that moves from one file to another is there twice for a moment, and never missing. */
function applyChange(staging: Staging, { written, removed }: StagedChange): void {
  for (const path of written) {
    const staged = stagedFile(staging, path);
    if (!existsSync(staged)) continue;
    const file = join(staging.root, path);
    makeFolder(dirname(file));
    renameSync(staged, file);
  }
  for (const path of removed) rmSync(join(staging.root, path), { force: true });
}

function refuseOutside(root: string, path: string): void {
  let anchor = join(root, path);
  while (lstatSync(anchor, { throwIfNoEntry: false }) === undefined) anchor = dirname(anchor);
  const way = relative(realpathSync(root), realpathSync(anchor));
  if (!way.startsWith('..') && !isAbsolute(way)) return;
  throw new OutsideError(path);
}

/** A link on the way to a path leads out of the estate. */
export class OutsideError extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} leads out of the estate`);
    this.name = 'OutsideError';
    this.path = path;
  }
}

/** Removes everything that was staged, and the folder above when nothing else is kept in it. */
export function closeStaging({ folder, root }: Staging): void {
  rmSync(folder, { recursive: true, force: true });
  if (dirname(folder) !== join(root, '.patchledger')) return;
  try {
    rmdirSync(dirname(folder));
  } catch {
    // Something else is kept there.
  }
}
