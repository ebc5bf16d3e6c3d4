import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import type { RejectedResource } from '../load/load.ts';
import { defaultsFor } from './gaps.ts';

/**
 * Which cluster each asset belongs to, as the clusters' member lists say. An asset whose own `cluster` names another is
 * reported; its own word holds, because it is the one its owner wrote. What a Cluster that is wrong lists belongs to it
 * as well, so that nobody takes it for an asset that stands alone.
 */
export function clusterMembership(
  clusters: readonly Resource<'Cluster'>[],
  inventories: readonly Resource<'Inventory'>[],
  rejected: readonly RejectedResource[],
  locate: Locate,
): Outcome<ReadonlyMap<string, string>> {
  const stated = statedClusters(inventories);
  const diagnostics: Diagnostic[] = [];
  const listed = new Map<string, string>();
  for (const cluster of clusters) {
    for (const [index, member] of (cluster.document.spec.members ?? []).entries()) {
      if (member.asset === undefined) continue;
      const other = stated.get(member.asset) ?? listed.get(member.asset) ?? cluster.name;
      if (other === cluster.name) {
        listed.set(member.asset, cluster.name);
        continue;
      }
      const at = { file: cluster.origin.file, range: locate(cluster.origin, ['spec', 'members', index]) };
      const args = { asset: member.asset, stated: other, cluster: cluster.name };
      diagnostics.push(diagnostic('link/cluster-mismatch', args, { at }));
    }
  }
  const lost = rejected.flatMap(({ name, members = [] }) => members.map((asset) => [asset, name] as const));
  return { value: new Map([...lost, ...listed, ...stated]), diagnostics };
}

/** The cluster that each asset names itself. */
function statedClusters(inventories: readonly Resource<'Inventory'>[]): ReadonlyMap<string, string> {
  const stated = new Map<string, string>();
  for (const inventory of inventories) {
    for (const [place, asset] of inventory.document.spec.assets.entries()) {
      const cluster = asset.cluster ?? defaultsFor(inventory, place)?.cluster;
      if (cluster !== undefined) stated.set(asset.name, cluster);
    }
  }
  return stated;
}
