import type { Activation } from '../../model/visit.ts';
import type { ClusterSpec } from './cluster.ts';
import { percentDown, wholeNumbers } from './exact-share.ts';

/**
 * How much of the voting weight has a release, and how much will. Members that do not run the package have no part; of
 * weight that no member is listed for nobody knows what it runs, so it counts as not having it.
 */
export function weightOf(cluster: ClusterSpec, members: Activation['members']): Activation['weight'] {
  const stateOf = new Map(members.map(({ asset, state }) => [asset, state] as const));
  const stated = isListedWhole(cluster) ? [] : [cluster.totalWeight];
  const weights = wholeNumbers([...cluster.members.map(({ weight }) => weight), ...stated]);
  const sumOf = (isMeant: (name: string) => boolean): bigint =>
    cluster.members.reduce((sum, { name }, index) => (isMeant(name) ? sum + (weights[index] ?? 0n) : sum), 0n);
  const listed = sumOf((name) => stateOf.has(name));
  const total = weights[cluster.members.length];
  const whole = total === undefined ? listed : total - sumOf((name) => !stateOf.has(name));
  const share = (...states: readonly Activation['members'][number]['state'][]): number =>
    percentDown(
      { part: sumOf((name) => states.includes(stateOf.get(name) ?? 'unknown') && stateOf.has(name)), whole },
      1,
    );
  return { installed: share('installed'), planned: share('installed', 'planned') };
}

/** Is all of a cluster's weight that of members that it lists? */
export function isListedWhole({ members, totalWeight }: ClusterSpec): boolean {
  return totalWeight <= members.reduce((sum, { weight }) => sum + weight, 0);
}
