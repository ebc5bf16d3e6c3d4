import type { Coverage, Visit } from '../../model/visit.ts';
import type { ClusterMember, ClusterSpec } from './cluster.ts';

/** What coverage is counted from. */
export interface CoverageInput {
  /** Visits of members. */
  readonly visits: readonly Visit[];
  /** Names of assets with something that no visit brings. */
  readonly wanting: ReadonlySet<string>;
}

/** Share of the weight beyond which a protocol is safe although the rest is not covered yet. */
const thresholds: Readonly<Record<string, number>> = { bft: 2 / 3, cft: 1 / 2 };

/**
 * How much of a cluster's voting weight has what the plan brings, visit after visit. A chain is out of danger once more
 * than two thirds of its voting power is patched (CometBFT, GHSA-qr8r-m495-7hc4).
 */
export function coverageOf(cluster: ClusterSpec, { visits, wanting }: CoverageInput): Coverage {
  const lastOf = new Map<string, Visit>();
  for (const visit of visits.toSorted((a, b) => a.end - b.end || (a.id < b.id ? -1 : 1))) {
    lastOf.delete(visit.asset);
    lastOf.set(visit.asset, visit);
  }
  const whole = cluster.totalWeight;
  const isCovered = ({ name, asset }: ClusterMember): boolean =>
    asset !== undefined && !wanting.has(name) && !lastOf.has(name);
  let covered = cluster.members.filter(isCovered).reduce((sum, { weight }) => sum + weight, 0);
  const initialPercent = percentOf(covered, whole);
  const share = thresholds[cluster.consensus];
  const exceeds = (): boolean => share !== undefined && covered > share * whole + 1e-9;
  const isSafe = exceeds();
  let reachedAfter: string | undefined;
  const steps: { readonly visit: string; readonly percent: number }[] = [];
  for (const [name, { id }] of lastOf) {
    const member = cluster.memberOf.get(name);
    if (member === undefined || wanting.has(name)) continue;
    covered += member.weight;
    steps.push({ visit: id, percent: percentOf(covered, whole) });
    if (reachedAfter === undefined && !isSafe && exceeds()) reachedAfter = id;
  }
  const threshold = share === undefined ? undefined : { percent: Math.round(share * 1000) / 10, reachedAfter };
  return { initialPercent, steps, threshold };
}

/** Rounded down: what is told as reached is reached. */
function percentOf(weight: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((weight / whole) * 1000 + 1e-9) / 10;
}
