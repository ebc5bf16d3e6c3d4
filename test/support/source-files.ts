import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const repositoryRoot: string = fileURLToPath(new URL('../..', import.meta.url));

/** One text file of the repository; `path` is relative to its root, with `/`. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

/** All files below the folders (relative to the root) whose path the pattern matches, sorted by path. */
export function repositoryFiles(folders: readonly string[], pattern: RegExp): readonly RepositoryFile[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  );
  return paths
    .filter((path) => pattern.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }));
}

/** The TypeScript that people wrote: without what generators wrote. */
export function handWritten(files: readonly RepositoryFile[]): readonly RepositoryFile[] {
  return files.filter((file) => !file.path.includes('/generated/'));
}

/** The text with its comments blanked, line numbers kept. Knows no strings, so a string that looks like a comment goes. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/[^\n]*/g, '$1');
}
