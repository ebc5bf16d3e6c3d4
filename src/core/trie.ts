/** Values by paths of keys, found key by key: no text is joined to look one up. */
export interface Trie<Key, Value> {
  /** The value at a path; made and kept where there is none. Paths of one trie are of one length. */
  readonly at: (path: Iterable<Key>, make: () => Value) => Value;
}

interface Branch<Key, Value> {
  readonly next: Map<Key, Branch<Key, Value>>;
  value: { readonly made: Value } | undefined;
}

/** An empty trie. */
export function createTrie<Key, Value>(): Trie<Key, Value> {
  const root = newBranch<Key, Value>();
  return {
    at(path, make) {
      let branch = root;
      for (const key of path) {
        let next = branch.next.get(key);
        if (next === undefined) {
          next = newBranch();
          branch.next.set(key, next);
        }
        branch = next;
      }
      branch.value ??= { made: make() };
      return branch.value.made;
    },
  };
}

function newBranch<Key, Value>(): Branch<Key, Value> {
  return { next: new Map(), value: undefined };
}
