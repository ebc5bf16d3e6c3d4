import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { isWholeEntry, mayLack } from '../estate/gaps.ts';
import { selects } from '../estate/select.ts';
import { assetsText, byInventory, type LintContext } from './context.ts';

type CoverageCode = 'lint/asset-without-policy' | 'lint/asset-without-window' | 'lint/asset-without-owner';

/** `lint/asset-without-policy`: nothing is ever asked of it. A pinned preset takes effect only where it is extended. */
export function withoutPolicy(context: LintContext): readonly Diagnostic[] {
  return perInventory(context, 'lint/asset-without-policy', unselectedAssets(context));
}

/** Assets that no policy selects. */
export function unselectedAssets({ estate, tables }: Pick<LintContext, 'estate' | 'tables'>): readonly Asset[] {
  return estate.assets.filter((asset) =>
    tables.every(({ selectors }) => !selectors.every((selector) => selects(selector, asset, estate.componentSets))),
  );
}

/** `lint/asset-without-window`: no MaintenanceWindow serves it, so all its work is late or an emergency. */
export function withoutWindow(context: LintContext): readonly Diagnostic[] {
  return perInventory(context, 'lint/asset-without-window', unservedAssets(context));
}

/** Assets that no MaintenanceWindow serves. */
export function unservedAssets({ estate }: Pick<LintContext, 'estate'>): readonly Asset[] {
  const { assets, componentSets, resources } = estate;
  const windows = [...(resources.MaintenanceWindow?.values() ?? [])].map(({ document }) => document.spec.selector);
  return assets.filter((asset) => !windows.some((selector) => selects(selector, asset, componentSets)));
}

/** `lint/asset-without-owner`: nobody is asked, and no Change goes to anybody. */
export function withoutOwner(context: LintContext): readonly Diagnostic[] {
  return perInventory(context, 'lint/asset-without-owner', unownedAssets(context));
}

/** Assets that nobody owns. */
export const unownedAssets = ({ estate }: Pick<LintContext, 'estate'>): readonly Asset[] =>
  estate.assets.filter((asset) => asset.owner === undefined && !mayLack(asset, ['owner']));

/** `lint/asset-without-ring`: a Rollout takes it, none of its rings does; it would go first, with nothing tried. */
export function withoutRing(context: LintContext): readonly Diagnostic[] {
  const { assets, componentSets, resources } = context.estate;
  return [...(resources.Rollout?.values() ?? [])].flatMap(({ name, origin, document }) => {
    const { selector, rings } = document.spec;
    const left = assets.filter(
      (asset) =>
        isWholeEntry(asset) &&
        selects(selector, asset, componentSets) &&
        !rings.some((ring) => selects(ring.selector, asset, componentSets)),
    );
    if (left.length === 0) return [];
    const at = context.siteOf(origin, ['spec', 'rings'], 'key');
    return [diagnostic('lint/asset-without-ring', { rollout: name, assets: assetsText(left) }, { at })];
  });
}

/** What many assets of one file lack is one mistake: said where the first of them stands. */
function perInventory(context: LintContext, code: CoverageCode, lacking: readonly Asset[]): readonly Diagnostic[] {
  return byInventory(lacking).map((assets) => {
    const [first] = assets;
    const at = context.siteOf(first.origin, [...first.pointer, 'name']);
    return diagnostic(code, { assets: assetsText(assets) }, { at });
  });
}
