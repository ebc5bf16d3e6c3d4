import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { AssetVerdict, UnwatchedEcosystem } from '../../model/plan.ts';
import type { RequirementBook, RequirementSet } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import { unseenOf } from '../estate/freshness.ts';
import { createTrie } from '../trie.ts';
import { judgeAsset } from './verdict.ts';

/** What the verdicts on all assets rest on. */
export interface VerdictsInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  /** Alike assets share one list. */
  readonly componentsOf: (asset: Asset) => readonly Component[];
  readonly unwatched: readonly UnwatchedEcosystem[];
  readonly asOf: Instant;
}

/** The verdict on every asset of an estate, in its order. What holds for alike assets is said once. */
export function judgeAssets({ estate, book, componentsOf, unwatched, asOf }: VerdictsInput): readonly AssetVerdict[] {
  const isUnwatched = unwatchedAmong(unwatched);
  const unseenAmong = new Map<readonly Component[], number>();
  const unwatchedIn = (components: readonly Component[]): number => {
    const known = unseenAmong.get(components) ?? countOf(components, isUnwatched);
    unseenAmong.set(components, known);
    return known;
  };
  const alike = createTrie<RequirementSet | readonly Component[] | boolean | undefined, AssetVerdict>();
  return estate.assets.map((asset, place) => {
    const set = book.sets[place];
    const components = componentsOf(asset);
    const isStale = unseenOf(asset, estate.workspace, asOf) !== undefined;
    const { compliance, because } = alike.at([set, components, asset.partlyRead, asset.pendingReboot, isStale], () =>
      judgeAsset({
        asset,
        requirements: set?.requirements ?? [],
        components: components.length,
        unwatched: unwatchedIn(components),
        isStale,
      }),
    );
    return { asset: asset.name, compliance, because };
  });
}

/** Counted without a list of them: this asks for every component of every image. */
function countOf(components: readonly Component[], holds: (component: Component) => boolean): number {
  let count = 0;
  for (const component of components) if (holds(component)) count += 1;
  return count;
}
