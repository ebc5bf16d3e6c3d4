import type { Instant, Interval } from '../../model/time.ts';

/** Weight that is away, by stretch of time. What a budget of a cluster, a ring or an asset is held against. */
export interface Load {
  /** Puts a weight away for a stretch of time. */
  add(interval: Interval, weight: number): void;
  /** Highest weight that is away at one instant of a stretch of time. */
  peak(interval: Interval): number;
  /** Ends of what is away at some instant of a stretch of time, in order: when to try again. */
  endsWithin(interval: Interval): readonly Instant[];
}

interface Entry extends Interval {
  weight: number;
}

/** An empty load. Stretches that are equal are kept once, so that a thousand visits of one wave cost one entry. */
export function createLoad(): Load {
  const entries: Entry[] = [];
  let longest = 0;

  /** Entries are sorted by start; none that overlaps begins earlier than the longest one before. */
  function overlapping({ start, end }: Interval): readonly Entry[] {
    const found: Entry[] = [];
    for (let index = firstFrom(entries, start - longest); index < entries.length; index += 1) {
      const entry = entries[index];
      if (entry === undefined || entry.start >= end) break;
      if (entry.end > start) found.push(entry);
    }
    return found;
  }

  return {
    add({ start, end }, weight) {
      if (weight === 0 || start >= end) return;
      let index = firstFrom(entries, start);
      for (; entries[index]?.start === start; index += 1) {
        const entry = entries[index];
        if (entry?.end !== end) continue;
        entry.weight += weight;
        return;
      }
      entries.splice(index, 0, { start, end, weight });
      longest = Math.max(longest, end - start);
    },
    peak(interval) {
      if (entries.length === 0) return 0;
      const found = overlapping(interval);
      if (found.length === 0) return 0;
      // The weight only rises where something begins, so those instants and the beginning are enough to look at.
      const instants = [interval.start, ...found.map((entry) => entry.start).filter((at) => at > interval.start)];
      return Math.max(0, ...instants.map((at) => weightAt(found, at)));
    },
    endsWithin(interval) {
      const ends = overlapping(interval).map((entry) => entry.end);
      return [...new Set(ends)].sort((a, b) => a - b);
    },
  };
}

function weightAt(entries: readonly Entry[], at: number): number {
  return entries.reduce((sum, entry) => (entry.start <= at && entry.end > at ? sum + entry.weight : sum), 0);
}

function firstFrom(entries: readonly Entry[], start: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.start ?? Number.POSITIVE_INFINITY) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
