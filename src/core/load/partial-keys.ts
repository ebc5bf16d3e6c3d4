import { nearest } from '../estate/nearest.ts';
import { guideTo } from './schema-guide.ts';

/** Keys of an asset, or of the defaults, that say nothing that can be used. */
export interface LostKeys {
  /** As they are written. */
  readonly raw: ReadonlySet<string>;
  /** What they were to say, as far as that can be told. */
  readonly meant: ReadonlySet<string>;
  /** Of some nobody can tell. */
  readonly isOpen: boolean;
}

/** Keys by which nothing is decided. */
const unasked: ReadonlySet<string> = new Set(['description', 'configuration']);

/** What is lost with keys that are wrong or that there are not: a misspelt key loses the one that it is spelt most like. */
export function lostKeys(keys: readonly string[]): LostKeys | undefined {
  if (keys.length === 0) return undefined;
  const known = guideTo('Inventory', ['spec', 'assets', 0])?.keys ?? [];
  const meant = keys.map((key) => (known.includes(key) ? key : nearest(key, known)));
  return {
    raw: new Set(keys),
    meant: new Set(meant.flatMap((key) => (key === undefined || unasked.has(key) ? [] : [key]))),
    isOpen: meant.includes(undefined),
  };
}
