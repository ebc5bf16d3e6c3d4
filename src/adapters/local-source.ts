import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { FetchError } from './fetch-error.ts';
import { reasonOf } from './file-errors.ts';

/** A source that is a file or folder of this machine. */
export interface LocalSource {
  readonly path: string;
  /** Bytes of a file; of a folder they are not counted. */
  readonly bytes: number | undefined;
}

/** Finds a file or folder; a relative path is one from the root of the estate. Throws FetchError. */
export function localSource(root: string, path: string, maxBytes: number): LocalSource {
  const place = isAbsolute(path) ? path : join(root, path);
  try {
    const status = statSync(place);
    if (status.isDirectory()) return { path: place, bytes: undefined };
    if (!status.isFile()) throw new FetchError('feeds/unreachable', `${path} is neither a file nor a folder`);
    if (status.size <= maxBytes) return { path: place, bytes: status.size };
    throw new FetchError('feeds/too-large', `${maxBytes} bytes are allowed, and it has ${status.size}`);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError('feeds/unreachable', `${path}: ${reasonOf(error)}`, { cause: error });
  }
}
