import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../model/source.ts';

/** Folders that ship with the program. */
type PackageFolder = 'schemas' | 'policies' | 'templates';

/** The folder that holds package.json: one above dist/, two above this file's source. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the program was moved away from its package: package.json is missing');
    folder = parent;
  }
  return folder;
}

/** Reads a file that ships with the program; `undefined` when there is none of that name, or it leads out of its folder. */
export function readPackageFile(folder: PackageFolder, path: string): string | undefined {
  if (path.split(/[/\\]/).includes('..')) return undefined;
  const file = join(packageRoot(), folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Paths of all files below a shipped folder, relative to it with `/`, sorted. */
export function listPackageFiles(folder: PackageFolder, below = ''): readonly string[] {
  const root = join(packageRoot(), folder, below);
  if (!existsSync(root)) return [];
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
  return paths.sort();
}

/** The framework mappings that ship with the program, sorted by path. */
export function shippedFrameworkFiles(): readonly SourceFile[] {
  return listPackageFiles('policies', 'frameworks').map((name) => {
    const path = `frameworks/${name}`;
    return { path: `policies/${path}`, text: readPackageFile('policies', path) ?? '' };
  });
}
