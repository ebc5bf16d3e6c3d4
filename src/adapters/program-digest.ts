import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * `sha256:` over the names and contents of the files that the built program consists of, sorted by name, libraries
 * included. `undefined` when it runs from its sources, which nobody built.
 */
export function programDigest(folder: string = import.meta.dirname): string | undefined {
  if (basename(folder) !== 'dist' || !existsSync(folder)) return undefined;
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith('.cjs'))
    .sort()
    .map((name) => `${name} ${sha256(readFileSync(join(folder, name)))}`);
  return parts.length === 0 ? undefined : `sha256:${sha256(parts.join('\n'))}`;
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
