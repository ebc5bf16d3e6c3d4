import type { Asset } from '../../model/asset.ts';
import type { Estate, UnreadResource } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import { selects } from '../estate/select.ts';
import { unreadOf, widestSelector } from '../estate/unread.ts';
import type { PolicyTable } from '../prioritise/table.ts';

/**
 * Policies that select an asset, or may, and cannot be read: what they promise of it is not known. One reached through
 * `extends` is for the assets that the extending policies select; a pinned preset is for nobody else. One that is extended
 * and nowhere defined cannot be read either.
 */
export function unreadPoliciesOn(
  estate: Pick<Estate, 'unread' | 'componentSets'>,
  tables: readonly PolicyTable[],
): (asset: Asset) => readonly string[] {
  const unread = unreadOf(estate, 'PatchPolicy').map((policy) => ({
    label: policy.label,
    waysIn: waysInto(policy, tables),
  }));
  const policies = [...unread, ...undefinedPolicies(estate, tables)];
  if (policies.length === 0) return () => none;
  return (asset) =>
    policies
      .filter(({ waysIn }) =>
        waysIn.some((selectors) => selectors.every((one) => selects(one, asset, estate.componentSets))),
      )
      .map(({ label }) => label);
}

/** Policies that others extend under names that lead nowhere. */
function undefinedPolicies(
  estate: Pick<Estate, 'unread'>,
  tables: readonly PolicyTable[],
): readonly { readonly label: string; readonly waysIn: readonly (readonly Selector[])[] }[] {
  const known = new Set([
    ...tables.map(({ table }) => table.policy),
    ...unreadOf(estate, 'PatchPolicy').map(({ name }) => name),
  ]);
  const names = new Set(tables.flatMap(({ spec }) => spec.extends ?? []).filter((name) => !known.has(name)));
  return [...names].sort().map((name) => ({
    label: `${name} (which there is not)`,
    waysIn: tables.filter(({ spec }) => spec.extends?.includes(name) === true).map(({ selectors }) => selectors),
  }));
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
