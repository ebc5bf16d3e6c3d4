import type { Asset } from '../../model/asset.ts';
import type { Priority, SharedRequirement } from '../../model/requirement.ts';
import type { Visit } from '../../model/visit.ts';
import { createContents } from './content.ts';
import { bundleOf, type Job } from './job.ts';
import { tableOf } from './job-table.ts';
import { createLots } from './lot.ts';
import { shapeOf } from './offers.ts';
import type { Placed, Placement, Problem, Solution } from './problem.ts';
import { releaseOf } from './release.ts';
import type { Solve } from './remedy.ts';
import type { Slot } from './slot-list.ts';

/** A problem and how it was solved. */
export interface Solved {
  readonly problem: Problem;
  readonly solution: Solution;
}

/** How often visits are joined: each time more may ride with those that were. */
const mostRounds = 3;
/** How many visits may be placed again, all trials together, to find who may ride without harm to others. */
const trialBudget = 20_000;

/**
 * Solves a problem with as few visits as may be. Work that a freeze, a window or a lead time keeps from going as early as
 * the rest of its asset is planned apart, lest it holds the rest up; where it may run at that very time all the same, it
 * rides along. That frees a place, so all is solved again, and kept if no promise is lost by it.
 */
export function solveTogether(problem: Problem, solve: Solve): Solved {
  let best: Solved = { problem, solution: solve(problem) };
  for (let round = 0; round < mostRounds; round += 1) {
    const riding = assetsWithRiders(best);
    if (riding.size === 0) return best;
    const next = tried(best, riding, solve);
    if (next === undefined) return oneByOne(best, riding, solve);
    best = next;
  }
  return best;
}

/** Where not all can ride without harm, those who can. */
function oneByOne(solved: Solved, riding: ReadonlySet<Asset>, solve: Solve): Solved {
  let best = solved;
  const most = Math.floor(trialBudget / solved.problem.jobs.length);
  for (const asset of [...riding].slice(0, most)) best = tried(best, new Set([asset]), solve) ?? best;
  return best;
}

/** The assets' riders in the visits that they may ride with; `undefined` where a promise is lost by it. */
function tried(before: Solved, riding: ReadonlySet<Asset>, solve: Solve): Solved | undefined {
  const problem = joinRiders(before, riding);
  const after: Solved = { problem, solution: solve(problem) };
  return promisesKept(after) < promisesKept(before) ? undefined : after;
}

/** A proposed visit stays one visit: what it carries is not planned apart again, as long as all of it may run then. */
export function joinProposed(problem: Problem, proposals: readonly Visit[]): readonly Job[] {
  const byRequirement = new Map(proposals.flatMap((visit) => visit.requirements.map((id) => [id, visit] as const)));
  if (byRequirement.size === 0) return problem.jobs;
  const hosts = new Map<Visit, Job[]>();
  const groups: Job[][] = [];
  for (const job of problem.jobs) {
    const visit = job.ids.map((id) => byRequirement.get(id)).find((found) => found?.asset === job.asset.name);
    const group = visit && hosts.get(visit);
    if (visit !== undefined && group !== undefined && mayRunTogether(problem, [...group, job], visit)) group.push(job);
    else groups.push(visit === undefined || group !== undefined ? [job] : started(hosts, visit, job));
  }
  return groups.length === problem.jobs.length ? problem.jobs : joinedJobs(problem, groups);
}

function started(hosts: Map<Visit, Job[]>, visit: Visit, job: Job): Job[] {
  const group = [job];
  hosts.set(visit, group);
  return group;
}

/** The assets of which something may ride. */
function assetsWithRiders(solved: Solved): ReadonlySet<Asset> {
  const { jobs } = solved.problem;
  if (!jobs.some(({ asset }, number) => jobs[number + 1]?.asset === asset)) return new Set();
  const placementOf = placementsByJob(solved);
  return new Set(
    byAsset(jobs).flatMap((ofAsset) => {
      const [first] = ofAsset;
      const isRiding =
        ofAsset.length > 1 && ridesOf(solved.problem, ofAsset.flatMap(placementOf)).length < ofAsset.length;
      return first !== undefined && isRiding ? first.asset : [];
    }),
  );
}

/** The problem with each rider of those assets in the visit that it may ride with. */
function joinRiders(solved: Solved, riding: ReadonlySet<Asset>): Problem {
  const { problem } = solved;
  const placementOf = placementsByJob(solved);
  const groups = byAsset(problem.jobs).flatMap((jobs) => {
    const isRiding = jobs[0] !== undefined && riding.has(jobs[0].asset);
    return isRiding ? ridesOf(problem, jobs.flatMap(placementOf)) : jobs.map((job) => [job]);
  });
  const jobs = joinedJobs(problem, groups);
  const byId = new Map(jobs.flatMap((job) => job.ids.map((id) => [id, job] as const)));
  const proposed = [...problem.proposed].map(([job, visit]) => [byId.get(job.ids[0] ?? '') ?? job, visit] as const);
  return { ...problem, ...tableOf(jobs), proposed: new Map(proposed) };
}

function placementsByJob({ solution }: Solved): (job: Job) => readonly Placement[] {
  const placements = new Map(solution.placements.map((placement) => [placement.job, [placement]] as const));
  return (job) => placements.get(job) ?? [];
}

/** Jobs of one asset stand together. */
function byAsset(jobs: readonly Job[]): readonly Job[][] {
  const groups: Job[][] = [];
  let last: Job[] = [];
  for (const job of jobs) {
    if (last[0]?.asset === job.asset) {
      last.push(job);
      continue;
    }
    last = [job];
    groups.push(last);
  }
  return groups;
}

/** Who rides with whom among the visits of one asset: each with the first that is no later than its own. */
function ridesOf(problem: Problem, placements: readonly Placement[]): readonly Job[][] {
  const rides: { readonly host: Placement; readonly jobs: Job[] }[] = [];
  for (const placement of placements.toSorted((a, b) => startOf(a) - startOf(b) || a.job.number - b.job.number)) {
    const ride = rides.find(({ host, jobs }) => mayRide(problem, placement, host, jobs));
    if (ride === undefined) rides.push({ host: placement, jobs: [placement.job] });
    else ride.jobs.push(placement.job);
  }
  return rides.map(({ jobs }) => jobs);
}

function startOf(placement: Placement): number {
  return placement.status === 'placed' ? placement.time.start : Number.POSITIVE_INFINITY;
}

function mayRide(problem: Problem, rider: Placement, host: Placement, riding: readonly Job[]): boolean {
  const slot = slotOf(host);
  if (slot === undefined || problem.proposed.has(rider.job)) return false;
  const release = releaseOf(rider.holds);
  if (release === undefined || release > slot.start || isEmergency(rider)) return false;
  return mayRunTogether(problem, [...riding, rider.job], { start: slot.start, window: slot.window.name });
}

function slotOf(placement: Placement): Slot | undefined {
  return placement.status === 'placed' ? placement.slot : undefined;
}

function isEmergency(placement: Placement): placement is Placed {
  return placement.status === 'placed' && placement.kind === 'emergency';
}

/** May all of it run in that slot? Urgent work still carries nothing that can wait. */
function mayRunTogether(problem: Problem, jobs: readonly Job[], at: Pick<Visit, 'start' | 'window'>): boolean {
  const [first] = jobs;
  const isImmediate = jobs.some(({ bundle }) => bundle.priority === 'immediate');
  if (first === undefined || (isImmediate && jobs.some(({ bundle }) => bundle.tier !== 'urgent'))) return false;
  const present: readonly Priority[] = jobs.flatMap(({ lot }) => lot.priorities);
  const service = problem.calendar.serviceOf(first.asset, present);
  const { slots } = problem.calendar.slotsOf(service, shapeOf(first.lot));
  return slots.some(({ start, window }) => start === at.start && window.name === at.window);
}

/** One job for each group, numbered anew. */
function joinedJobs(problem: Problem, groups: readonly (readonly Job[])[]): readonly Job[] {
  const [lotOf, contentsOf] = [createLots(), createContents()];
  return groups.flatMap((group, number) => {
    const [first, second] = group;
    if (first === undefined || second === undefined) return first === undefined ? [] : { ...first, number };
    const { asset, lot: shared } = first;
    const { cluster, ring } = shared;
    const tier = group.every((job) => job.bundle.tier === 'urgent') ? 'urgent' : 'routine';
    const bundle = bundleOf(group.flatMap((job) => job.bundle.requirements).sort(byComponent), tier, problem.asOf);
    const { priorities, leadMs } = bundle;
    const lot = lotOf(problem.calendar.serviceOf(asset, []), { asset, cluster, ring, priorities, leadMs });
    const ids = group.flatMap((job) => job.ids).sort();
    return { number, asset, lot, bundle, ids, content: ring && contentsOf(bundle.requirements) };
  });
}

function byComponent({ component: a }: SharedRequirement, { component: b }: SharedRequirement): number {
  return byText(a.ecosystem, b.ecosystem) || byText(a.name, b.name) || byText(a.path ?? '', b.path ?? '');
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How many requirements are met by their dues, or at all where they have none that could be. */
function promisesKept({ solution: { placements } }: Solved): number {
  let kept = 0;
  for (const placement of placements) {
    if (placement.status === 'unplaced') continue;
    for (const { due } of placement.job.bundle.requirements) if (placement.time.end <= (due ?? Infinity)) kept += 1;
    kept += placement.job.ids.length;
  }
  return kept;
}
