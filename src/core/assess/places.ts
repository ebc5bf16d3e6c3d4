import type { Comparer } from '../../model/comparer.ts';
import type { ReadAffected, ReadVersion } from './match.ts';

/** The number of the place in which a version lies; `undefined`: it has none. */
export type PlaceOf = (version: ReadVersion) => number | undefined;

/**
 * Numbers the places that the named versions of a package's ranges divide all versions into: each of them is a place,
 * and so is what lies between two neighbours. Judging only ever asks whether a version is below, at or above one of
 * them, so versions of one place are judged alike. Lists of versions speak of single texts: with one there are no places.
 */
export function placesIn(entries: readonly ReadAffected[], comparer: Comparer | undefined): PlaceOf {
  if (comparer === undefined || entries.some(({ listed }) => listed.size > 0)) return nowhere;
  let points: readonly unknown[] | undefined;
  return ({ parsed }) => {
    if (parsed === undefined) return undefined;
    points ??= pointsIn(entries, comparer);
    let below = 0;
    let above = points.length;
    while (below < above) {
      const middle = (below + above) >>> 1;
      const order = comparer.compare(parsed, points[middle]);
      if (order === 0) return 2 * middle + 1;
      if (order < 0) above = middle;
      else below = middle + 1;
    }
    return 2 * below;
  };
}

const nowhere: PlaceOf = () => undefined;

/** Ascending, equal ones once. */
function pointsIn(entries: readonly ReadAffected[], comparer: Comparer): readonly unknown[] {
  const ranges = entries.flatMap((entry) => entry.ranges);
  const points = ranges
    .flatMap(({ stretches, fixes }) => [...fixes, ...stretches.flatMap(({ start, end }) => [start, end])])
    // Everything lies above the bottom, which has no version.
    .flatMap((point) => (point?.parsed === undefined ? [] : [point.parsed]))
    .sort((left, right) => comparer.compare(left, right));
  return points.filter((point, index) => index === 0 || comparer.compare(points[index - 1], point) !== 0);
}
