import type { Asset } from '../../model/asset.ts';
import { assetFinder } from '../estate/asset-names.ts';

/** An asset as a source calls it. */
export interface FoundName {
  /** Name in the estate; of an unknown asset the likeliest name that it may have there. */
  readonly name: string;
  readonly isKnown: boolean;
}

/**
 * Finds the asset that a source means by one of the names it gives, the likeliest first: as it stands, else whatever
 * the case of its letters, else by the host part of a full domain name where that leads to one asset only.
 * `undefined` when nothing of what is given can name an asset.
 */
export function nameFinder(assets: readonly Asset[]): (names: readonly string[]) => FoundName | undefined {
  const exact = assetFinder(assets);
  const loose = new Map<string, string | undefined>();
  const short = new Map<string, string | undefined>();
  for (const { name, uid } of assets) {
    for (const word of new Set([name.toLowerCase(), uid.toLowerCase()])) addOnce(loose, word, name);
    addOnce(short, hostOf(name), name);
  }
  const ways: readonly ((name: string) => string | undefined)[] = [
    (name) => exact(name)?.name,
    (name) => loose.get(name.toLowerCase()),
    (name) => short.get(hostOf(name)),
  ];
  return (names) => {
    const written = names.flatMap((name) => assetName(name) ?? []);
    for (const way of ways) {
      for (const name of [...names, ...written]) {
        const found = way(name);
        if (found !== undefined) return { name: found, isKnown: true };
      }
    }
    const [first] = written;
    return first === undefined ? undefined : { name: first, isKnown: false };
  };
}

function addOnce(map: Map<string, string | undefined>, key: string, name: string): void {
  map.set(key, map.has(key) && map.get(key) !== name ? undefined : name);
}

/** The host part of a domain name; an address stays whole. */
const hostOf = (name: string): string => {
  const lower = name.toLowerCase();
  return /^\d+(?:\.\d+){3}$/.test(lower) || /[/:]/.test(lower) ? lower : (lower.split('.', 1)[0] ?? lower);
};

/** A text as the name of an asset; `undefined` when nothing is left. A digest of an image is no part of its name. */
function assetName(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/@sha256:[0-9a-f]+$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
    .slice(0, 253);
  return name === '' ? undefined : name;
}
