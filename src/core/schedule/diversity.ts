import type { Asset, ComponentSet } from '../../model/asset.ts';
import type { Cluster } from '../../model/generated/cluster.ts';

/** A member, as far as diversity is a matter of it. */
export interface DiverseMember {
  readonly name: string;
  /** `undefined`: outside the estate, so nobody knows what it runs. */
  readonly asset: Asset | undefined;
  readonly weight: number;
}

/** What keeps an implementation from carrying too much: so much of the others may be away at once. */
export interface DiversityCap {
  readonly implementation: string;
  /** Names of the members that run something else. */
  readonly others: ReadonlySet<string>;
  /** Weight of those that may be away at one instant. */
  readonly maxAway: number;
  readonly text: string;
}

/** An implementation that has more than its share with every member up; no plan can keep that cap. */
export interface Dominance {
  readonly implementation: string;
  readonly percent: number;
}

export interface DiversityReading {
  readonly caps: readonly DiversityCap[];
  readonly dominant: readonly Dominance[];
}

/** Sums of fractional weights are compared with this much doubt, always to the safe side. */
const epsilon = 1e-9;

/**
 * No implementation may hold more than `maxShare` of the weight that is up at any instant: one flaw in it would then stop
 * what is left. All of an implementation count as up, whatever is planned, because a visit may fall through; members whose
 * implementation nobody knows count for each. So the cap on one is a limit on how much of the others is away:
 * own / (whole - away) <= maxShare. Where an implementation exceeds its share already, the cap is waived and reported,
 * else its rivals could never be patched.
 */
export function readDiversity(
  { diversity }: Cluster['spec'],
  members: readonly DiverseMember[],
  whole: number,
  componentSets: ReadonlyMap<string, ComponentSet>,
): DiversityReading {
  if (diversity === undefined) return { caps: [], dominant: [] };
  const { by, maxShare } = diversity;
  const share = Number(maxShare.replace('%', '')) / 100;
  const runs = new Map(members.map((member) => [member, implementationOf(member.asset, by, componentSets)]));
  const caps: DiversityCap[] = [];
  const dominant: Dominance[] = [];
  for (const implementation of [...new Set(runs.values())].filter((name) => name !== undefined).sort()) {
    const others = members.filter((member) => {
      const other = runs.get(member);
      return other !== undefined && other !== implementation;
    });
    const own = whole - others.reduce((sum, { weight }) => sum + weight, 0);
    if (own > share * whole + epsilon) dominant.push({ implementation, percent: Math.ceil((own / whole) * 1000) / 10 });
    else {
      const text = `${implementation} carries at most ${maxShare} of what is up`;
      const names = new Set(others.map(({ name }) => name));
      caps.push({ implementation, others: names, maxAway: share === 0 ? 0 : whole - own / share + epsilon, text });
    }
  }
  return { caps, dominant };
}

type By = NonNullable<Cluster['spec']['diversity']>['by'];

/** The value of a label, or the packages of a class; several together are one implementation. */
function implementationOf(
  asset: Asset | undefined,
  by: By,
  componentSets: ReadonlyMap<string, ComponentSet>,
): string | undefined {
  if (asset === undefined) return undefined;
  if (by.label !== undefined)
    return Object.hasOwn(asset.facts.labels, by.label) ? asset.facts.labels[by.label] : undefined;
  const names = asset.componentSets
    .flatMap((digest) => componentSets.get(digest)?.components ?? [])
    .filter((component) => component.class === by.class)
    .map(({ name }) => name);
  return names.length === 0 ? undefined : [...new Set(names)].sort().join(' + ');
}
