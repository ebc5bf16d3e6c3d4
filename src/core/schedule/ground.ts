import { createViews, type View } from './cohort.ts';
import { type Constraint, createConstraints } from './constraint.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { listsOf } from './offers.ts';
import type { Problem } from './problem.ts';
import type { SlotList } from './slot-list.ts';
import { occupyLimits, occupyWaves } from './standing.ts';
import { planTurns, type TurnPlan } from './turns.ts';

/** Waves and limits before anything is placed, with what approved visits take of them. */
export interface Ground {
  readonly matcher: Matcher;
  /** Every limit that binds a job. */
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  /** Those that are asked about every slot; the matcher keeps the others. */
  readonly checksOf: (job: Job) => readonly Constraint[];
  /** Does it keep every limit of every job? */
  readonly keepsAll: boolean;
  /** The slots that a job could use if nothing else were planned, with the turns that bind it. */
  readonly viewOf: (job: Job) => View;
}

const none: readonly Constraint[] = [];

/**
 * Opens the ground of a problem; each solution builds on one of its own. `listOf`: other slots than those of the calendar.
 * What is asked over and over is found once a lot, or once a job that limits bind.
 */
export function openGround(problem: Problem, listOf: (job: Pick<Job, 'lot'>) => SlotList = listsOf(problem)): Ground {
  const { jobs, lots, lotOf, clusters } = problem;
  const repeated = repeatedAssets(problem);
  const constraints = createConstraints({ clusters, repeated });
  occupyLimits(problem, constraints);
  const limits = new Array<readonly Constraint[] | undefined>(jobs.length);
  const bound: Job[] = [];
  for (const job of mayBeBound(problem, repeated)) {
    const binding = constraints.of(job);
    if (binding.length === 0) continue;
    limits[job.number] = binding;
    bound.push(job);
  }
  const constraintsOf = ({ number }: Job): readonly Constraint[] => limits[number] ?? none;
  // Every ground of a problem starts with the same room.
  const turns = remember(turnPlans, problem, () => planTurns(problem, bound, constraintsOf));
  const checks = limits.slice();
  const views = new Array<View | undefined>(jobs.length);
  const viewFor = createViews();
  for (const job of bound) {
    const kept = turns.ofJob.get(job.number);
    if (kept === undefined) continue;
    checks[job.number] = undefined;
    views[job.number] = viewFor(listOf(job), kept);
  }
  const matcher = createMatcher(turns, jobs.length);
  occupyWaves(problem, matcher);
  const free = new Array<View | undefined>(lots.length);
  const freeView = (place: number, job: Job): View => {
    const view = free[place] ?? viewFor(listOf(job), undefined);
    free[place] = view;
    return view;
  };
  return {
    matcher,
    constraintsOf,
    checksOf: ({ number }) => checks[number] ?? none,
    keepsAll: turns.ofJob.size === bound.length,
    viewOf: (job) => views[job.number] ?? freeView(lotOf[job.number] ?? 0, job),
  };
}

const turnPlans = new WeakMap<Problem, TurnPlan>();

/** The jobs of lots and assets that have a limit. */
function mayBeBound({ jobs, lots, lotOf }: Problem, repeated: ReadonlySet<string>): readonly Job[] {
  const isLimited = lots.map(({ cluster, ring }) => cluster !== undefined || ring?.maxConcurrent !== undefined);
  if (repeated.size === 0 && !isLimited.includes(true)) return [];
  return jobs.filter(
    ({ number, asset }) => isLimited[lotOf[number] ?? 0] === true || (repeated.size > 0 && repeated.has(asset.name)),
  );
}

/** Assets that are visited more than once must not be visited twice at a time. */
function repeatedAssets({ jobs, fixed, repeated }: Problem): ReadonlySet<string> {
  if (fixed.length === 0) return repeated;
  const approved = new Set(fixed.map(({ visit }) => visit.asset));
  return new Set([...repeated, ...jobs.flatMap(({ asset: { name } }) => (approved.has(name) ? [name] : []))]);
}
