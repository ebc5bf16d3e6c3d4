import type { Turns } from './cohort.ts';
import { type Constraint, createConstraints } from './constraint.ts';
import type { Job } from './job.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import type { Problem } from './problem.ts';
import { occupyLimits, occupyWaves } from './standing.ts';
import { planTurns } from './turns.ts';

/** Waves and limits before anything is placed, with what approved visits take of them. */
export interface Ground {
  readonly matcher: Matcher;
  /** Every limit that binds a job. */
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  /** Those that are asked about every slot; the matcher keeps the others. */
  readonly checksOf: (job: Job) => readonly Constraint[];
  readonly turnsOf: (job: Job) => Turns | undefined;
}

const none: readonly Constraint[] = [];

/** Opens the ground of a problem; each solution builds on one of its own. */
export function openGround(problem: Problem): Ground {
  const constraints = createConstraints({
    clusters: problem.clusters,
    ringOf: problem.rollouts.ringOf,
    repeated: repeatedAssets(problem),
  });
  occupyLimits(problem, constraints);
  const bindings = Array.from<readonly Constraint[]>({ length: problem.jobCount });
  for (const { number, asset } of problem.jobs) bindings[number] = constraints.of(asset);
  const constraintsOf = ({ number }: Job): readonly Constraint[] => bindings[number] ?? none;
  const turns = planTurns(problem, constraintsOf);
  const matcher = createMatcher(turns, problem.jobCount);
  occupyWaves(problem, matcher);
  const turnsOf = (job: Job): Turns | undefined => {
    const [only] = constraintsOf(job);
    return only && turns.of(only.limit);
  };
  return {
    matcher,
    constraintsOf,
    checksOf: (job) => (turnsOf(job) === undefined ? constraintsOf(job) : none),
    turnsOf,
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
