import type { Asset } from '../../model/asset.ts';
import type { Priority } from '../../model/requirement.ts';
import { createTrie } from '../trie.ts';
import type { ClusterSpec } from './cluster.ts';
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
  const known = createTrie<unknown, Lot>();
  return (likeness, lot) => {
    const { asset, cluster, ring, priorities, leadMs } = lot;
    return known.at([likeness, asset.visitDurationMs, cluster, ring, priorities, leadMs], () => lot);
  };
}
