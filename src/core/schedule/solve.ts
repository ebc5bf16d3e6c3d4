import { upperBoundOf } from './bound.ts';
import { openGround } from './ground.ts';
import type { Job, Order } from './job.ts';
import {
  isExact,
  keepProposed,
  type PlaceContext,
  placeBefore,
  placeEarliest,
  placeInGap,
  placeUrgent,
  slotNow,
} from './placing.ts';
import { countOnTime, type Placement, type Problem, type Solution } from './problem.ts';
import { createReleases } from './release.ts';
import { inSequence } from './sequence.ts';
import { noteFixed } from './standing.ts';

/**
 * Where the order of importance is only a heuristic, the plain order by due may place more visits on time; then it is
 * taken. So the result is never worse than earliest due first. What reaches the upper bound needs no second try.
 */
export function solveBest(problem: Problem): Solution {
  const best = solve(problem, 'importance');
  const upperBound = best.isBest() ? best.onTime : upperBoundOf(problem, best);
  if (best.onTime >= upperBound || hasOneUrgency(problem))
    return { ...best, upperBound: Math.max(best.onTime, upperBound) };
  const plain = solve(problem, 'due');
  const better = plain.onTime > best.onTime ? plain : best;
  return { ...better, upperBound: Math.max(better.onTime, upperBound) };
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
function solve(problem: Problem, order: Order): Unbounded {
  const solver = createSolver(problem);
  const passes = inSequence(problem, order);
  for (const jobs of passes) {
    if (problem.proposed.size > 0) for (const job of jobs) solver.keepProposed(job);
    for (const job of jobs) solver.placeOnTime(job);
    for (const job of jobs) solver.placeLate(job);
    // Without rings nothing builds on where an exact job comes to lie before all are placed.
    if (problem.rollouts.ringOf.size > 0) solver.settle(jobs);
  }
  for (const jobs of passes) for (const job of jobs) solver.placeAnyTime(job);
  return solver.solution(passes.length);
}

interface Unbounded extends Omit<Solution, 'upperBound'> {
  /** Is it proven that no schedule has more than these on time? */
  readonly isBest: () => boolean;
}

interface Solver {
  keepProposed(job: Job): void;
  placeOnTime(job: Job): void;
  placeLate(job: Job): void;
  placeAnyTime(job: Job): void;
  settle(jobs: readonly Job[]): void;
  solution(passes: number): Unbounded;
}

function createSolver(problem: Problem): Solver {
  const context = createContext(problem);
  const { matcher, releases, constraintsOf, checksOf } = context;
  const placed = new Array<Placement | undefined>(problem.jobCount);
  const isUrgent = (job: Job): boolean => job.priority === 'immediate' && (job.isOverdue || job.dues.length > 0);

  const isOnlyMatched = (job: Job): boolean => job.priority !== 'immediate' && isExact(context, job);

  /** `movable`: an exact job that others may still push elsewhere; `settle` notes where it ends up. */
  function record(placement: Placement | undefined, how: 'final' | 'movable'): void {
    if (placement === undefined) return;
    const { job } = placement;
    placed[job.number] = placement;
    if (placement.status === 'unplaced') {
      releases.noteUnplaced(job);
      return;
    }
    for (const constraint of checksOf(job)) constraint.take(placement.time);
    if (how === 'final' || !isExact(context, job)) releases.note(job, placement.time.end);
  }

  return {
    keepProposed: (job) => record(keepProposed(context, job), 'movable'),
    placeOnTime(job) {
      if (placed[job.number] !== undefined) return;
      if (isUrgent(job)) record(placeUrgent(context, job), 'movable');
      else if (isExact(context, job)) record(placeBefore(context, job, 'insert'), 'movable');
      else record(placeBefore(context, job, 'pin') ?? placeEarliest(context, job), 'final');
    },
    placeLate(job) {
      if (placed[job.number] !== undefined || (job.dues.length === 0 && !job.isOverdue)) return;
      record(placeEarliest(context, job), 'final');
    },
    placeAnyTime(job) {
      if (placed[job.number] === undefined) record(placeInGap(context, job), 'final');
    },
    settle(jobs) {
      matcher.settle('staged');
      for (const job of jobs) {
        const now = slotNow(context, placed[job.number]);
        if (now?.status !== 'placed' || !isExact(context, job)) continue;
        placed[job.number] = now;
        releases.note(job, now.time.end);
      }
    },
    solution(passes) {
      matcher.settle('all');
      const placements: Placement[] = [];
      for (const job of problem.jobs) {
        const placement = slotNow(context, placed[job.number]);
        if (placement === undefined) continue;
        placements.push(placement);
        // The matcher kept these limits; those who ask why need them too.
        if (placement.status === 'placed' && isExact(context, job)) {
          for (const constraint of constraintsOf(job)) constraint.take(placement.time);
        }
      }
      const onTime = countOnTime(placements);
      return {
        placements,
        onTime,
        used: matcher.used,
        constraintsOf,
        // As many as can be have a place by some due, and all of them are on time.
        isBest: () => passes <= 1 && matcher.inserted() === onTime && problem.jobs.every(isOnlyMatched),
      };
    },
  };
}

/** The empty schedule with what is fixed in it. */
function createContext(problem: Problem): PlaceContext {
  const releases = createReleases(problem.asOf, problem.rollouts);
  noteFixed(problem, releases);
  return { ...openGround(problem), problem, releases };
}
