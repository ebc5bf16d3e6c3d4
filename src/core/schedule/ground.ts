import { createViews, type View } from './cohort.ts';
import { type Constraint, createConstraints } from './constraint.ts';
import type { Job } from './job.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { listsOf } from './offers.ts';
import type { Problem } from './problem.ts';
import type { SlotList } from './service.ts';
import { occupyLimits, occupyWaves } from './standing.ts';
import { planTurns } from './turns.ts';

/** Waves and limits before anything is placed, with what approved visits take of them. */
export interface Ground {
  readonly matcher: Matcher;
  /** Every limit that binds a job. */
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  /** Those that are asked about every slot; the matcher keeps the others. */
  readonly checksOf: (job: Job) => readonly Constraint[];
  /** The slots that a job could use if nothing else were planned, with the turns that bind it. */
  readonly viewOf: (job: Job) => View;
}

const none: readonly Constraint[] = [];

/**
 * Opens the ground of a problem; each solution builds on one of its own. `listOf`: other slots than those of the calendar.
 * What is asked over and over is found once a job, in the order in which jobs lie in memory.
 */
export function openGround(problem: Problem, listOf: (job: Job) => SlotList = listsOf(problem)): Ground {
  const { jobCount } = problem;
  const constraints = createConstraints({
    clusters: problem.clusters,
    ringOf: problem.rollouts.ringOf,
    repeated: repeatedAssets(problem),
  });
  occupyLimits(problem, constraints);
  const limits = new Array<readonly Constraint[] | undefined>(jobCount);
  for (const job of problem.jobs) limits[job.number] = constraints.of(job);
  const constraintsOf = ({ number }: Job): readonly Constraint[] => limits[number] ?? none;
  const turns = planTurns(problem, constraintsOf);
  const checks = new Array<readonly Constraint[] | undefined>(jobCount);
  const views = new Array<View | undefined>(jobCount);
  const viewFor = createViews();
  for (const job of problem.jobs) {
    const bound = constraintsOf(job);
    const kept = bound[0] && turns.of(bound[0].limit);
    checks[job.number] = kept === undefined ? bound : none;
    views[job.number] = viewFor(listOf(job), kept);
  }
  const matcher = createMatcher(turns, jobCount);
  occupyWaves(problem, matcher);
  return {
    matcher,
    constraintsOf,
    checksOf: ({ number }) => checks[number] ?? none,
    viewOf: (job) => views[job.number] ?? viewFor(listOf(job), undefined),
  };
}

/** Assets that are visited more than once must not be visited twice at a time. Jobs of one asset stand together. */
function repeatedAssets({ jobs, fixed }: Problem): ReadonlySet<string> {
  const approved = new Set(fixed.map(({ visit }) => visit.asset));
  const repeated = new Set<string>();
  for (const [index, { asset }] of jobs.entries()) {
    if (jobs[index - 1]?.asset === asset || approved.has(asset.name)) repeated.add(asset.name);
  }
  return repeated;
}
