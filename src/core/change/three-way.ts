/** What is to be done so that a list becomes what is wanted, without undoing what people did to it. */
export interface ListChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Merges three states of a list: what the program set last, what stands there now, and what is wanted. What it set and
 * somebody removed stays removed; what somebody added is theirs. Case does not matter, as forges compare names.
 */
export function mergeList(set: readonly string[], standing: readonly string[], wanted: readonly string[]): ListChange {
  const [wasSet, stands, isWanted] = [keysOf(set), keysOf(standing), keysOf(wanted)];
  return {
    add: wanted.filter((one) => !stands.has(key(one)) && !wasSet.has(key(one))),
    remove: set.filter((one) => stands.has(key(one)) && !isWanted.has(key(one))),
  };
}

const keysOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(key));
const key = (name: string): string => name.toLowerCase();
