import type { FileDigest } from '../../model/report.ts';

/** How a file of a pack differs from what a rebuild gives. */
export interface PackDifference {
  readonly path: string;
  readonly kind: 'differs' | 'missing' | 'not of this pack';
}

/**
 * Compares a pack as it lies there with the one that was built again, by the SHA-256 of each file. A file that the
 * rebuild does not make is a difference too: nobody knows where it came from. Sorted by path.
 */
export function comparePack(
  built: readonly FileDigest[],
  lying: ReadonlyMap<string, string | undefined>,
): readonly PackDifference[] {
  const expected = new Map(built.map(({ path, sha256 }) => [path, sha256] as const));
  const paths = [...new Set([...expected.keys(), ...lying.keys()])].sort();
  return paths.flatMap((path): readonly PackDifference[] => {
    const sha256 = expected.get(path);
    if (sha256 === undefined) return [{ path, kind: 'not of this pack' }];
    if (!lying.has(path)) return [{ path, kind: 'missing' }];
    return lying.get(path) === sha256 ? [] : [{ path, kind: 'differs' }];
  });
}
