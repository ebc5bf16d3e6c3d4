import { assetsText } from '../words.ts';

/** What is the same of several assets, and their names as people read them: `val-1…4`. */
export interface Alike<T> {
  readonly one: T;
  readonly assets: string;
}

/** Puts entries together that read the same but for the asset; a policy moves a fleet, and says so once. Keeps order. */
export function alike<T extends { readonly asset: string }>(
  entries: readonly T[],
  read: (entry: T) => readonly string[],
): readonly Alike<T>[] {
  const groups = new Map<string, { one: T; names: string[] }>();
  for (const entry of entries) {
    const key = JSON.stringify(read(entry));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { one: entry, names: [entry.asset] });
    else known.names.push(entry.asset);
  }
  return [...groups.values()].map(({ one, names }) => ({ one, assets: assetsText(names, 6) }));
}
