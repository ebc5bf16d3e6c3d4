import { awaitedWork } from './awaited.ts';
import { upperBoundOf } from './bound.ts';
import { openGround } from './ground.ts';
import { createInsertions } from './insertion.ts';
import type { Job } from './job.ts';
import { isDated } from './job-table.ts';
import type { Lot } from './lot.ts';
import type { Order } from './order.ts';
import {
  isExact,
  keepProposed,
  type PlaceContext,
  pinBefore,
  placeEarliest,
  placeInGap,
  placeUrgent,
  routine,
  slotNow,
} from './placing.ts';
import { countOnTime, type Placement, type Problem, type Solution } from './problem.ts';
import { createReleases } from './release.ts';
import { inSequence, notingOrder, type Pass } from './sequence.ts';
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
function hasOneUrgency({ lots }: Problem): boolean {
  return lots.every(({ priorities }) => priorities[0] === lots[0]?.priorities[0]);
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
  const isAwaited = awaitedWork(problem);
  for (const pass of passes) {
    if (problem.proposed.size > 0) solver.keepProposed(pass);
    solver.placeOnTime(pass);
    solver.placeLate(pass);
    solver.placeAnyTime(pass, isAwaited);
    // Without rings nothing builds on where an exact job comes to lie before all are placed.
    if (problem.rollouts.ringOf.size > 0) solver.settle(pass);
  }
  for (const pass of passes) solver.placeAnyTime(pass);
  return solver.solution(passes.length);
}

interface Unbounded extends Omit<Solution, 'upperBound'> {
  /** Is it proven that no schedule has more than these on time? */
  readonly isBest: () => boolean;
}

/** Places jobs by their numbers. */
interface Solver {
  keepProposed(pass: Pass): void;
  placeOnTime(pass: Pass): void;
  placeLate(pass: Pass): void;
  /** Only those that are meant; default: all. */
  placeAnyTime(pass: Pass, isMeant?: (job: Job) => boolean): void;
  settle(pass: Pass): void;
  solution(passes: number): Unbounded;
}

function createSolver(problem: Problem): Solver {
  const { jobs } = problem;
  const context = createContext(problem);
  const { matcher, releases, checksOf } = context;
  const insertions = createInsertions(context);
  const placed = new Array<Placement | undefined>(jobs.length);
  const isPlaced = new Uint8Array(jobs.length);

  /** `movable`: an exact job that others may still push elsewhere; `settle` notes where it ends up. */
  function record(placement: Placement | undefined, how: 'final' | 'movable'): void {
    if (placement === undefined) return;
    const { job } = placement;
    placed[job.number] = placement;
    isPlaced[job.number] = 1;
    if (placement.status === 'unplaced') {
      releases.noteUnplaced(job);
      return;
    }
    for (const constraint of checksOf(job)) constraint.take(placement.time);
    if (how === 'final' || !isExact(context, job)) releases.note(job, placement.time.end);
  }

  /** For those of a pass that have no place yet. */
  function forWaiting({ inOrder }: Pass, place: (job: Job) => void): void {
    for (const number of inOrder) {
      if (isPlaced[number] === 1 || insertions.isInserted(number)) continue;
      const job = jobs[number];
      if (job !== undefined) place(job);
    }
  }

  function placeOnTime(job: Job): void {
    if (isUrgent(problem, job)) record(placeUrgent(context, job), 'movable');
    else if (isExact(context, job)) insertions.insert(job);
    else record(pinBefore(context, job) ?? placeEarliest(context, job), 'final');
  }

  /** Where a job has come to lie as far as that is known. */
  function placementNow(job: Job): Placement | undefined {
    const holds = insertions.holdsOf(job.number);
    if (holds === undefined) return slotNow(context, placed[job.number]);
    const slot = matcher.slotOf(job.number);
    return slot && routine(job, slot, holds);
  }

  return {
    keepProposed: (pass) => forWaiting(pass, (job) => record(keepProposed(context, job), 'movable')),
    placeOnTime(pass) {
      insertions.prepare(pass, (job) => isPlaced[job.number] === 0 && !isUrgent(problem, job));
      for (const number of pass.inOrder) {
        if (isPlaced[number] === 1 || insertions.insertReady(number)) continue;
        const job = jobs[number];
        if (job !== undefined) placeOnTime(job);
      }
    },
    placeLate: (pass) =>
      forWaiting(pass, (job) => isDated(problem, job) && record(placeEarliest(context, job), 'final')),
    placeAnyTime: (pass, isMeant = () => true) =>
      forWaiting(pass, (job) => isMeant(job) && record(placeInGap(context, job), 'final')),
    settle(pass) {
      matcher.settle('staged');
      for (const number of notingOrder(problem, pass)) {
        const job = jobs[number];
        const now = job && isExact(context, job) ? placementNow(job) : undefined;
        if (now?.status === 'placed') releases.note(now.job, now.time.end);
      }
    },
    solution: (passes) => solutionOf(context, placementNow, passes),
  };
}

function isImmediate({ priorities }: Lot): boolean {
  return priorities[0] === 'immediate';
}

/** Work that does not wait for a window when none opens in time. */
function isUrgent(problem: Problem, job: Job): boolean {
  return isImmediate(job.lot) && isDated(problem, job);
}

function solutionOf(
  context: PlaceContext,
  placementNow: (job: Job) => Placement | undefined,
  passes: number,
): Unbounded {
  const { matcher, constraintsOf, keepsAll } = context;
  const { jobs, lots } = context.problem;
  matcher.settle('all');
  const placements: Placement[] = [];
  for (const job of jobs) {
    const placement = placementNow(job);
    if (placement === undefined) continue;
    placements.push(placement);
    // The matcher kept these limits; those who ask why need them too.
    if (placement.status === 'placed' && isExact(context, job)) {
      for (const constraint of constraintsOf(job)) constraint.take(placement.time);
    }
  }
  const onTime = countOnTime(context.problem, placements);
  return {
    placements,
    onTime,
    used: matcher.used,
    constraintsOf,
    // As many as can be have a place by some due, and all of them are on time.
    isBest: () => passes <= 1 && matcher.inserted() === onTime && keepsAll && !lots.some(isImmediate),
  };
}

/** The empty schedule with what is fixed in it. */
function createContext(problem: Problem): PlaceContext {
  const releases = createReleases(problem.asOf, problem.rollouts);
  noteFixed(problem, releases);
  return { ...openGround(problem), problem, releases };
}
