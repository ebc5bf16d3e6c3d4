import type { Diagnostic, Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { RequirementBook, RequirementState } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { Schedule, Visit } from '../../model/visit.ts';
import { activationsOf } from './activation.ts';
import { type ClusterSpec, readClusters } from './cluster.ts';
import { createContents } from './content.ts';
import { contextOf, type ScheduleContext } from './context.ts';
import { type DemandInput, readDemand, visited } from './demand.ts';
import { readEarlierVisits } from './earlier-visits.ts';
import { unfitVisits } from './fit.ts';
import { readFreezes } from './freeze.ts';
import { bundleOf, type Job } from './job.ts';
import { tableOf } from './job-table.ts';
import { createLots } from './lot.ts';
import { type DescribeOptions, describeSchedule } from './outcome.ts';
import type { Problem, StandingVisit } from './problem.ts';
import { joinProposed, solveTogether } from './riders.ts';
import { readRollouts } from './rollout.ts';
import { type Calendar, createCalendar } from './service.ts';
import { solveBest } from './solve.ts';
import { stands } from './standing.ts';
import { unreadWindowsOf } from './unread.ts';
import { readWindows } from './window.ts';

/** What the schedule stage decides from. */
export interface ScheduleInput {
  readonly estate: Estate;
  /** What is required, in the order of the estate's assets. */
  readonly book: RequirementBook;
  readonly asOf: Instant;
  /** Visits of approved Changes: they stand where they are and use capacity first. */
  readonly fixed?: readonly Visit[];
  /** Visits of open proposals: they stay where they are unless late or impossible, and keep their ids. */
  readonly proposals?: readonly Visit[];
  /** Ids of visits that are on an open proposal, for their state; those of `proposals` need not be repeated. */
  readonly proposed?: ReadonlySet<string>;
  readonly locate?: Locate | undefined;
}

/**
 * When each visit happens, what stays up meanwhile, and what has no place with the reason.
 * Equal inputs in any order give an equal schedule. Windows, freezes, rollouts and clusters that cannot be meant are
 * `schedule/…` diagnostics, and the rest is planned.
 */
export function schedule(input: ScheduleInput): Outcome<Schedule> {
  const context = contextOf(input.estate, input.asOf, input.locate);
  const diagnostics: Diagnostic[] = [];
  const keep = <T>({ value, diagnostics: found }: Outcome<T>): T => {
    diagnostics.push(...found);
    return value;
  };
  const windows = keep(readWindows(context));
  const freezes = keep(readFreezes(context));
  const rollouts = keep(readRollouts(context));
  const clusters = keep(readClusters(context));
  const calendar = createCalendar(windows, freezes);
  diagnostics.push(...unfitVisits(context, calendar));
  const places: Places = { clusterOf: clusterByAsset(clusters), ringOf: rollouts.ringOf };
  const fixed = standing(input, calendar, places);
  const covered = new Set(fixed.filter(({ visit }) => stands(visit)).flatMap(({ visit }) => visit.requirements));
  const { jobs, unplaced } = readDemand({ ...input, ...places, ringAt: rollouts.ringAt, covered, calendar });
  const split: Problem = {
    asOf: input.asOf,
    horizonEnd: context.span.end,
    calendar,
    clusters,
    rollouts,
    unreadWindowsOf: unreadWindowsOf(input.estate, windows),
    ...tableOf(jobs),
    fixed: fixed.filter(({ visit }) => stands(visit)),
    proposed: new Map(),
  };
  const { problem, solution } = solveTogether(withProposals(split, input.proposals ?? []), solveBest);
  const described = describeSchedule(problem, solution, {
    solve: solveBest,
    zone: zoneOf(context),
    unplaced,
    ...membersByState(input, places.clusterOf),
    standing: input.fixed ?? [],
    earlier: readEarlierVisits(input.estate, input.asOf),
    proposed: new Set([...(input.proposed ?? []), ...(input.proposals ?? []).map(({ id }) => id)]),
  });
  const activations = activationsOf({ ...input, clusters, calendar, visits: described.visits });
  return { value: { ...described, activations }, diagnostics };
}

/**
 * Members with a requirement that no visit moves on and that is not met: accepted, declined, without a fix, or nobody
 * knows. They count for no coverage: weight is protected once it is, not once nobody plans to protect it. What a record
 * says is deployed counts before somebody verified it, and is named.
 */
function membersByState(
  { estate, book }: ScheduleInput,
  clusterOf: Places['clusterOf'],
): Pick<DescribeOptions, 'unprotected' | 'unverified'> {
  if (clusterOf.size === 0) return {};
  const isOpen = (state: RequirementState): boolean =>
    state !== 'done' && state !== 'unverified' && !visited.has(state);
  const [unprotected, unverified] = [new Set<string>(), new Set<string>()];
  let place = -1;
  for (const { name, cluster } of estate.assets) {
    place += 1;
    if (cluster === undefined || !clusterOf.has(name)) continue;
    for (const { state } of book.sets[place]?.requirements ?? []) {
      if (isOpen(state)) unprotected.add(name);
      else if (state === 'unverified') unverified.add(name);
    }
  }
  return { unprotected, unverified };
}

/** What assets are part of, by asset name. */
type Places = Pick<DemandInput, 'clusterOf' | 'ringOf'>;

function standing(
  { estate, book, fixed = [], asOf }: ScheduleInput,
  calendar: Calendar,
  places: Places,
): readonly StandingVisit[] {
  if (fixed.length === 0) return [];
  const [lotOf, contentOf] = [createLots(), createContents()];
  const assets = new Map(estate.assets.map((asset) => [asset.name, asset]));
  return fixed.map((visit) => {
    const asset = assets.get(visit.asset);
    const carried = visit.requirements.flatMap((id) => book.find(id) ?? []);
    const tier = carried.some(({ priority }) => priority === 'immediate') ? 'urgent' : 'routine';
    const ids = carried.map(({ id }) => id).sort();
    const [cluster, ring] = [places.clusterOf.get(visit.asset), places.ringOf.get(visit.asset)];
    if (asset === undefined) return { visit, job: undefined };
    const bundle = bundleOf(carried, tier, asOf);
    const { priorities, leadMs } = bundle;
    const lot = lotOf(calendar.serviceOf(asset, []), { asset, cluster, ring, priorities, leadMs });
    return { visit, job: { number: -1, asset, lot, bundle, ids, content: ring && contentOf(carried) } };
  });
}

function withProposals(problem: Problem, proposals: readonly Visit[]): Problem {
  if (proposals.length === 0) return problem;
  const jobs = joinProposed(problem, proposals);
  return { ...problem, ...tableOf(jobs), proposed: matchProposals(jobs, proposals) };
}

/** A proposal lives on in the job of its asset that carries one of its requirements; each in one at most. */
function matchProposals(jobs: readonly Job[], proposals: readonly Visit[]): ReadonlyMap<Job, Visit> {
  const byRequirement = new Map(proposals.flatMap((visit) => visit.requirements.map((id) => [id, visit] as const)));
  const matched = new Map<Job, Visit>();
  if (byRequirement.size === 0) return matched;
  const taken = new Set<Visit>();
  for (const job of jobs) {
    const visit = job.ids
      .map((id) => byRequirement.get(id))
      .find((candidate) => candidate?.asset === job.asset.name && !taken.has(candidate));
    if (visit === undefined) continue;
    matched.set(job, visit);
    taken.add(visit);
  }
  return matched;
}

function clusterByAsset(clusters: readonly ClusterSpec[]): ReadonlyMap<string, ClusterSpec> {
  return new Map(clusters.flatMap((cluster) => [...cluster.memberOf.keys()].map((name) => [name, cluster] as const)));
}

function zoneOf({ estate }: ScheduleContext): string {
  return estate.workspace.timeZone;
}
