/** What finding a way to a version asks. */
export interface Ways {
  /** Orders two versions; `undefined` when one cannot be ordered. */
  readonly compare: (left: string, right: string) => number | undefined;
  /** Is a version above the installed one? */
  readonly isAbove: (version: string) => boolean;
  /** The oldest version from which one can be reached in one step; `undefined`: any. */
  readonly reachableFrom: (version: string) => string | undefined;
  /** Versions that may be installed on the way. */
  readonly stops: () => readonly string[];
}

/**
 * The fewest steps from the installed version to another, each an update in order, the last one the version itself; of
 * several ways the one over the lowest versions. `undefined`: there is none, or a version cannot be ordered.
 */
export function wayTo(version: string, ways: Ways): readonly string[] | undefined {
  if (mayStep(undefined, version, ways)) return [version];
  const { compare } = ways;
  const between = ways.stops().filter((stop) => ways.isAbove(stop) && (compare(stop, version) ?? 0) < 0);
  const stops = distinct(between, compare);
  const reached = new Set<string>();
  let ends: readonly (readonly string[])[] = [[]];
  // Each round is one more step; every stop is reached by the first, and so by a shortest, way to it.
  while (ends.length > 0) {
    const arrived = ends.find((way) => mayStep(way.at(-1), version, ways));
    if (arrived !== undefined) return [...arrived, version];
    ends = ends.flatMap((way) =>
      stops.flatMap((stop) => {
        const last = way.at(-1);
        const isOn = last === undefined || (compare(last, stop) ?? 0) < 0;
        if (reached.has(stop) || !isOn || !mayStep(last, stop, ways)) return [];
        reached.add(stop);
        return [[...way, stop]];
      }),
    );
  }
  return undefined;
}

/** Can one step lead there? `from: undefined` is the installed version. */
function mayStep(from: string | undefined, to: string, { compare, isAbove, reachableFrom }: Ways): boolean {
  const oldest = reachableFrom(to);
  if (oldest === undefined) return true;
  if (from === undefined) return compare(oldest, oldest) !== undefined && !isAbove(oldest);
  const order = compare(from, oldest);
  return order !== undefined && order >= 0;
}

/** Ascending, equal versions once. */
function distinct(versions: readonly string[], compare: Ways['compare']): readonly string[] {
  const sorted = [...versions].sort(
    (left, right) => (compare(left, right) ?? 0) || (left < right ? -1 : left > right ? 1 : 0),
  );
  return sorted.filter((version, at) => {
    const previous = sorted[at - 1];
    return previous === undefined || compare(previous, version) !== 0;
  });
}
