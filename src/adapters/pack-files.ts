import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every file below a folder by its path with `/`, with its text. What is no plain file, or no UTF-8, has no text and so
 * equals nothing. A folder that does not exist holds nothing.
 */
export function readPack(folder: string): ReadonlyMap<string, string | undefined> {
  if (!(lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)) return new Map();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '');
      if (!entry.isFile()) return [path, undefined] as const;
      try {
        return [path, decoder.decode(readFileSync(file))] as const;
      } catch {
        return [path, undefined] as const;
      }
    }),
  );
}
