import type { AuditedHistory, RewrittenFile, SignatureState } from '../model/audit.ts';
import { git, tryGit } from './git.ts';
import { recordHistory } from './git-history.ts';

/** Letters of `%G?` (git-log, "pretty formats"): U is good by a key whose owner is not vouched for, E cannot be checked. */
const signatureLetters: Readonly<Record<string, SignatureState>> = {
  G: 'good',
  N: 'none',
  U: 'unknown',
  E: 'unknown',
  X: 'expired',
  Y: 'expired',
  R: 'expired',
  B: 'bad',
};

/**
 * Reads the history of the checked out branch along its first parents: which files below the folders were ever edited,
 * renamed or removed, how its commits are signed, and whether it still stands on the anchors. A merge is held against all
 * of its parents, and an anchor that the first parents pass by is walked from as well: whoever makes the branch that
 * everybody knew the second parent of another one hides nothing. Throws GitError outside a repository. Nothing is fetched.
 */
export function auditHistory(root: string, folders: readonly string[], given: readonly string[]): AuditedHistory {
  const head = git(root, ['rev-parse', '--verify', 'HEAD']).trim();
  const letters = git(root, ['log', '--first-parent', '--format=%G?', 'HEAD'])
    .split('\n')
    .filter((line) => line !== '');
  const signatures: Record<SignatureState, number> = { good: 0, none: 0, unknown: 0, expired: 0, bad: 0 };
  for (const letter of letters) signatures[signatureLetters[letter] ?? 'unknown'] += 1;
  const anchors = given.map((anchor) => ({ anchor, state: anchorState(root, anchor) }));
  const kept = anchors.filter(({ state }) => state === 'kept').map(({ anchor }) => anchor);
  const { isShallow, recorded } = recordHistory(root, head, folders);
  return {
    head,
    commits: letters.length,
    isShallow,
    rewritten: [...committedRewrites(root, folders, kept), ...uncommittedRewrites(root, folders)],
    brought: new Map([...recorded].map(([path, { commit }]) => [path, commit] as const)),
    signatures,
    anchors,
  };
}

const nameStatus = ['--name-status', '-z', '--relative'];

/** The first parents of a merge show what it brought as one change; what happened on the branch before it is its own affair. */
function committedRewrites(
  root: string,
  folders: readonly string[],
  kept: readonly string[],
): readonly RewrittenFile[] {
  const options = [
    '--first-parent',
    '-m',
    '--no-show-signature',
    '--find-renames',
    '--diff-filter=MDRT',
    ...nameStatus,
  ];
  const from = ['--format=%x01%H', 'HEAD', ...kept];
  const along = changesIn(git(root, ['--literal-pathspecs', 'log', ...options, ...from, '--', ...folders])).map(
    rewriteOf,
  );
  const known = new Set(along.map(({ path }) => path));
  return [...along, ...mergedOver(root, folders).filter(({ path }) => !known.has(path))];
}

/**
 * Files that a merge on the first parents took from another parent and changed or dropped on the way. To its first parent
 * such a file is new, or never was, so that nothing seems to have been edited.
 */
function mergedOver(root: string, folders: readonly string[]): readonly RewrittenFile[] {
  const merges = git(root, ['rev-list', '--first-parent', '--merges', '--parents', 'HEAD'])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
  if (merges.length === 0) return [];
  const against = (pairs: readonly string[], filter: string): readonly FileChange[] => {
    const options = ['--stdin', '-r', '--no-renames', `--diff-filter=${filter}`, ...nameStatus, '--format=%x01%H'];
    const args = ['--literal-pathspecs', 'diff-tree', ...options, '--', ...folders];
    return changesIn(git(root, args, { input: pairs.join('') }));
  };
  const keyOf = ({ commit, status, path }: FileChange): string => `${commit} ${status} ${path}`;
  const first = against(
    merges.map(([merge, parent]) => `${merge} ${parent}\n`),
    'AD',
  );
  const toFirst = new Set(first.map(keyOf));
  const others = merges.flatMap(([merge, , ...parents]) => parents.map((parent) => `${merge} ${parent}\n`));
  return against(others, 'MDT')
    .filter((change) =>
      change.status === 'D' ? !toFirst.has(keyOf(change)) : toFirst.has(keyOf({ ...change, status: 'A' })),
    )
    .map(rewriteOf);
}

/** What stands in the folder now, and in no commit. What is new there is none of it. */
function uncommittedRewrites(root: string, folders: readonly string[]): readonly RewrittenFile[] {
  const options = ['--no-renames', '--diff-filter=MDT', ...nameStatus, 'HEAD', '--', ...folders];
  return changesIn(`\u0001\0${git(root, ['--literal-pathspecs', 'diff', ...options])}`).map(rewriteOf);
}

interface FileChange {
  /** Absent: no commit has it. */
  readonly commit: string | undefined;
  /** A letter of git's, behind that of a rename how alike both are. */
  readonly status: string;
  readonly path: string;
}

/** Changes as git lists them: each commit behind a mark, then statuses, each with its path, or with two of a rename. */
function changesIn(log: string): readonly FileChange[] {
  return log
    .split('\u0001')
    .slice(1)
    .flatMap((block) => {
      const [header = '', ...rest] = block.split('\0').map((word) => word.replace(/^\n/, ''));
      const words = rest.filter((word) => word !== '');
      const changes: FileChange[] = [];
      for (let at = 0; at < words.length; at += words[at]?.startsWith('R') ? 3 : 2) {
        changes.push({ commit: header.trim() || undefined, status: words[at] ?? '', path: words[at + 1] ?? '' });
      }
      return changes;
    });
}

function rewriteOf({ commit, status, path }: FileChange): RewrittenFile {
  return { commit, path, how: status.startsWith('R') ? 'renamed' : status === 'D' ? 'removed' : 'edited' };
}

function anchorState(root: string, commit: string): AuditedHistory['anchors'][number]['state'] {
  if (tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`]) === undefined)
    return 'not here';
  return tryGit(root, ['merge-base', '--is-ancestor', commit, 'HEAD']) === undefined ? 'rewritten' : 'kept';
}
