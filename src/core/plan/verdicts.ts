import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { AssetGaps } from '../../model/gaps.ts';
import type { AssetVerdict, UnwatchedEcosystem } from '../../model/plan.ts';
import type { RequirementBook, RequirementSet } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import { unseenOf } from '../estate/freshness.ts';
import { selects } from '../estate/select.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import { createTrie } from '../trie.ts';
import { unreadPoliciesOn } from './unread-policies.ts';
import { isUnasked, judgeAsset } from './verdict.ts';

/** What the verdicts on all assets rest on. */
export interface VerdictsInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  /** Alike assets share one list. */
  readonly componentsOf: (asset: Asset) => readonly Component[];
  readonly unwatched: readonly UnwatchedEcosystem[];
  readonly tables: readonly PolicyTable[];
  readonly asOf: Instant;
}

/** The verdict on every asset of an estate, in its order. What holds for alike assets is said once. */
export function judgeAssets(input: VerdictsInput): readonly AssetVerdict[] {
  const { estate, book, componentsOf, unwatched, tables, asOf } = input;
  const isUnwatched = unwatchedAmong(unwatched);
  const unseenAmong = new Map<readonly Component[], number>();
  const unwatchedIn = (components: readonly Component[]): number => {
    const known = unseenAmong.get(components) ?? countOf(components, isUnwatched);
    unseenAmong.set(components, known);
    return known;
  };
  const unreadOn = unreadPoliciesOn(estate, tables);
  const isAsked = askedBy(estate, tables);
  const alike = createTrie<
    RequirementSet | readonly Component[] | AssetGaps | string | number | undefined,
    AssetVerdict
  >();
  return estate.assets.map((asset, place) => {
    const set = book.sets[place];
    const components = componentsOf(asset);
    const isStale = unseenOf(asset, estate.workspace, asOf) !== undefined;
    const unreadPolicies = unreadOn(asset);
    const isSelected = isAsked(asset, set);
    const condition = conditionOf(asset, isStale, isSelected);
    // Where something of an asset is missing, that is the answer before any policy is.
    const unread = asset.gaps ?? unreadPolicies.join();
    const { compliance, because } = alike.at([set, components, condition, unread], () =>
      judgeAsset({
        asset,
        requirements: set?.requirements ?? [],
        components: components.length,
        unwatched: unwatchedIn(components),
        unreadPolicies,
        isSelected,
        isStale,
      }),
    );
    return { asset: asset.name, compliance, because };
  });
}

/** What verdicts ask of an asset beside its software, as one number: this runs once an asset. */
function conditionOf({ partlyRead, pendingReboot }: Asset, isStale: boolean, isSelected: boolean): number {
  return 8 * Number(partlyRead) + 4 * Number(pendingReboot === true) + 2 * Number(isStale) + Number(isSelected);
}

/** Does any policy select it? Asked only of assets with something open that no policy speaks of: all others are selected. */
function askedBy(
  { componentSets }: Estate,
  tables: readonly PolicyTable[],
): (asset: Asset, set: RequirementSet | undefined) => boolean {
  const unasked = new Map<RequirementSet, boolean>();
  return (asset, set) => {
    if (set === undefined || set.requirements.length === 0) return true;
    const hasUnasked = unasked.get(set) ?? set.requirements.some(isUnasked);
    unasked.set(set, hasUnasked);
    return !hasUnasked || tables.some(({ selectors }) => selectors.every((one) => selects(one, asset, componentSets)));
  };
}

/** Counted without a list of them: this asks for every component of every image. */
function countOf(components: readonly Component[], holds: (component: Component) => boolean): number {
  let count = 0;
  for (const component of components) if (holds(component)) count += 1;
  return count;
}
