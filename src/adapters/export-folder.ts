import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writeFileAtomically } from './write-files.ts';

/** A file of an export. */
export interface FolderFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

/** Lists the files of the export that stands in a folder, so that the next one leaves nothing of it behind. */
const manifest = '.patchledger-export.json';

/**
 * Writes an export into a folder of its own and removes what an earlier one left there: a visit that is not approved any
 * more must not be found and run. `foreign`: something else stands in the folder, and nothing was written.
 */
export function writeExport(folder: string, files: readonly FolderFile[]): 'written' | 'foreign' {
  const before = exportIn(folder);
  if (before === undefined) return 'foreign';
  const now = new Set(files.map(({ path }) => path));
  for (const path of before) if (!now.has(path) && isInside(folder, path)) rmSync(join(folder, path), { force: true });
  // Named first: whatever a killed run leaves is known as an export's.
  const paths = [...new Set([...before, ...now])].sort();
  writeFileAtomically(join(folder, manifest), `${JSON.stringify({ files: paths }, null, 2)}\n`);
  for (const { path, text, isExecutable } of files) {
    writeFileAtomically(join(folder, path), text);
    if (isExecutable === true) chmodSync(join(folder, path), 0o755);
  }
  writeFileAtomically(join(folder, manifest), `${JSON.stringify({ files: [...now].sort() }, null, 2)}\n`);
  return 'written';
}

/** Paths of the export that stands in a folder; none in an empty or missing one. `undefined`: it is something else's. */
function exportIn(folder: string): readonly string[] | undefined {
  if (!existsSync(folder)) return [];
  if (!lstatSync(folder).isDirectory()) return undefined;
  if (!existsSync(join(folder, manifest))) return readdirSync(folder).length === 0 ? [] : undefined;
  try {
    const { files } = JSON.parse(readFileSync(join(folder, manifest), 'utf8')) as { readonly files?: unknown };
    return Array.isArray(files) ? files.filter((path): path is string => typeof path === 'string') : undefined;
  } catch {
    return undefined;
  }
}

function isInside(folder: string, path: string): boolean {
  const below = relative(resolve(folder), resolve(folder, path));
  return below !== '' && !below.startsWith('..') && resolve(below) !== below;
}
