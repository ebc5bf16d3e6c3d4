import type { Asset } from '../../model/asset.ts';
import type { Priority } from '../../model/requirement.ts';
import type { ClusterSpec } from './cluster.ts';
import { remember } from './group.ts';
import type { RingPlan } from './ring-plan.ts';

/**
 * Jobs that ask the same of a schedule, whatever they carry and whenever it is due: they have the same windows and freezes,
 * take as long, stand in the same cluster and ring, and wait as long for approval. What is so is decided once for a lot.
 */
export interface Lot {
  /** One of their assets, to be asked for all. */
  readonly asset: Asset;
  readonly cluster: ClusterSpec | undefined;
  readonly ring: RingPlan | undefined;
  readonly priorities: readonly Priority[];
  readonly leadMs: number;
}

/**
 * Finds the lot of a job. `likeness` stands for the windows and freezes of its asset: their service, or the lot that the
 * job was in before something about it changed.
 */
export type Lots = (likeness: object, lot: Lot) => Lot;

/** No lots yet; equal questions share one answer. */
export function createLots(): Lots {
  const known = new Map<object, Map<ClusterSpec | undefined, Lot[]>>();
  return (likeness, lot) => {
    const byCluster = remember(known, likeness, () => new Map<ClusterSpec | undefined, Lot[]>());
    const lots = remember(byCluster, lot.cluster, () => []);
    // Few rings, priorities and lengths meet in one cluster.
    const same = lots.find((other) => isSame(other, lot));
    if (same !== undefined) return same;
    lots.push(lot);
    return lot;
  };
}

function isSame(a: Lot, b: Lot): boolean {
  return (
    a.ring === b.ring &&
    a.priorities === b.priorities &&
    a.leadMs === b.leadMs &&
    a.asset.visitDurationMs === b.asset.visitDurationMs
  );
}
