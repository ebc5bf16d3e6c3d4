import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { EstateFile, EstateFolders } from '../model/estate-files.ts';
import { defaultFolders, workspacePath } from '../model/estate-files.ts';
import type { Lane } from '../model/kinds.ts';
import { limits } from '../model/limits.ts';
import type { Instant } from '../model/time.ts';
import { decodeText } from './decode.ts';
import type { EstateReading } from './estate-files.ts';
import { refuseByName, refuseBySize, selectPaths } from './estate-paths.ts';
import { git, gitBytes, tryGit } from './git.ts';
import { GitError } from './git-error.ts';

/** A commit and when it was made. */
export interface CommitTime {
  /** Full object id. */
  readonly id: string;
  readonly time: Instant;
}

/** The commit that a work tree stands on. */
export interface GitHead {
  readonly commit: string;
  readonly commitTime: Instant;
  /** Whether any of the paths that were asked about differs from the commit, untracked files included. */
  readonly dirty: boolean;
}

/** What git says about a folder. */
export type GitState =
  | { readonly kind: 'commit'; readonly head: GitHead }
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'not-a-repository' }
  | { readonly kind: 'git-missing' }
  /** Git refuses to look, for instance because the repository belongs to somebody else. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads the files of an estate as a commit has them, sorted by path: the same choice and the same limits as
 * `readEstateFiles`. Links are refused, submodules left out, filters of the work tree not applied.
 * `root` may be a folder inside the repository. Throws GitError when the revision is unknown.
 */
export function readEstateFilesAt(
  root: string,
  revision: string,
  folders: EstateFolders = defaultFolders,
): EstateReading {
  const commit = commitOf(root, revision);
  if (commit === undefined) throw new GitError('failed', `no commit is called ${revision}`);
  const selection = selectPaths(folders);
  const listing = git(root, ['ls-tree', '-r', '-z', '-l', commit]);
  const diagnostics: Diagnostic[] = [];
  const blobs: Blob[] = [];
  for (const entry of listing.split('\0').map(parseEntry)) {
    if (!entry || entry.mode === submodule || !isBelow(entry.path, selection.folders)) continue;
    const lane = selection.laneOf(entry.path);
    const problem = refuse(entry, lane);
    if (problem) diagnostics.push(problem);
    else if (lane) blobs.push({ ...entry, lane });
  }
  if (blobs.length > limits.files) {
    const args = { limit: limits.files, what: 'files', path: blobs[limits.files]?.path ?? '' };
    diagnostics.push(diagnostic('load/too-many-files', args));
  }
  const read = readBlobs(root, blobs.slice(0, limits.files));
  const files = [...read.files].sort((left, right) => (left.path < right.path ? -1 : 1));
  return { files, diagnostics: [...diagnostics, ...read.diagnostics] };
}

/** The commit that a revision names, and its time. `undefined` when there is no such commit. Throws without git. */
export function commitTime(root: string, revision: string): CommitTime | undefined {
  const id = commitOf(root, revision);
  return id === undefined ? undefined : parseCommit(git(root, ['log', '-1', `--format=${commitFormat}`, id, '--']));
}

/**
 * What git says about a folder: its commit, or exactly why there is none. `dirty` asks about `paths` alone, relative to
 * the folder: what a command wrote elsewhere, such as rendered documents, changes nothing that it reads.
 */
export function gitState(root: string, paths: readonly string[] = ['.']): GitState {
  try {
    const head = parseCommit(git(root, ['log', '-1', `--format=${commitFormat}`, 'HEAD', '--']));
    const status = git(root, [
      '--no-optional-locks',
      'status',
      '--porcelain=v1',
      '-z',
      '--untracked-files=normal',
      '--',
      ...paths,
    ]);
    return { kind: 'commit', head: { commit: head.id, commitTime: head.time, dirty: status !== '' } };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.kind === 'missing') return { kind: 'git-missing' };
    if (error.message.includes('not a git repository')) return { kind: 'not-a-repository' };
    const isEmpty = tryGit(root, ['rev-parse', '--git-dir']) !== undefined && commitOf(root, 'HEAD') === undefined;
    return isEmpty ? { kind: 'no-commit' } : { kind: 'refused', reason: error.message.split('\n', 1)[0] ?? '' };
  }
}

const commitFormat = '%H %ct';

function parseCommit(line: string): CommitTime {
  const [id = '', seconds = ''] = line.trim().split(' ');
  return { id, time: (Number(seconds) * 1000) as Instant };
}

function commitOf(root: string, revision: string): string | undefined {
  return tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();
}

/** The commit a folder stands on; `undefined` for every reason why there is none (`gitState` tells them apart). */
export function gitHead(root: string, paths: readonly string[] = ['.']): GitHead | undefined {
  const state = gitState(root, paths);
  return state.kind === 'commit' ? state.head : undefined;
}

const symbolicLink = '120000';
const submodule = '160000';

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly bytes: number;
  /** Relative to the estate, as `ls-tree` tells it from a folder inside a repository. */
  readonly path: string;
}

interface Blob extends Entry {
  readonly lane: Lane;
}

/** One record of `ls-tree -l -z`: mode, type, id, size, a tab, the path as it is. */
function parseEntry(record: string): Entry | undefined {
  const found = /^(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-)\t(.+)$/s.exec(record);
  if (!found) return undefined;
  const [, mode = '', id = '', bytes = '', path = ''] = found;
  return { mode, id, bytes: Number(bytes), path };
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return (
    path === workspacePath ||
    folders.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`))
  );
}

function refuse({ mode, path, bytes }: Entry, lane: Lane | undefined): Diagnostic | undefined {
  if (path.split('/').some((part) => part.startsWith('.'))) return undefined;
  if (mode === symbolicLink) return diagnostic('load/symlink', { path }, { at: { file: path } });
  return lane && (refuseByName(path) ?? refuseBySize(path, lane, bytes));
}

/** What one process may answer: it comes as one buffer. */
const batchBytes = 256 * 1024 * 1024;

function readBlobs(root: string, blobs: readonly Blob[]): EstateReading {
  const batches: Blob[][] = [];
  let room = 0;
  for (const blob of blobs) {
    if (blob.bytes > room) {
      batches.push([]);
      room = batchBytes;
    }
    batches.at(-1)?.push(blob);
    room -= blob.bytes;
  }
  const read = batches.map((batch) => readBatch(root, batch));
  return { files: read.flatMap(({ files }) => files), diagnostics: read.flatMap(({ diagnostics }) => diagnostics) };
}

/** Reads contents through one process; each answer is a line with the size, the bytes and a line break. */
function readBatch(root: string, blobs: readonly Blob[]): EstateReading {
  const files: EstateFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const output = gitBytes(root, ['cat-file', '--batch'], { input: blobs.map(({ id }) => `${id}\n`).join('') });
  let offset = 0;
  for (const { path, lane, bytes } of blobs) {
    const start = output.indexOf('\n', offset) + 1;
    const header = output.toString('latin1', offset, start);
    if (start === 0 || !header.endsWith(` blob ${bytes}\n`))
      throw new Error(`git cat-file: unexpected answer for ${path}`);
    const decoded = decodeText(path, output.subarray(start, start + bytes));
    if ('problem' in decoded) diagnostics.push(decoded.problem);
    else files.push({ path, text: decoded.text, lane, bytes });
    offset = start + bytes + 1;
  }
  return { files, diagnostics };
}
