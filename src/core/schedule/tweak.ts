import type { ClusterSpec } from './cluster.ts';
import type { FreezePlan } from './freeze.ts';
import type { Job } from './job.ts';
import { createLots, type Lots } from './lot.ts';
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

/** The problem with jobs changed; they keep their numbers. */
export function withJobs(problem: Problem, change: (job: Job) => Job): Problem {
  const lotOf = createLots();
  const jobs = problem.jobs.map((job) => relotted(lotOf, job, change(job)));
  const byNumber = new Map(jobs.map((job) => [job.number, job]));
  return {
    ...problem,
    jobs,
    fixed: problem.fixed.map(({ visit, job }) => ({ visit, job: job && change(job) })),
    proposed: new Map([...problem.proposed].map(([job, visit]) => [byNumber.get(job.number) ?? job, visit])),
  };
}

function relotted(lotOf: Lots, before: Job, job: Job): Job {
  if (job === before) return job;
  const { cluster, ring, priorities, leadMs } = job;
  return { ...job, lot: lotOf(before.lot, { asset: before.lot.asset, cluster, ring, priorities, leadMs }) };
}

/** The problem with another cluster in place of one. */
export function withCluster(problem: Problem, cluster: ClusterSpec, changed: ClusterSpec): Problem {
  const tweaked = withJobs(problem, (job) => (job.cluster === cluster ? { ...job, cluster: changed } : job));
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
  const tweaked = withJobs(problem, (job) => (job.ring === undefined ? job : { ...job, ring: now(job.ring) }));
  return {
    ...tweaked,
    rollouts: {
      ringOf: new Map([...rollouts.ringOf].map(([name, ring]) => [name, now(ring)])),
      rings: new Map([...rollouts.rings].map(([name, rings]) => [name, rings.map(now)])),
      verdictOf: (ring, requirement) => verdictOf?.(ring) ?? rollouts.verdictOf(ring, requirement),
    },
  };
}

function swapped<Value>(values: readonly Value[], one: Value, other: Value): readonly Value[] {
  return values.map((value) => (value === one ? other : value));
}
