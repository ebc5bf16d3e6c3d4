import type { ReportFile } from '../../model/report.ts';

/** How a file of a pack differs from what a rebuild gives. */
export interface PackDifference {
  readonly path: string;
  readonly kind: 'differs' | 'missing' | 'not of this pack';
}

/**
 * Compares a pack as it lies there with the one that was built again, byte by byte. A file that the rebuild does not
 * make is a difference too: nobody knows where it came from. Sorted by path.
 */
export function comparePack(
  built: readonly ReportFile[],
  lying: ReadonlyMap<string, string | undefined>,
): readonly PackDifference[] {
  const expected = new Map(built.map(({ path, text }) => [path, text] as const));
  const paths = [...new Set([...expected.keys(), ...lying.keys()])].sort();
  return paths.flatMap((path): readonly PackDifference[] => {
    const text = expected.get(path);
    if (text === undefined) return [{ path, kind: 'not of this pack' }];
    if (!lying.has(path)) return [{ path, kind: 'missing' }];
    return lying.get(path) === text ? [] : [{ path, kind: 'differs' }];
  });
}
