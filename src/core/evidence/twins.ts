import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';

/** Which assets stand for which, by uid: names change, evidence stays. */
export interface Twins {
  /** Uid of the asset that bears the name now or bore it before. */
  readonly uidOf: (name: string) => string | undefined;
  /** Uids of the assets that these stand for: themselves, and what the Inventory says they mirror. */
  readonly stoodForBy: (names: readonly string[]) => ReadonlySet<string>;
}

/** Reads the `mirrors` of an Inventory. A name that is in use belongs to its present bearer. */
export function twinsIn({ assets }: Estate): Twins {
  const byName = new Map<string, Asset>();
  for (const asset of assets) for (const name of asset.formerNames) byName.set(name, asset);
  for (const asset of assets) byName.set(asset.name, asset);
  const uidOf = (name: string): string | undefined => byName.get(name)?.uid;
  const uidsOf = (names: readonly string[]): readonly string[] => names.flatMap((name) => uidOf(name) ?? []);
  return {
    uidOf,
    stoodForBy: (names) =>
      new Set([...uidsOf(names), ...names.flatMap((name) => uidsOf(byName.get(name)?.mirrors ?? []))]),
  };
}
