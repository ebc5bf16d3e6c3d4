import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { AssetVerdict, UnwatchedEcosystem } from '../../model/plan.ts';
import type { RequirementBook, RequirementSet } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { unwatchedOn } from '../assess/unwatched.ts';
import { unseenOf } from '../estate/freshness.ts';
import { selects } from '../estate/select.ts';
import { unreadOf } from '../estate/unread.ts';
import { emptySet } from '../prioritise/book.ts';
import type { PolicyTable } from '../prioritise/table.ts';
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
  const countUnwatched = unwatchedOn(unwatched, estate.componentSets);
  const unreadOn = unreadPoliciesOn(estate, tables);
  const isAsked = askedBy(estate, tables);
  const unreadLedger = unreadOf(estate, 'LedgerRecord').map(({ label }) => label);
  const given = givenVerdicts();
  return estate.assets.map((asset, place) => {
    const set = book.sets[place] ?? emptySet;
    const components = componentsOf(asset);
    const isStale = unseenOf(asset, estate.workspace, asOf) !== undefined;
    const unreadPolicies = unreadOn(asset);
    const isSelected = isAsked(asset, set);
    const condition = conditionOf(asset, isStale, isSelected, unreadPolicies);
    // What is missing of an asset is its own.
    const known = asset.gaps === undefined ? given.get(components, set, condition) : undefined;
    if (known !== undefined) return { asset: asset.name, compliance: known.compliance, because: known.because };
    const verdict = judgeAsset({
      asset,
      requirements: set.requirements,
      components: components.length,
      unwatched: countUnwatched(asset),
      unreadPolicies,
      unreadLedger,
      isSelected,
      isStale,
    });
    if (asset.gaps === undefined) given.set(components, set, condition, verdict);
    return verdict;
  });
}

/** Verdicts by what they rest on. Key by key, without a path of keys for each: every asset asks. */
function givenVerdicts() {
  const byComponents = new Map<readonly Component[], Map<RequirementSet, Map<string | number, AssetVerdict>>>();
  return {
    get: (components: readonly Component[], set: RequirementSet, condition: string | number) =>
      byComponents.get(components)?.get(set)?.get(condition),
    set(components: readonly Component[], set: RequirementSet, condition: string | number, verdict: AssetVerdict) {
      const bySet = byComponents.get(components) ?? new Map<RequirementSet, Map<string | number, AssetVerdict>>();
      byComponents.set(components, bySet);
      const byCondition = bySet.get(set) ?? new Map<string | number, AssetVerdict>();
      bySet.set(set, byCondition);
      byCondition.set(condition, verdict);
    },
  };
}

/** What verdicts ask of an asset beside its software, as one number where all policies could be read. */
function conditionOf(
  { partlyRead, pendingReboot }: Asset,
  isStale: boolean,
  isSelected: boolean,
  unreadPolicies: readonly string[],
): number | string {
  const condition = (partlyRead ? 8 : 0) + (pendingReboot === true ? 4 : 0) + (isStale ? 2 : 0) + (isSelected ? 1 : 0);
  return unreadPolicies.length === 0 ? condition : `${condition} ${unreadPolicies.join()}`;
}

/** Does any policy select it? Asked only of assets with something open that no policy speaks of: all others are selected. */
function askedBy(
  { componentSets }: Estate,
  tables: readonly PolicyTable[],
): (asset: Asset, set: RequirementSet) => boolean {
  const unasked = new Map<RequirementSet, boolean>();
  return (asset, set) => {
    if (set.requirements.length === 0) return true;
    let hasUnasked = unasked.get(set);
    if (hasUnasked === undefined) {
      hasUnasked = set.requirements.some(isUnasked);
      unasked.set(set, hasUnasked);
    }
    return !hasUnasked || tables.some(({ selectors }) => selectors.every((one) => selects(one, asset, componentSets)));
  };
}
