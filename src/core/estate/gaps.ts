import type { AssetGaps } from '../../model/gaps.ts';
import type { Inventory } from '../../model/generated/inventory.ts';
import type { Resource } from '../../model/resource.ts';

type Defaults = NonNullable<Inventory['spec']['defaults']>;

/** The defaults that hold for an asset: none in the place of what it was to say itself, or may have meant to. */
export function defaultsFor({ document, gaps }: Resource<'Inventory'>, place: number): Defaults | undefined {
  const { defaults } = document.spec;
  const own = gaps?.assets.get(place);
  if (own === undefined || defaults === undefined) return defaults;
  if (own.isOpen) return undefined;
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !own.keys.includes(key)));
}

/** What is missing of an asset, with what turned out to be unusable later; `undefined`: nothing. */
export function withGaps(
  known: AssetGaps | undefined,
  more: Pick<AssetGaps, 'keys' | 'components'>,
): AssetGaps | undefined {
  if (more.keys.length + more.components.length === 0) return known;
  return {
    keys: [...new Set([...(known?.keys ?? []), ...more.keys])].sort(),
    isOpen: known?.isOpen ?? false,
    components: [...(known?.components ?? []), ...more.components],
  };
}

/** Is what an asset says of itself, aside from its software, known whole? */
export const isWholeEntry = ({ gaps }: { readonly gaps: AssetGaps | undefined }): boolean =>
  gaps === undefined || (gaps.keys.length === 0 && !gaps.isOpen);

/** May an asset have said something under one of these keys that nobody can read? */
export function mayLack({ gaps }: { readonly gaps: AssetGaps | undefined }, keys: readonly string[]): boolean {
  return gaps !== undefined && (gaps.isOpen || keys.some((key) => gaps.keys.includes(key)));
}
