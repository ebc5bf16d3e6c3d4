import type { Coverage, Visit } from '../../model/visit.ts';
import type { ClusterMember, ClusterSpec } from './cluster.ts';
import { compareShares, percentDown, percentNear, type Share, wholeNumbers } from './exact-share.ts';

/** What coverage is counted from. */
export interface CoverageInput {
  /** Visits of members. */
  readonly visits: readonly Visit[];
  /** Names of assets with something that no visit brings. */
  readonly wanting: ReadonlySet<string>;
  /** Names of assets of which only a record says that they have it. */
  readonly unverified: ReadonlySet<string>;
}

/** Share of the weight beyond which a protocol is safe although the rest is not covered yet. */
const thresholds: Readonly<Record<string, Share>> = { bft: { part: 2n, whole: 3n }, cft: { part: 1n, whole: 2n } };

/**
 * How much of a cluster's voting weight has what the plan brings, visit after visit. A chain is out of danger once more
 * than two thirds of its voting power is patched (CometBFT, GHSA-qr8r-m495-7hc4). Shares are compared as whole numbers,
 * and printed with as many decimal places as it takes to tell them from the threshold.
 */
export function coverageOf(cluster: ClusterSpec, { visits, wanting, unverified }: CoverageInput): Coverage {
  const lastOf = new Map<string, Visit>();
  for (const visit of visits.toSorted((a, b) => a.end - b.end || (a.id < b.id ? -1 : 1))) {
    lastOf.delete(visit.asset);
    lastOf.set(visit.asset, visit);
  }
  const { weightOf, whole } = exactWeights(cluster);
  const isCovered = ({ name, asset }: ClusterMember): boolean =>
    asset !== undefined && !wanting.has(name) && !lastOf.has(name);
  const covered = cluster.members.filter(isCovered);
  let part = covered.reduce((sum, member) => sum + weightOf(member), 0n);
  const initial: Share = { part, whole };
  const steps: { readonly visit: string; readonly share: Share }[] = [];
  for (const [name, { id }] of lastOf) {
    const member = cluster.memberOf.get(name);
    if (member === undefined || wanting.has(name)) continue;
    part += weightOf(member);
    steps.push({ visit: id, share: { part, whole } });
  }
  const byRecord = covered.flatMap(({ name }) => (unverified.has(name) ? [name] : [])).sort();
  const limit = thresholds[cluster.consensus];
  const places = placesFor([initial, ...steps.map(({ share }) => share)], limit);
  return {
    initialPercent: percentDown(initial, places),
    steps: steps.map(({ visit, share }) => ({ visit, percent: percentDown(share, places) })),
    threshold: limit && {
      percent: percentNear(limit, places),
      isReached: compareShares(initial, limit) > 0,
      reachedAfter:
        compareShares(initial, limit) > 0
          ? undefined
          : steps.find(({ share }) => compareShares(share, limit) > 0)?.visit,
    },
    ...(byRecord.length > 0 && { unverified: byRecord }),
  };
}

/** Weights of members and of the whole as whole numbers of one unit. */
function exactWeights({ members, totalWeight }: ClusterSpec): {
  readonly weightOf: (member: ClusterMember) => bigint;
  readonly whole: bigint;
} {
  // A sum of fractions is a hair off: it is made anew, unless members are listed in part and the whole is stated.
  const isListed = totalWeight <= members.reduce((sum, { weight }) => sum + weight, 0);
  const stated = isListed ? [] : [totalWeight];
  const weights = wholeNumbers([...members.map(({ weight }) => weight), ...stated]);
  const byMember = new Map(members.map((member, index) => [member, weights[index] ?? 0n] as const));
  const listed = [...byMember.values()].reduce((sum, weight) => sum + weight, 0n);
  return { weightOf: (member) => byMember.get(member) ?? 0n, whole: weights[members.length] ?? listed };
}

/** More than this, nobody reads. */
const mostPlaces = 9;

/** How many decimal places it takes so that what is more than the threshold reads as more, and nothing else does. */
function placesFor(shares: readonly Share[], limit: Share | undefined): number {
  if (limit === undefined) return 1;
  const isTold = (share: Share, places: number): boolean =>
    compareShares(share, limit) > 0 === percentDown(share, places) > percentNear(limit, places);
  let places = 1;
  while (places < mostPlaces && !shares.every((share) => isTold(share, places))) places += 1;
  return places;
}
