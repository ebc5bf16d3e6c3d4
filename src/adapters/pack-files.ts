import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfFile } from './file-pieces.ts';

/**
 * Every file below a folder by its path with `/`, with the SHA-256 of its bytes. What is no plain file, or cannot be
 * read, has none and so equals nothing. A folder that does not exist holds nothing.
 */
export function readPack(folder: string): ReadonlyMap<string, string | undefined> {
  if (!(lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '');
      return [path, entry.isFile() ? readableDigest(file) : undefined] as const;
    }),
  );
}

function readableDigest(file: string): string | undefined {
  try {
    return digestOfFile(file);
  } catch {
    return undefined;
  }
}

/** The text of a plain file of a pack; `undefined`: there is none, or it is no UTF-8. */
export function packText(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  if (!(lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
