import type { Asset } from '../../model/asset.ts';
import type { DraftAsset, InventoryDraft } from '../../model/feed.ts';
import type { FieldDifference, Reconciliation } from '../../model/import.ts';
import { nameFinder } from './names.ts';

/** A draft's asset beside the estate's. */
export interface Pairing {
  readonly draft: DraftAsset;
  readonly asset: Asset | undefined;
}

/** Finds the asset that each draft means. */
export function pairDrafts(assets: readonly Asset[], draft: InventoryDraft): readonly Pairing[] {
  const find = nameFinder(assets);
  const byName = new Map(assets.map((asset) => [asset.name, asset] as const));
  return draft.assets.map((one) => {
    const uid = one.fields['uid'];
    const found = find(uid === undefined ? [one.name] : [one.name, uid]);
    return { draft: one, asset: found?.isKnown === true ? byName.get(found.name) : undefined };
  });
}

/**
 * Sets the estate's assets against another inventory: what only one of them has, and where both speak and differ. What
 * the other inventory leaves blank is no difference; of its further columns those count that the estate has as labels.
 */
export function reconcile(assets: readonly Asset[], draft: InventoryDraft): Reconciliation {
  const pairs = pairDrafts(assets, draft);
  const matched = new Set(pairs.flatMap(({ asset }) => asset?.name ?? []));
  const differing = pairs.flatMap(({ draft: one, asset }) => (asset === undefined ? [] : differencesOf(one, asset)));
  const names = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();
  return {
    onlyThere: names(pairs.flatMap(({ draft: one, asset }) => (asset === undefined ? [one.name] : []))),
    onlyHere: names(assets.map(({ name }) => name).filter((name) => !matched.has(name))),
    differing,
    agreeing: matched.size - new Set(differing.map(({ asset }) => asset)).size,
  };
}

/** Where a draft and an asset differ, by field. */
export function differencesOf({ fields, labels }: DraftAsset, asset: Asset): readonly FieldDifference[] {
  const stated = Object.entries(fields)
    // A duration may be written in several ways, so its text says little.
    .filter(([field]) => field !== 'visitDuration')
    .map(([field, there]) => ({ field, there, here: fieldOf(asset, field) }));
  const tagged = Object.entries(labels).flatMap(([key, there]) => {
    const here = Object.hasOwn(asset.facts.labels, key) ? asset.facts.labels[key] : undefined;
    return here === undefined ? [] : [{ field: `labels.${key}`, there, here }];
  });
  return [...stated, ...tagged]
    .filter(({ here, there }) => here !== there && there !== '')
    .map((one) => ({ asset: asset.name, ...one }));
}

function fieldOf(asset: Asset, field: string): string | undefined {
  switch (field) {
    case 'uid':
    case 'owner':
    case 'location':
    case 'function':
    case 'cluster':
    case 'clusterRole':
    case 'supportEnds':
      return asset[field];
    case 'type':
    case 'environment':
    case 'criticality':
    case 'dataClassification':
    case 'exposure':
    case 'humanImpact':
    case 'impactLevel':
      return asset.facts[field];
    default:
      return undefined;
  }
}
