import type { AuditedHistory, RewrittenFile, SignatureState } from '../model/audit.ts';
import { git, tryGit } from './git.ts';

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
 * renamed or removed, how its commits are signed, and whether it still stands on the anchors. Throws GitError outside a
 * repository. Nothing is fetched.
 */
export function auditHistory(root: string, folders: readonly string[], anchors: readonly string[]): AuditedHistory {
  const head = git(root, ['rev-parse', '--verify', 'HEAD']).trim();
  const letters = git(root, ['log', '--first-parent', '--format=%G?', 'HEAD'])
    .split('\n')
    .filter((line) => line !== '');
  const signatures: Record<SignatureState, number> = { good: 0, none: 0, unknown: 0, expired: 0, bad: 0 };
  for (const letter of letters) signatures[signatureLetters[letter] ?? 'unknown'] += 1;
  return {
    head,
    commits: letters.length,
    isShallow: git(root, ['rev-parse', '--is-shallow-repository']).trim() === 'true',
    rewritten: rewrittenFiles(root, folders),
    signatures,
    anchors: anchors.map((anchor) => ({ anchor, state: anchorState(root, anchor) })),
  };
}

/** The first parents of a merge show what it brought as one change; what happened on the branch before it is its own affair. */
function rewrittenFiles(root: string, folders: readonly string[]): readonly RewrittenFile[] {
  const options = [
    '--first-parent',
    '-m',
    '--no-show-signature',
    '--find-renames',
    '--diff-filter=MDRT',
    '--name-status',
    '-z',
    '--relative',
  ];
  const log = git(root, ['--literal-pathspecs', 'log', ...options, '--format=%x01%H', 'HEAD', '--', ...folders]);
  return log
    .split('\u0001')
    .slice(1)
    .flatMap((block) => {
      const [commit = '', ...words] = block
        .split('\0')
        .map((word) => word.replace(/^\n/, ''))
        .filter((word) => word !== '');
      return filesIn(commit.trim(), words);
    });
}

function filesIn(commit: string, words: readonly string[]): readonly RewrittenFile[] {
  const files: RewrittenFile[] = [];
  for (let at = 0; at < words.length; ) {
    const status = words[at] ?? '';
    const isRename = status.startsWith('R');
    const how = isRename ? 'renamed' : status.startsWith('D') ? 'removed' : 'edited';
    files.push({ commit, path: words[at + 1] ?? '', how });
    at += isRename ? 3 : 2;
  }
  return files;
}

function anchorState(root: string, commit: string): AuditedHistory['anchors'][number]['state'] {
  if (tryGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`]) === undefined)
    return 'not here';
  return tryGit(root, ['merge-base', '--is-ancestor', commit, 'HEAD']) === undefined ? 'rewritten' : 'kept';
}
