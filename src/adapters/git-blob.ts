import { createHash } from 'node:crypto';
import type { ForgeFile } from '../model/forge.ts';

/**
 * Git's ids of contents, by path: SHA-1 over a header and the bytes. GitHub has no repositories with other ids, and
 * elsewhere nothing is looked up by them.
 */
export const blobsOf = (files: readonly ForgeFile[]): ReadonlyMap<string, string> =>
  new Map(
    files.map(({ path, text }) => {
      const bytes = Buffer.from(text);
      return [path, createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')] as const;
    }),
  );
