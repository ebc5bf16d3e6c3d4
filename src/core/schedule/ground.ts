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

/** Waves before anything is placed, with what approved visits take of them. */
export interface Waves {
  readonly matcher: Matcher;
  /** The slots that a job could use if nothing else were planned, with the turns that bind it. */
  readonly viewOf: (job: Job) => View;
}

/** Waves and limits before anything is placed. */
export interface Ground extends Waves {
  /** Every limit that binds a job. */
  readonly constraintsOf: (job: Job) => readonly Constraint[];
  /** Those that are asked about every slot; the matcher keeps the others. */
  readonly checksOf: (job: Job) => readonly Constraint[];
  /** Does it keep every limit of every job? */
  readonly keepsAll: boolean;
}

const none: readonly Constraint[] = [];

/** Opens the ground of a problem; each solution builds on one of its own. */
export function openGround(problem: Problem): Ground {
  const limits = limitsOf(problem);
  const turns = turnsOf(problem, limits);
  const checks = limits.byJob.slice();
  for (const number of turns.ofJob.keys()) checks[number] = undefined;
  return {
    ...wavesWith(problem, turns, listsOf(problem)),
    constraintsOf: limits.of,
    checksOf: ({ number }) => checks[number] ?? none,
    keepsAll: turns.ofJob.size === limits.bound.length,
  };
}

/** Opens the waves alone. `listOf`: other slots than those of the calendar, in the same places. */
export function openWaves(problem: Problem, listOf: (job: Pick<Job, 'lot'>) => SlotList): Waves {
  return wavesWith(problem, turnsOf(problem, undefined), listOf);
}

/** What is asked over and over is found once a lot, or once a job that turns bind. */
function wavesWith(problem: Problem, turns: TurnPlan, listOf: (job: Pick<Job, 'lot'>) => SlotList): Waves {
  const { jobs, lots, lotOf } = problem;
  const viewFor = createViews();
  const bound = new Array<View | undefined>(jobs.length);
  for (const [number, taken] of turns.ofJob) {
    const job = jobs[number];
    if (job !== undefined) bound[number] = viewFor(listOf(job), taken);
  }
  const matcher = createMatcher(turns, jobs.length);
  occupyWaves(problem, matcher);
  const free = new Array<View | undefined>(lots.length);
  const freeView = (place: number, job: Job): View => {
    const view = free[place] ?? viewFor(listOf(job), undefined);
    free[place] = view;
    return view;
  };
  return { matcher, viewOf: (job) => bound[job.number] ?? freeView(lotOf[job.number] ?? 0, job) };
}

/** Which limits bind which jobs, with what approved visits take of them. */
interface BindingLimits {
  /** The jobs that some limit binds. */
  readonly bound: readonly Job[];
  readonly byJob: readonly (readonly Constraint[] | undefined)[];
  readonly of: (job: Job) => readonly Constraint[];
}

function limitsOf(problem: Problem): BindingLimits {
  const repeated = repeatedAssets(problem);
  const constraints = createConstraints({ clusters: problem.clusters, repeated });
  occupyLimits(problem, constraints);
  const byJob = new Array<readonly Constraint[] | undefined>(problem.jobs.length);
  const bound: Job[] = [];
  for (const job of mayBeBound(problem, repeated)) {
    const binding = constraints.of(job);
    if (binding.length === 0) continue;
    byJob[job.number] = binding;
    bound.push(job);
  }
  return { bound, byJob, of: ({ number }) => byJob[number] ?? none };
}

/** Every ground of a problem starts with the same room, so its limits come down to the same turns. */
function turnsOf(problem: Problem, known: BindingLimits | undefined): TurnPlan {
  return remember(turnPlans, problem, () => {
    const limits = known ?? limitsOf(problem);
    return planTurns(problem, limits.bound, limits.of);
  });
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
