import { git, gitBytes, tryGit } from './git.ts';

/** A file that differs between two states, by its path from the estate's root. */
export interface ChangedFile {
  readonly path: string;
  readonly how: 'added' | 'edited' | 'removed';
}

/** The commit where a branch left another, full id; `undefined`: they share none, or one of them does not exist. */
export function mergeBase(root: string, base: string, head: string): string | undefined {
  return tryGit(root, ['merge-base', '--end-of-options', base, head])?.trim();
}

/**
 * Files that differ between a commit and another, or the work tree with what nobody added yet; sorted. Renames are a file
 * removed and a file added: for records that is what they are.
 */
export function changedFiles(root: string, base: string, head: string | undefined): readonly ChangedFile[] {
  const range = head === undefined ? [base] : [base, head];
  const listing = git(root, [
    'diff',
    '--name-status',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--relative',
    ...range,
    '--',
  ]);
  const words = listing.split('\0');
  const changed: ChangedFile[] = [];
  for (let at = 0; at + 1 < words.length; at += 2)
    changed.push({ path: words[at + 1] ?? '', how: howOf(words[at] ?? '') });
  const untracked =
    head === undefined ? git(root, ['ls-files', '-z', '--others', '--exclude-standard']).split('\0') : [];
  for (const path of untracked) if (path !== '') changed.push({ path, how: 'added' });
  return changed.sort((left, right) => (left.path < right.path ? -1 : 1));
}

const howOf = (status: string): ChangedFile['how'] =>
  status.startsWith('A') ? 'added' : status.startsWith('D') ? 'removed' : 'edited';

/** The text of a file at a commit; `undefined`: it is not there, or the commit is not at hand. */
export function textAt(root: string, commit: string, path: string): string | undefined {
  const found = tryGit(root, ['cat-file', '-e', '--end-of-options', `${commit}:./${path}`]);
  return found === undefined ? undefined : gitBytes(root, ['cat-file', 'blob', `${commit}:./${path}`]).toString('utf8');
}
