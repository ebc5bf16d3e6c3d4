import type { Job } from './job.ts';

/** Place of a member's role in the order of its cluster. */
export function rankOf({ asset, lot: { cluster } }: Job): number {
  return cluster?.isOrdered ? (cluster.memberOf.get(asset.name)?.rank ?? 0) : 0;
}
