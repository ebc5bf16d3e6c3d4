/** Values by paths of keys, found key by key: no text is joined to look one up. */
export interface Trie<Key, Value> {
  /** The value at a path; made and kept where there is none. */
  readonly at: (path: readonly Key[], make: () => Value) => Value;
}

interface Branch<Key, Value> {
  /** Made when something hangs on it: most branches are ends. */
  next: Map<Key, Branch<Key, Value>> | undefined;
  value: Value | undefined;
  isMade: boolean;
}

/** An empty trie. */
export function createTrie<Key, Value>(): Trie<Key, Value> {
  const root = newBranch<Key, Value>();
  return {
    at(path, make) {
      let branch = root;
      for (const key of path) {
        let next = branch.next?.get(key);
        if (next === undefined) {
          next = newBranch();
          branch.next ??= new Map();
          branch.next.set(key, next);
        }
        branch = next;
      }
      if (!branch.isMade) {
        branch.value = make();
        branch.isMade = true;
      }
      return branch.value as Value;
    },
  };
}

function newBranch<Key, Value>(): Branch<Key, Value> {
  return { next: undefined, value: undefined, isMade: false };
}
