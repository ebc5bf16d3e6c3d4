import type { Asset } from '../../model/asset.ts';
import type { ExplainedCluster, ExplainedRollout, Surroundings } from '../../model/explanation.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import { versionToInstall } from '../evidence/needs.ts';
import { contextOf } from '../schedule/context.ts';
import type { RingPlan } from '../schedule/ring-plan.ts';
import { type RolloutPlans, readRollouts } from '../schedule/rollout.ts';
import type { Decision } from './decision.ts';

/** What an asset is a part of, as far as that decides about its visits: its cluster, its rollout, common activations. */
export function surroundingsOf(
  { plan, estate }: Decision,
  asset: Asset,
  requirements: readonly Requirement[],
  locate: Locate,
): Surroundings {
  const rollouts = estate.resources.Rollout?.size
    ? readRollouts(contextOf(estate, plan.asOf, locate)).value
    : undefined;
  const ring = rollouts?.ringOf.get(asset.name);
  return {
    cluster: clusterOf(plan, asset),
    rollout: rollouts && ring && rolloutOf({ rollouts, ring, requirements, asOf: plan.asOf }),
    activations: plan.schedule.activations.filter(({ members }) =>
      members.some((member) => member.asset === asset.name),
    ),
  };
}

function clusterOf({ schedule }: Decision['plan'], { name, cluster }: Asset): ExplainedCluster | undefined {
  const plan = schedule.clusters.find((one) => one.cluster === cluster);
  if (plan === undefined) return undefined;
  const { initialPercent, steps, threshold } = plan.coverage;
  const own = new Set(schedule.visits.filter(({ asset }) => asset === name).map(({ id }) => id));
  const index = steps.findIndex(({ visit }) => own.has(visit));
  const step = steps[index];
  const coverage = step && { before: steps[index - 1]?.percent ?? initialPercent, after: step.percent };
  const reached = schedule.visits.find(({ id }) => id === threshold?.reachedAfter);
  return {
    plan,
    coverage,
    now: initialPercent,
    atLast: steps.at(-1)?.percent ?? initialPercent,
    threshold: threshold && { ...threshold, reachedAfter: reached },
  };
}

interface RolloutScope {
  readonly rollouts: RolloutPlans;
  readonly ring: RingPlan;
  readonly requirements: readonly Requirement[];
  readonly asOf: number;
}

function rolloutOf({ rollouts, ring, requirements, asOf }: RolloutScope): ExplainedRollout {
  const { paused } = ring;
  const rings = (rollouts.rings.get(ring.rollout) ?? []).filter(({ index }) => index <= ring.index);
  const isPaused = paused !== undefined && (paused.until ?? Number.POSITIVE_INFINITY) > asOf;
  return {
    rollout: ring.rollout,
    ring: ring.name,
    paused: isPaused ? paused : undefined,
    results: requirements.flatMap((requirement) => {
      const version = versionToInstall(requirement);
      if (version === undefined) return [];
      return rings.map((one) => {
        const { status, text, endedAt, records } = rollouts.verdictOf(one, requirement);
        const result = { package: requirement.component.name, version, ring: one.name, isOwn: one === ring };
        return { ...result, status, text, endedAt, records, soakMs: one.soakMs(requirement.priority) };
      });
    }),
  };
}
