import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../model/source.ts';
import { gitBytes, tryGit } from './git.ts';

/** Larger than any template a person writes. */
const templateBytes = 1024 * 1024;

/**
 * The files directly in a folder of the estate, sorted by path: of the work tree, or of a commit. Links are not followed,
 * and what is too large for a template is left out. A folder that does not exist holds nothing.
 */
export function readEstateTemplates(root: string, folder: string, revision: string | undefined): readonly SourceFile[] {
  return revision === undefined ? inWorkTree(root, folder) : atCommit(root, folder, revision);
}

function inWorkTree(root: string, folder: string): readonly SourceFile[] {
  const isFolder = lstatSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .filter((path) => lstatSync(join(root, path)).size <= templateBytes)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** `git ls-tree` sorts by path; of its kinds only plain files count. */
function atCommit(root: string, folder: string, revision: string): readonly SourceFile[] {
  const listing = tryGit(root, ['ls-tree', '-z', '-l', `${revision}:./${folder}`]) ?? '';
  return listing
    .split('\0')
    .flatMap((line) => {
      const [, size, name] = /^100(?:644|755) blob \S+ +(\d+)\t(.*)$/s.exec(line) ?? [];
      return name !== undefined && Number(size) <= templateBytes ? [`${folder}/${name}`] : [];
    })
    .map((path) => ({ path, text: gitBytes(root, ['cat-file', 'blob', `${revision}:./${path}`]).toString('utf8') }));
}
