import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { workspacePath } from '../model/estate-files.ts';
import type { EstateTarget, TargetRepository, TargetState } from '../model/estate-target.ts';
import { git, tryGit } from './git.ts';
import { GitError } from './git-error.ts';
import { commitOf } from './local-forge.ts';
import type { OutputFile } from './write-files.ts';

/** Where a folder is, or will be: the deepest folder that exists, links resolved, and the path from there on. */
interface Place {
  readonly anchor: string;
  readonly below: string;
}

/**
 * Looks at the folder that an estate is to be written into; `files` are what will be written. Changes nothing.
 * Links on the way are resolved, so that what is written later goes where the user's link leads.
 */
export function inspectTarget(folder: string, files: readonly OutputFile[]): EstateTarget {
  const place = placeOf(folder);
  if (place === undefined) {
    return { folder, anchor: folder, state: 'no-folder', hasWorkspace: false, repository: { kind: 'none' } };
  }
  const resolved = join(place.anchor, place.below);
  const isThere = place.below === '';
  const hasWorkspace = isThere && statusOf(join(resolved, workspacePath)) !== undefined;
  const state = isThere ? stateOf(resolved, files) : 'missing';
  return { folder: resolved, anchor: place.anchor, state, hasWorkspace, repository: repositoryOf(place) };
}

/** The folder above, or the folder itself, that git can be run in; and the rest of the path. */
function placeOf(folder: string): Place | undefined {
  let anchor = folder;
  while (statusOf(anchor) === undefined) {
    if (dirname(anchor) === anchor) return undefined;
    anchor = dirname(anchor);
  }
  try {
    const real = realpathSync(anchor);
    return lstatSync(real).isDirectory() ? { anchor: real, below: relative(anchor, folder) } : undefined;
  } catch {
    // A link that leads nowhere, or in a circle.
    return undefined;
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Below a file there is nothing; what must not be looked at is told when it is to be written.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function stateOf(folder: string, files: readonly OutputFile[]): TargetState {
  const texts = new Map(files.map(({ path, text }) => [path, text] as const));
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== '.git');
  if (entries.length === 0) return 'empty';
  return entries.every((entry) => isOurs(folder, entry.name, entry, texts)) ? 'begun' : 'occupied';
}

/** A file with the text it will have, the temporary copy of one, or a folder that holds nothing else. */
function isOurs(root: string, path: string, entry: Dirent, texts: ReadonlyMap<string, string>): boolean {
  if (entry.isDirectory()) {
    const isFolder = [...texts.keys()].some((known) => known.startsWith(`${path}/`));
    if (!isFolder) return false;
    const inside = readdirSync(join(root, path), { withFileTypes: true });
    return inside.every((child) => isOurs(root, `${path}/${child.name}`, child, texts));
  }
  if (!entry.isFile()) return false;
  const text = texts.get(path);
  return text === undefined
    ? texts.has(path.replace(/\.\d+\.tmp$/, ''))
    : readFileSync(join(root, path), 'utf8') === text;
}

function repositoryOf({ anchor, below }: Place): TargetRepository {
  try {
    const inside = git(anchor, ['rev-parse', '--is-inside-work-tree']).trim();
    if (inside !== 'true')
      return { kind: 'refused', reason: 'this is the inside of a Git repository, not a work tree' };
    const prefix = git(anchor, ['rev-parse', '--show-prefix']).replace(/\n$/, '');
    const path = `${prefix}${below}`.replace(/\/$/, '');
    const head = commitOf(anchor, 'HEAD');
    const branch = tryGit(anchor, ['symbolic-ref', '--quiet', '--short', 'HEAD'])?.trim();
    if (head === undefined) return { kind: 'no-commit', isTop: path === '', branch };
    return { kind: 'commit', head, branch, isTop: path === '', files: filesBelow(anchor, head, path) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.kind === 'missing') return { kind: 'git-missing' };
    if (error.message.includes('not a git repository')) return { kind: 'none' };
    return { kind: 'refused', reason: error.message.split('\n', 1)[0] ?? '' };
  }
}

/** Files of a commit below a folder of its repository, relative to that folder, sorted. */
function filesBelow(anchor: string, head: string, folder: string): readonly string[] {
  const scope = folder === '' ? [] : ['--', `${folder}/`];
  const listing = git(anchor, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', head, ...scope]);
  const cut = folder === '' ? 0 : folder.length + 1;
  return listing
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => path.slice(cut))
    .sort();
}
