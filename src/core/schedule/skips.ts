/**
 * What of a list need not be looked at again, for one placement. Each array leads from an index to the next one that
 * counts, itself included: slots with room (`open`), slots that a search may lead through (`alive`), slots in which room
 * is or could be made (`usable`).
 */
export interface Skips {
  readonly open: Int32Array;
  readonly alive: Int32Array;
  readonly usable: Int32Array;
  readonly trail: Trail;
}

/** How far one search has got in a list: all slots from `first` on that end by `until` are full and queued. */
export interface Trail {
  /** Number of the search; anything else is left over from another. */
  round: number;
  /** Leads past the slots that the search has queued. */
  readonly left: Int32Array;
  first: number;
  until: number;
}

/** Nothing of a list of so many slots is skipped yet. */
export function createSkips(length: number): Skips {
  const identity = new Int32Array(length + 1);
  for (let index = 0; index <= length; index += 1) identity[index] = index;
  const trail = { round: 0, left: identity.slice(), first: 0, until: 0 };
  return { open: identity, alive: identity.slice(), usable: identity.slice(), trail };
}

/** Follows an array to the first entry that points at itself, shortening the way for the next who asks. */
export function skip(next: Int32Array, index: number): number {
  let at = index;
  for (let onward = next[at] ?? at; onward !== at; onward = next[at] ?? at) {
    const beyond = next[onward] ?? onward;
    next[at] = beyond;
    at = beyond;
  }
  return at;
}
