import { createHash } from 'node:crypto';
import { git, gitBytes, tryGit } from './git.ts';

/** What one process may answer at once. */
const batchBytes = 64 * 1024 * 1024;

/** A file as a commit holds it. */
export interface CommittedFile {
  /** Relative to the estate. */
  readonly path: string;
  /** Git's id of its content. */
  readonly id: string;
  readonly bytes: number;
}

/** Files of a commit below a folder, by path; `undefined`: the commit is not here. Links count as what they hold. */
export function filesBelow(root: string, commit: string, folder: string): readonly CommittedFile[] | undefined {
  const listing = tryGit(root, ['ls-tree', '-r', '-z', '-l', commit, '--', `${folder}/`]);
  return listing?.split('\0').flatMap((line) => {
    const [, id = '', bytes = '', path = ''] = /^\d{6} blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
    return path === '' ? [] : [{ path, id, bytes: Number(bytes) }];
  });
}

/** Content and SHA-256 of files, as Git holds them: no setting of this machine changes a byte. */
export function readCommitted(
  root: string,
  files: readonly CommittedFile[],
  take: (file: CommittedFile, sha256: string, content: Buffer) => void,
): void {
  for (const batch of batchesOf(files)) {
    const output = gitBytes(root, ['cat-file', '--batch'], { input: batch.map(({ id }) => `${id}\n`).join('') });
    let offset = 0;
    for (const file of batch) {
      const start = output.indexOf('\n', offset) + 1;
      const content = output.subarray(start, start + file.bytes);
      take(file, createHash('sha256').update(content).digest('hex'), content);
      offset = start + file.bytes + 1;
    }
  }
}

function batchesOf(files: readonly CommittedFile[]): readonly (readonly CommittedFile[])[] {
  const batches: CommittedFile[][] = [];
  let room = 0;
  for (const file of files) {
    if (file.bytes > room) {
      batches.push([]);
      room = batchBytes;
    }
    batches.at(-1)?.push(file);
    room -= file.bytes;
  }
  return batches;
}

/** Every commit that a branch holds. */
export const commitsOf = (root: string, revision: string): ReadonlySet<string> =>
  new Set(git(root, ['rev-list', revision]).split('\n'));

/** The newest commit of the base branch that the work tree stands on; `undefined`: there is no such branch here. */
export function baseCommitOf(root: string, baseBranch: string): string | undefined {
  const found = [`refs/heads/${baseBranch}`, `refs/remotes/origin/${baseBranch}`].flatMap(
    (ref) => tryGit(root, ['merge-base', 'HEAD', ref])?.trim() ?? [],
  );
  const [first, second] = found;
  if (first === undefined || second === undefined) return first;
  return tryGit(root, ['merge-base', '--is-ancestor', first, second]) === undefined ? first : second;
}
