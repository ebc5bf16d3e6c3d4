import type { Asset } from '../../model/asset.ts';
import type { Estate, UnreadResource } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import { selects } from '../estate/select.ts';
import { unreadOf, widestSelector } from '../estate/unread.ts';
import type { PolicyTable } from '../prioritise/table.ts';

/**
 * Policies that select an asset, or may, and cannot be read: what they promise of it is not known. One reached through
 * `extends` is for the assets that the extending policies select; a pinned preset is for nobody else.
 */
export function unreadPoliciesOn(
  estate: Pick<Estate, 'unread' | 'componentSets'>,
  tables: readonly PolicyTable[],
): (asset: Asset) => readonly string[] {
  const policies = unreadOf(estate, 'PatchPolicy').map((policy) => ({
    label: policy.label,
    waysIn: waysInto(policy, tables),
  }));
  if (policies.length === 0) return () => none;
  return (asset) =>
    policies
      .filter(({ waysIn }) =>
        waysIn.some((selectors) => selectors.every((one) => selects(one, asset, estate.componentSets))),
      )
      .map(({ label }) => label);
}

const none: readonly never[] = [];

/** Selectors that must all hold, for each way that leads to the policy. */
function waysInto(policy: UnreadResource, tables: readonly PolicyTable[]): readonly (readonly Selector[])[] {
  const own = [widestSelector(policy) ?? []].flat();
  const extending = tables
    .filter(({ spec }) => spec.extends?.includes(policy.name) === true)
    .map(({ selectors }) => [...selectors, ...own]);
  return policy.spec['preset'] === undefined ? [own, ...extending] : extending;
}
