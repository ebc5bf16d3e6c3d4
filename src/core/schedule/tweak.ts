import type { ClusterSpec } from './cluster.ts';
import type { FreezePlan } from './freeze.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { tableOf } from './job-table.ts';
import type { Lot } from './lot.ts';
import type { Problem } from './problem.ts';
import type { RingVerdict } from './promotion.ts';
import type { RingPlan } from './ring-plan.ts';
import { createCalendar } from './service.ts';
import type { WindowPlan } from './window.ts';

/** The problem with another window in place of one. */
export function withWindow(problem: Problem, window: WindowPlan, changed: WindowPlan): Problem {
  const { windows, freezes } = problem.calendar;
  return { ...problem, calendar: createCalendar(swapped(windows, window, changed), freezes) };
}

/** The problem with freezes changed. */
export function withFreezes(problem: Problem, change: (freeze: FreezePlan) => FreezePlan): Problem {
  const { windows, freezes } = problem.calendar;
  return { ...problem, calendar: createCalendar(windows, freezes.map(change)) };
}

/** The problem with what its jobs ask changed, lot by lot; they keep their numbers. */
export function withLots(problem: Problem, change: (lot: Lot) => Lot): Problem {
  const changed = new Map<Lot, Lot>();
  const moved = (job: Job): Job => {
    const lot = remember(changed, job.lot, () => change(job.lot));
    return lot === job.lot ? job : { ...job, lot };
  };
  const jobs = problem.jobs.map(moved);
  return {
    ...problem,
    ...tableOf(jobs),
    fixed: problem.fixed.map(({ visit, job }) => ({ visit, job: job && moved(job) })),
    proposed: new Map([...problem.proposed].map(([job, visit]) => [jobs[job.number] ?? job, visit])),
  };
}

/** The problem with another cluster in place of one. */
export function withCluster(problem: Problem, cluster: ClusterSpec, changed: ClusterSpec): Problem {
  const tweaked = withLots(problem, (lot) => (lot.cluster === cluster ? { ...lot, cluster: changed } : lot));
  return { ...tweaked, clusters: swapped(problem.clusters, cluster, changed) };
}

/** The problem with rings changed. `verdictOf`: what is to be on record about a ring, where not what is. */
export function withRings(
  problem: Problem,
  change: (ring: RingPlan) => RingPlan,
  verdictOf?: (ring: RingPlan) => RingVerdict | undefined,
): Problem {
  const { rollouts } = problem;
  const changed = new Map<RingPlan, RingPlan>();
  for (const rings of rollouts.rings.values()) for (const ring of rings) changed.set(ring, change(ring));
  const now = (ring: RingPlan): RingPlan => changed.get(ring) ?? ring;
  const tweaked = withLots(problem, (lot) => (lot.ring === undefined ? lot : { ...lot, ring: now(lot.ring) }));
  return {
    ...tweaked,
    rollouts: {
      ringAt: rollouts.ringAt.map((ring) => ring && now(ring)),
      ringOf: new Map([...rollouts.ringOf].map(([name, ring]) => [name, now(ring)])),
      rings: new Map([...rollouts.rings].map(([name, rings]) => [name, rings.map(now)])),
      verdictOf: (ring, requirement) => verdictOf?.(ring) ?? rollouts.verdictOf(ring, requirement),
    },
  };
}

function swapped<Value>(values: readonly Value[], one: Value, other: Value): readonly Value[] {
  return values.map((value) => (value === one ? other : value));
}
