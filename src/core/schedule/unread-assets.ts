import type { Asset } from '../../model/asset.ts';
import type { Estate, UnreadResource } from '../../model/estate.ts';
import type { Reason } from '../../model/requirement.ts';
import { askedKeys } from '../estate/asked-keys.ts';
import { isWholeEntry, mayLack } from '../estate/gaps.ts';
import { unreadAsset, unreadOf } from '../estate/unread.ts';
import type { RingPlan } from './ring-plan.ts';

/** Keys by which an asset is found again, and by which it is known whether it is up. */
const identity = ['uid', 'formerNames', 'cluster', 'clusterRole'];

/** The estate, and where its assets stand in rollouts. */
export interface UnreadAssetsInput {
  readonly estate: Estate;
  /** By asset name. */
  readonly ringOf: ReadonlyMap<string, RingPlan>;
}

/**
 * Why nobody may visit an asset while what an Inventory says of it, or of others that it depends on, cannot be read
 * whole: its labels may put it under a freeze, a member that is not known of may be away, a ring that goes first may have
 * assets of which nothing is tried. `undefined`: nothing of that kind.
 */
export function unreadAssetsOf({ estate, ringOf }: UnreadAssetsInput): (asset: Asset) => Reason | undefined {
  const partial = estate.assets.filter((asset) => !isWholeEntry(asset));
  const hidden = [...unreadOf(estate, 'Inventory'), ...unreadOf(estate, unreadAsset)];
  const unknown = unknownMembers(estate);
  const results = unreadOf(estate, 'DeploymentRecord');
  if (partial.length + hidden.length + unknown.size + results.length === 0) return () => undefined;
  const ownOf = (asset: Asset): Reason | undefined => (isWholeEntry(asset) ? undefined : unreadEntry);
  const memberOf = unreadMembers(partial, hidden, unknown);
  const aheadOf = unreadAhead({ estate, ringOf }, partial, [...hidden, ...results]);
  return (asset) => ownOf(asset) ?? memberOf(asset) ?? aheadOf(asset);
}

/** Of each Cluster a member that is no asset: whoever was meant is planned as if it stood alone. */
function unknownMembers({ assets, resources }: Estate): ReadonlyMap<string, string> {
  const listed = [...(resources.Cluster?.values() ?? [])].flatMap(({ name, document }) =>
    (document.spec.members ?? []).flatMap(({ asset }) => (asset === undefined ? [] : [{ cluster: name, asset }])),
  );
  if (listed.length === 0) return new Map();
  const names = new Set(assets.map(({ name }) => name));
  return new Map(listed.flatMap(({ cluster, asset }) => (names.has(asset) ? [] : [[cluster, asset]])));
}

const unreadEntry: Reason = {
  code: 'asset-unread',
  text: 'its entry in the inventory could not be read whole, so nobody knows when and how it may be visited',
};

type Why = (asset: Asset) => Reason | undefined;

/** Members of a cluster of which nobody knows whether they are up, or whether they are members at all. */
function unreadMembers(
  partial: readonly Asset[],
  hidden: readonly UnreadResource[],
  unknown: ReadonlyMap<string, string>,
): Why {
  const [anywhere] = [
    ...hidden.map(({ label }) => label),
    ...partial.filter((one) => one.cluster === undefined && mayLack(one, ['cluster'])).map(({ name }) => name),
  ];
  const byCluster = new Map([
    ...unknown,
    ...partial
      .filter((one) => mayLack(one, identity))
      .flatMap(({ cluster, name }) => (cluster === undefined ? [] : [[cluster, name] as const])),
  ]);
  return ({ cluster }) => {
    const name = cluster === undefined ? undefined : (byCluster.get(cluster) ?? anywhere);
    if (name === undefined) return undefined;
    const why = unknown.get(cluster ?? '') === name ? 'is no asset that is known' : 'could not be read whole';
    const text = `${name} ${why}, so nobody knows how many members of cluster ${cluster} are away`;
    return { code: 'member-unread', text };
  };
}

/** Assets that may be in an earlier ring, where nobody can try anything on them, and records of how it went there. */
function unreadAhead(
  { estate, ringOf }: UnreadAssetsInput,
  partial: readonly Asset[],
  hidden: readonly UnreadResource[],
): Why {
  const placed = partial.flatMap(({ name }) => {
    const ring = ringOf.get(name);
    return ring === undefined ? [] : [{ name, ring }];
  });
  const somewhere = new Map<string, string | undefined>();
  for (const { name, document } of estate.resources.Rollout?.values() ?? []) {
    const { selector, rings } = document.spec;
    const asked = [selector, ...rings.map((ring) => ring.selector)].flatMap(askedKeys);
    somewhere.set(name, hidden[0]?.label ?? partial.find((one) => mayLack(one, asked))?.name);
  }
  return (asset) => {
    const ring = ringOf.get(asset.name);
    if (ring === undefined || ring.index === 0) return undefined;
    const ahead = placed.find((one) => one.ring.rollout === ring.rollout && one.ring.index < ring.index)?.name;
    const name = ahead ?? somewhere.get(ring.rollout);
    if (name === undefined) return undefined;
    const text = `${name} could not be read whole, so nobody knows what must go before ring ${ring.name}`;
    return { code: 'ring-unread', text };
  };
}
