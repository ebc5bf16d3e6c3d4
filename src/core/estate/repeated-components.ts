import type { Component } from '../../model/asset.ts';
import { canonicalJson } from '../digest.ts';
import { createTrie, type Trie } from '../trie.ts';
import { packageKey } from './components.ts';

/** The lists of components that one asset carries. */
type Lists = readonly (readonly Component[])[];

/** As `withoutRepeats`; assets that share the lists themselves share the answer. */
export function repetitions(): (lists: Lists) => Lists {
  const known = new Map<number, Trie<readonly Component[], Lists>>();
  return (lists) => {
    if (lists.length < 2) return lists;
    const ofLength = known.get(lists.length) ?? createTrie<readonly Component[], Lists>();
    known.set(lists.length, ofLength);
    return ofLength.at(lists, () => withoutRepeats(lists));
  };
}

/**
 * The lists of one asset so that a component counts once: as they are where they share nothing, else all as one list. Of
 * two reports of one version the one that says more stays; where they contradict each other both stay.
 */
export function withoutRepeats(lists: Lists): Lists {
  if (lists.filter((list) => list.length > 0).length < 2) return lists;
  const copies = new Map<string, Component[]>();
  for (const component of lists.flat()) {
    const key = installedKey(component);
    const known = copies.get(key);
    if (known) known.push(component);
    else copies.set(key, [component]);
  }
  const isShared = copies.size < lists.reduce((sum, list) => sum + list.length, 0);
  return isShared ? [[...copies.values()].flatMap(fullest)] : lists;
}

const installedKey = ({ ecosystem, name, version, path }: Component): string =>
  `${packageKey(ecosystem, name)}\u0000${version}\u0000${path ?? ''}`;

/** What no other copy says better; equal ones are one for the set that they become part of. */
function fullest(copies: readonly Component[]): readonly Component[] {
  if (copies.length === 1) return copies;
  return copies.filter((one) => !copies.some((other) => isWithin(one, other) && !isWithin(other, one)));
}

const details = ['scheme', 'source', 'class', 'running'] as const;

function isWithin(less: Component, more: Component): boolean {
  return details.every((name) => {
    const said = less[name];
    return said === undefined || canonicalJson(said) === canonicalJson(more[name] ?? null);
  });
}
