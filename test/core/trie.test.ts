import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrie } from '../../src/core/trie.ts';

describe('a trie', () => {
  it('answers as a map from paths does, and makes each value once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom('a', 'b', undefined), { maxLength: 4 })), (paths) => {
        const trie = createTrie<string | undefined, number>();
        const expected = new Map<string, number>();
        let made = 0;
        for (const path of paths) {
          const key = JSON.stringify(path.map((part) => part ?? null));
          if (!expected.has(key)) expected.set(key, expected.size);

          const value = trie.at(path, () => made++);

          expect(value).toBe(expected.get(key));
        }
        expect(made).toBe(expected.size);
      }),
    );
  });

  it('keeps a value that is undefined', () => {
    const trie = createTrie<string, undefined>();
    let made = 0;
    const ask = () =>
      trie.at(['a'], () => {
        made += 1;
      });
    ask();
    ask();

    expect(made).toBe(1);
  });
});
