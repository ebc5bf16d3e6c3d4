import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { EstateFile, EstateFolders } from '../model/estate-files.ts';
import { defaultFolders, workspacePath } from '../model/estate-files.ts';
import type { Lane } from '../model/kinds.ts';
import { limits } from '../model/limits.ts';
import { decodeText } from './decode.ts';
import { refuseByName, refuseBySize, type Selection, selectPaths } from './estate-paths.ts';

export type { EstateFile } from '../model/estate-files.ts';

/** The files of an estate, sorted by path, and what could not or must not be read. */
export interface EstateReading {
  readonly files: readonly EstateFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the files of an estate from its work tree, sorted by path.
 *
 * What cannot or must not be read is a diagnostic (`load/…`) and the rest goes on: links are never followed, special
 * files never opened, large files never read. A folder that does not exist holds nothing.
 * Calls are synchronous: for many small files that is several times faster than promises.
 */
export function readEstateFiles(root: string, folders: EstateFolders = defaultFolders): EstateReading {
  const reading: Reading = { root, selection: selectPaths(folders), files: [], diagnostics: [], seen: new Set() };
  takeFile(reading, workspacePath);
  for (const folder of reading.selection.folders) walkNamedFolder(reading, folder);
  reading.files.sort((left, right) => (left.path < right.path ? -1 : 1));
  return { files: reading.files, diagnostics: reading.diagnostics };
}

/** Whether there is a folder to read at all; another answer than `folder` is nothing to read an estate from. */
export function kindOfRoot(root: string): 'folder' | 'missing' | 'other' {
  const status = statSync(root, { throwIfNoEntry: false });
  if (status === undefined) return 'missing';
  return status.isDirectory() ? 'folder' : 'other';
}

/** Reads the Workspace file alone, if there is one: it says where the other folders are. */
export function readWorkspaceFile(root: string): EstateReading {
  const reading: Reading = {
    root,
    selection: selectPaths(defaultFolders),
    files: [],
    diagnostics: [],
    seen: new Set(),
  };
  takeFile(reading, workspacePath);
  return { files: reading.files, diagnostics: reading.diagnostics };
}

interface Reading {
  readonly root: string;
  readonly selection: Selection;
  readonly files: EstateFile[];
  readonly diagnostics: Diagnostic[];
  /** Paths that were taken or refused: folders of an estate may contain one another. */
  readonly seen: Set<string>;
}

type EntryType = Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice'>;

/** A folder named by the Workspace may have several steps, none of which may be a link. */
function walkNamedFolder(reading: Reading, folder: string): void {
  let path = '';
  for (const part of folder === '' ? [] : folder.split('/')) {
    path = path === '' ? part : `${path}/${part}`;
    const type = typeOf(reading, path);
    if (!type) return;
    if (type.isDirectory()) continue;
    refuseOnce(reading, path, refusalOf(path, type) ?? unreadable(path, 'it is not a folder'));
    return;
  }
  walkFolder(reading, path, 0);
}

function walkFolder(reading: Reading, folder: string, depth: number): void {
  if (depth > limits.folderDepth) {
    const args = { limit: limits.folderDepth, what: 'folders inside one another', path: folder };
    refuseOnce(reading, folder, diagnostic('load/too-many-files', args, { at: { file: folder } }));
    return;
  }
  for (const entry of entriesOf(reading, folder)) {
    if (entry.name.startsWith('.')) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) walkFolder(reading, path, depth + 1);
    else takeFile(reading, path, entry);
  }
}

function entriesOf(reading: Reading, folder: string): readonly Dirent[] {
  try {
    return readdirSync(join(reading.root, folder), { withFileTypes: true });
  } catch (error) {
    refuseOnce(reading, folder, unreadable(folder, reasonOf(error)));
    return [];
  }
}

function takeFile(reading: Reading, path: string, known?: EntryType): void {
  const lane = reading.selection.laneOf(path);
  const type = known ?? typeOf(reading, path);
  if (!type || reading.seen.has(path)) return;
  // A link or device below a folder of the estate is told even where a file of that name would not count.
  const refusal = refusalOf(path, type) ?? (lane && refuseByName(path));
  if (refusal) refuseOnce(reading, path, refusal);
  else if (lane) readFile(reading, path, lane);
}

function readFile(reading: Reading, path: string, lane: Lane): void {
  reading.seen.add(path);
  if (reading.files.length === limits.files) {
    const args = { limit: limits.files, what: 'files', path };
    reading.diagnostics.push(diagnostic('load/too-many-files', args, { at: { file: path } }));
  }
  if (reading.files.length >= limits.files) return;
  const outcome = readBytes(reading.root, path, lane);
  if ('problem' in outcome) {
    reading.diagnostics.push(outcome.problem);
    return;
  }
  const decoded = decodeText(path, outcome.bytes);
  if ('problem' in decoded) reading.diagnostics.push(decoded.problem);
  else reading.files.push({ path, text: decoded.text, lane, bytes: outcome.bytes.length });
}

/** Something else may stand there by now: links are not followed, opening never waits, and the type is asked again. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function readBytes(
  root: string,
  path: string,
  lane: Lane,
): { readonly bytes: Buffer } | { readonly problem: Diagnostic } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(join(root, path), openFlags);
    const status = fstatSync(descriptor);
    const problem = refusalOf(path, status) ?? refuseBySize(path, lane, status.size);
    return problem ? { problem } : { bytes: readFileSync(descriptor) };
  } catch (error) {
    return { problem: unreadable(path, reasonOf(error)) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function typeOf(reading: Reading, path: string): EntryType | undefined {
  try {
    return lstatSync(join(reading.root, path), { throwIfNoEntry: false });
  } catch (error) {
    refuseOnce(reading, path, unreadable(path, reasonOf(error)));
    return undefined;
  }
}

function refusalOf(path: string, type: EntryType): Diagnostic | undefined {
  if (type.isFile()) return undefined;
  const at = { file: path };
  if (type.isSymbolicLink()) return diagnostic('load/symlink', { path }, { at });
  const name = type.isDirectory() ? 'folder' : type.isFIFO() ? 'pipe' : type.isSocket() ? 'socket' : 'device';
  return diagnostic('load/special-file', { path, type: name }, { at });
}

function refuseOnce(reading: Reading, path: string, problem: Diagnostic): void {
  if (reading.seen.has(path)) return;
  reading.seen.add(path);
  reading.diagnostics.push(problem);
}

function unreadable(path: string, reason: string): Diagnostic {
  return diagnostic('load/unreadable', { path, reason }, { at: { file: path } });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it is a symbolic link',
  ENOTDIR: 'it is not a folder',
  ENOENT: 'it is gone',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? code;
}
