import type { Asset } from '../../model/asset.ts';
import { createViews, type View } from './cohort.ts';
import { type Constraint, createConstraints } from './constraint.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
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
 * What is asked over and over is found once a lot, or once a job that limits bind.
 */
export function openGround(problem: Problem, listOf: (job: Pick<Job, 'lot'>) => SlotList = listsOf(problem)): Ground {
  const { jobs, clusters } = problem;
  const constraints = createConstraints({ clusters, repeated: repeatedAssets(problem) });
  occupyLimits(problem, constraints);
  const limits = new Array<readonly Constraint[] | undefined>(jobs.length);
  const bound: Job[] = [];
  for (const job of jobs) {
    const binding = constraints.of(job);
    if (binding.length === 0) continue;
    limits[job.number] = binding;
    bound.push(job);
  }
  const constraintsOf = ({ number }: Job): readonly Constraint[] => limits[number] ?? none;
  const turns = planTurns(problem, bound, constraintsOf);
  const checks = limits.slice();
  const views = new Array<View | undefined>(jobs.length);
  const viewFor = createViews();
  for (const job of bound) {
    const [only] = constraintsOf(job);
    const kept = only && turns.of(only.limit);
    if (kept === undefined) continue;
    checks[job.number] = undefined;
    views[job.number] = viewFor(listOf(job), kept);
  }
  const matcher = createMatcher(turns, jobs.length);
  occupyWaves(problem, matcher);
  const free = new Map<Lot, View>();
  return {
    matcher,
    constraintsOf,
    checksOf: ({ number }) => checks[number] ?? none,
    viewOf: ({ number, lot }) => views[number] ?? remember(free, lot, () => viewFor(listOf({ lot }), undefined)),
  };
}

/** Assets that are visited more than once must not be visited twice at a time. Jobs of one asset stand together. */
function repeatedAssets({ jobs, fixed }: Problem): ReadonlySet<string> {
  const approved = new Set(fixed.map(({ visit }) => visit.asset));
  const repeated = new Set<string>();
  let before: Asset | undefined;
  for (const { asset } of jobs) {
    if (asset === before || (approved.size > 0 && approved.has(asset.name))) repeated.add(asset.name);
    before = asset;
  }
  return repeated;
}
