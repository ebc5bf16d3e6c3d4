import type { PolicyChange, PolicyChanges } from '../model/ledger.ts';
import type { FileChange, Recorded, RecordHistory } from '../model/record-history.ts';
import type { Instant } from '../model/time.ts';
import { git } from './git.ts';

/** Which changes are asked for. Paths are relative to the folder. */
export interface ChangesAsked {
  /** The commit to look back from. */
  readonly commit: string;
  readonly paths: readonly string[];
  /** Earlier commits are of no interest. */
  readonly since?: Instant | undefined;
}

/**
 * The last commit that changed each file, along the first parents: of work that was merged, the merge. A file whose change
 * lies beyond what a shallow clone holds is left out. Throws GitError where git refuses.
 */
export function lastChanges(root: string, asked: ChangesAsked): PolicyChanges {
  const changes = new Map<string, PolicyChange>();
  for (const { path, at, commit } of fileChanges(root, asked)) {
    if (!changes.has(path)) changes.set(path, { at, commit });
  }
  return changes;
}

/**
 * Every commit that changed some files, along the first parents, newest first, a file of a commit each. What lies beyond
 * what a shallow clone holds is left out. Throws GitError where git refuses.
 */
export function fileChanges(root: string, { commit, paths, since }: ChangesAsked): readonly FileChange[] {
  if (paths.length === 0) return [];
  const limit = since === undefined ? [] : [`--since=${Math.floor(since / 1000)}`];
  const format = ['-z', '--no-show-signature', '--no-renames', '--name-only', '--relative', '--format=%x01%H %ct %P'];
  const log = git(root, ['--literal-pathspecs', 'log', '--first-parent', ...format, ...limit, commit, '--', ...paths]);
  const isCut = isShallow(root);
  return commitsIn(log).flatMap(({ isRoot, paths: changed, at, commit: id }) =>
    isRoot && isCut ? [] : changed.map((path) => ({ path, at, commit: id })),
  );
}

/**
 * When each file below some folders came into the branch, along the first parents: of work that was merged, the merge.
 * The oldest commit of a shallow clone is asked for nothing: it seems to have made every file. Throws GitError.
 */
export function recordHistory(root: string, commit: string, folders: readonly string[]): RecordHistory {
  const shallow = isShallow(root);
  const format = ['-z', '--no-show-signature', '--no-renames', '--name-only', '--relative', '--format=%x01%H %ct %P'];
  const log = git(root, [
    '--literal-pathspecs',
    'log',
    '--first-parent',
    '--diff-filter=A',
    ...format,
    commit,
    '--',
    ...folders,
  ]);
  const recorded = new Map<string, Recorded>();
  // Newest first: a file that was removed and came again keeps the time at which what is there now came.
  for (const { isRoot, paths, at, commit: id } of commitsIn(log)) {
    if (isRoot && shallow) continue;
    for (const path of paths) if (!recorded.has(path)) recorded.set(path, { at, commit: id });
  }
  const tree = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`]).trim();
  return { tree, isShallow: shallow, recorded };
}

interface LoggedCommit extends PolicyChange {
  /** It has no parent, or none here. */
  readonly isRoot: boolean;
  readonly paths: readonly string[];
}

/** Commits as the log has them: each a header behind a mark, then its paths, the first behind a line break. */
function commitsIn(log: string): readonly LoggedCommit[] {
  return log
    .split('\u0001')
    .slice(1)
    .map((text) => {
      const [header = '', ...paths] = text.split('\0');
      const [commit = '', seconds = '', parent = ''] = header.split(' ');
      const named = paths.map((path) => path.replace(/^\n/, '')).filter((path) => path !== '');
      return { at: (Number(seconds) * 1000) as Instant, commit, isRoot: parent === '', paths: named };
    });
}

/** The oldest commit of a shallow clone seems to have made every file. */
const isShallow = (root: string): boolean => git(root, ['rev-parse', '--is-shallow-repository']).trim() === 'true';
