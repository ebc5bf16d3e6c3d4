import { upperBoundOf } from './bound.ts';
import { type Constraint, createConstraints } from './constraint.ts';
import { compareByDue, compareJobs, type Job } from './job.ts';
import { createMatcher } from './matcher.ts';
import {
  keepProposed,
  type PlaceContext,
  placeBefore,
  placeEarliest,
  placeInGap,
  placeUrgent,
  slotNow,
} from './placing.ts';
import { countOnTime, type Placed, type Placement, type Problem, type Solution } from './problem.ts';
import { createReleases } from './release.ts';
import { inSequence } from './sequence.ts';
import { occupyFixed } from './standing.ts';

/**
 * Where the order of importance is only a heuristic, the plain order by due may place more visits on time; then it is
 * taken. So the result is never worse than earliest due first. What reaches the upper bound needs no second try.
 */
export function solveBest(problem: Problem): Solution {
  const best = solve(problem, compareJobs);
  const onTime = countOnTime(best);
  const upperBound = upperBoundOf(problem, best.placements);
  if (onTime === upperBound || hasOneUrgency(problem)) return { ...best, upperBound };
  const plain = solve(problem, compareByDue);
  return { ...(countOnTime(plain) > onTime ? plain : best), upperBound };
}

/** Among jobs of one priority the order of importance is the order by due. */
function hasOneUrgency({ jobs }: Problem): boolean {
  return jobs.every(({ priority }) => priority === jobs[0]?.priority);
}

/**
 * Places jobs in the given order of importance, ring after ring.
 *
 * Exact: jobs without cluster, ring limit or second visit of their asset, in one ring. They are inserted one by one with
 * augmenting paths and never evicted, so no plan has more of them on time, and an earlier job is never given up for a
 * later one. Heuristic: everything else. Those jobs take, in order, the first slot that every constraint allows, moving
 * exact jobs aside where that helps; each ring is solved behind the one before it, as early as it can be.
 */
function solve(problem: Problem, compare: (a: Job, b: Job) => number): Unbounded {
  const solver = createSolver(problem);
  const passes = inSequence(problem, compare);
  for (const jobs of passes) {
    if (problem.proposed.size > 0) for (const job of jobs) solver.keepProposed(job);
    for (const job of jobs) solver.placeOnTime(job);
    for (const job of jobs) solver.placeLate(job);
    // Without rings nothing builds on where an exact job comes to lie before all are placed.
    if (problem.rollouts.ringOf.size > 0) solver.settle(jobs);
  }
  for (const jobs of passes) for (const job of jobs) solver.placeAnyTime(job);
  return solver.solution();
}

type Unbounded = Omit<Solution, 'upperBound'>;

interface Solver {
  keepProposed(job: Job): void;
  placeOnTime(job: Job): void;
  placeLate(job: Job): void;
  placeAnyTime(job: Job): void;
  settle(jobs: readonly Job[]): void;
  solution(): Unbounded;
}

function createSolver(problem: Problem): Solver {
  const context = createContext(problem);
  const { matcher, releases, constraintsOf, numberOf } = context;
  const placed = new Map<Job, Placement>();
  const isExact = (job: Job): boolean => constraintsOf(job).length === 0;
  const isUrgent = (job: Job): boolean => job.priority === 'immediate' && (job.isOverdue || job.dues.length > 0);

  function note({ job, time }: Placed): void {
    releases.note({ asset: job.asset.name, requirements: job.requirements, tier: job.tier, end: time.end });
  }

  /** `movable`: an exact job that others may still push elsewhere; `settle` notes where it ends up. */
  function record(placement: Placement | undefined, how: 'final' | 'movable'): void {
    if (placement === undefined) return;
    placed.set(placement.job, placement);
    if (placement.status === 'unplaced') {
      releases.noteUnplaced(placement.job);
      return;
    }
    for (const constraint of constraintsOf(placement.job)) constraint.take(placement.time);
    if (how === 'final') note(placement);
  }

  return {
    keepProposed: (job) => record(keepProposed(context, job), isExact(job) ? 'movable' : 'final'),
    placeOnTime(job) {
      if (placed.has(job)) return;
      if (isUrgent(job)) record(placeUrgent(context, job), isExact(job) ? 'movable' : 'final');
      else if (isExact(job)) record(placeBefore(context, job, 'insert'), 'movable');
      else record(placeBefore(context, job, 'pin') ?? placeEarliest(context, job), 'final');
    },
    placeLate(job) {
      if (placed.has(job) || (job.dues.length === 0 && !job.isOverdue)) return;
      record(placeEarliest(context, job), 'final');
    },
    placeAnyTime(job) {
      if (!placed.has(job)) record(placeInGap(context, job), 'final');
    },
    settle(jobs) {
      for (const job of jobs.filter(isExact)) {
        const now = slotNow(context, placed.get(job));
        if (now?.status !== 'placed') continue;
        placed.set(job, now);
        note(now);
        // Later rings build on where this one has come to lie, so it lies still from here on.
        if (problem.rollouts.ringOf.has(job.asset.name)) matcher.settle(numberOf(job));
      }
    },
    solution: () => ({
      placements: problem.jobs.flatMap((job) => slotNow(context, placed.get(job)) ?? []),
      used: matcher.used,
      constraintsOf,
    }),
  };
}

/** The empty schedule with what is fixed in it. */
function createContext(problem: Problem): PlaceContext {
  const numbers = numbersOf(problem);
  const constraints = createConstraints({
    clusters: problem.clusters,
    ringOf: problem.rollouts.ringOf,
    repeated: repeatedAssets(problem),
  });
  const releases = createReleases(problem.asOf, problem.rollouts, problem.clusters);
  const matcher = createMatcher(problem.calendar.capacity);
  occupyFixed(problem, { matcher, constraints, releases });
  // The same job is asked about several times in a row.
  let asked: { readonly job: Job; readonly number: number; readonly constraints: readonly Constraint[] } | undefined;
  const ask = (job: Job) => {
    if (asked?.job !== job) asked = { job, number: numbers.get(job) ?? -1, constraints: constraints.of(job.asset) };
    return asked;
  };
  return {
    problem,
    matcher,
    releases,
    constraintsOf: (job) => ask(job).constraints,
    numberOf: (job) => ask(job).number,
  };
}

const jobNumbers = new WeakMap<Problem, ReadonlyMap<Job, number>>();

/** The place of each job in the problem, however often it is solved. */
function numbersOf(problem: Problem): ReadonlyMap<Job, number> {
  const known = jobNumbers.get(problem) ?? new Map(problem.jobs.map((job, index) => [job, index]));
  jobNumbers.set(problem, known);
  return known;
}

/** Assets that are visited more than once must not be visited twice at a time. */
function repeatedAssets({ jobs, fixed }: Problem): ReadonlySet<string> {
  const seen = new Set(fixed.map(({ visit }) => visit.asset));
  const repeated = new Set<string>();
  for (const { asset } of jobs) (seen.has(asset.name) ? repeated : seen).add(asset.name);
  return repeated;
}
