import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';

/**
 * Which cluster each asset belongs to, as the clusters' member lists say. An asset whose own `cluster` names another is
 * reported; its own word holds, because it is the one its owner wrote.
 */
export function clusterMembership(
  clusters: readonly Resource<'Cluster'>[],
  inventories: readonly Resource<'Inventory'>[],
  locate: Locate,
): Outcome<ReadonlyMap<string, string>> {
  const stated = new Map<string, string>();
  for (const { document } of inventories) {
    for (const asset of document.spec.assets) {
      const cluster = asset.cluster ?? document.spec.defaults?.cluster;
      if (cluster !== undefined) stated.set(asset.name, cluster);
    }
  }
  const diagnostics: Diagnostic[] = [];
  const listed = new Map<string, string>();
  for (const cluster of clusters) {
    for (const [index, member] of (cluster.document.spec.members ?? []).entries()) {
      if (member.asset === undefined) continue;
      const other = stated.get(member.asset) ?? listed.get(member.asset);
      if (other !== undefined && other !== cluster.name) {
        const at = { file: cluster.origin.file, range: locate(cluster.origin, ['spec', 'members', index]) };
        diagnostics.push(
          diagnostic('link/cluster-mismatch', { asset: member.asset, stated: other, cluster: cluster.name }, { at }),
        );
        continue;
      }
      listed.set(member.asset, cluster.name);
    }
  }
  return { value: new Map([...listed, ...stated]), diagnostics };
}
