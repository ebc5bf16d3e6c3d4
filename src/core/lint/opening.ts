import type { Interval } from '../../model/time.ts';
import type { Slot } from '../schedule/slot-list.ts';

/** When work on an asset can be done. */
export interface Opening {
  /** End of the earliest visit that starts at an instant or later; `undefined` where the calendar has no more. */
  readonly endFrom: (at: number) => number | undefined;
  /** Starts that can just be missed: behind each of them `endFrom` answers something later. In order. */
  readonly edges: readonly number[];
  /** Where work can begin at any time: how long it takes. `undefined`: only at the starts of slots. */
  readonly anyTimeMs?: number | undefined;
  /** The longest that `endFrom` may lie behind an instant, as far as the calendar goes. */
  readonly longestMs: number;
}

/** Visits in these slots, which are in order of their starts. */
export function slotOpening(slots: readonly Slot[], { start, end }: Interval): Opening {
  const usable = slots.filter((slot) => slot.start >= start);
  const edges = usable.map((slot) => slot.start);
  // A later slot may be over first: of all that start later the earliest end counts.
  const ends = usable.map((slot) => slot.end as number);
  for (let index = ends.length - 2; index >= 0; index -= 1) {
    ends[index] = Math.min(ends[index] ?? 0, ends[index + 1] ?? 0);
  }
  const endFrom = (at: number): number | undefined => ends[firstFrom(edges, at)];
  return { endFrom, edges, longestMs: longest(edges, endFrom, { start, end }) };
}

/** Work at any time outside frozen stretches: an emergency visit. */
export function openOutside(frozen: readonly Interval[], lengthMs: number, span: Interval): Opening {
  const stretches = merged(frozen);
  const endFrom = (at: number): number => {
    let begin = at;
    for (const stretch of stretches) {
      if (stretch.start < begin + lengthMs && begin < stretch.end) begin = stretch.end;
    }
    return begin + lengthMs;
  };
  const edges = stretches.map((stretch) => stretch.start - lengthMs).filter((edge) => edge >= span.start);
  return { endFrom, edges, anyTimeMs: lengthMs, longestMs: longest(edges, endFrom, span) };
}

/** Index of the first number that is not below. */
function firstFrom(sorted: readonly number[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function longest(edges: readonly number[], endFrom: Opening['endFrom'], { start, end }: Interval): number {
  return [start - 1, ...edges].reduce((most, edge) => Math.max(most, (endFrom(edge + 1) ?? end) - edge), 0);
}

function merged(frozen: readonly Interval[]): readonly Interval[] {
  const stretches: Interval[] = [];
  for (const stretch of frozen.toSorted((a, b) => a.start - b.start)) {
    const last = stretches.at(-1);
    if (last === undefined || stretch.start > last.end) stretches.push(stretch);
    else if (stretch.end > last.end) stretches[stretches.length - 1] = { start: last.start, end: stretch.end };
  }
  return stretches;
}
