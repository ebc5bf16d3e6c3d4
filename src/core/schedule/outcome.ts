import type { Reason } from '../../model/requirement.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import type { Bound, ClusterPlan, Schedule, Visit } from '../../model/visit.ts';
import { formatZoned } from '../time.ts';
import type { ClusterSpec } from './cluster.ts';
import type { Content } from './content.ts';
import { type CoverageInput, coverageOf } from './coverage.ts';
import { createCuts, whyNotWait } from './cut.ts';
import type { EarlierVisits } from './earlier-visits.ts';
import { type FreezePlan, overlap } from './freeze.ts';
import { createGates } from './gates.ts';
import { remember } from './group.ts';
import { contentOf, type Job, visitId } from './job.ts';
import { servingOf } from './offers.ts';
import { isLate, type Placed, type Problem, type Solution } from './problem.ts';
import { createReasons } from './reasons.ts';
import { createRefusals } from './refused.ts';
import { findRemedies, type Solve } from './remedy.ts';
import { createRingNotes, type RingNotes } from './ring-notes.ts';
import type { RingPlan } from './ring-plan.ts';
import type { Service } from './service.ts';
import { unreadFreezeReason } from './unread.ts';
import { byTime, inOrder } from './visit-order.ts';

/** What the schedule is described with beside its solution. */
export interface DescribeOptions {
  readonly zone: TimeZone;
  /** How the schedule was solved, to try what would help what is late. */
  readonly solve: Solve;
  readonly unplaced: Schedule['unplaced'];
  /** Members of clusters of which something is required that no visit will bring, by asset name. */
  readonly unprotected?: ReadonlySet<string> | undefined;
  /** Members of clusters of which a record alone says that they have what is required, by asset name. */
  readonly unverified?: ReadonlySet<string> | undefined;
  /** Approved visits, whatever became of them. */
  readonly standing: readonly Visit[];
  readonly earlier: EarlierVisits;
  /** Ids of visits on open proposals. */
  readonly proposed: ReadonlySet<string>;
}

/** Turns a solution into the plan's schedule: visits by start, with gates, reasons and the windows they were refused. */
export function describeSchedule(
  problem: Problem,
  solution: Solution,
  options: DescribeOptions,
): Omit<Schedule, 'activations'> {
  const cuts = findCuts(problem, solution, options);
  const describe = createDescriber(problem, solution, { ...options, cuts });
  const { visits, byCluster } = standingVisits(problem, options);
  const unplaced = [...options.unplaced];
  for (const placement of solution.placements) {
    const { job } = placement;
    if (placement.status === 'unplaced') {
      const reason = cuts[job.number];
      if (reason !== undefined) unplaced.push({ asset: job.asset.name, requirements: job.ids, reason });
      continue;
    }
    const visit = describe(placement);
    visits.push(visit);
    const { cluster } = job.lot;
    if (cluster !== undefined) remember(byCluster, cluster, () => []).push(visit);
  }
  return {
    visits: inOrder(visits),
    clusters: clusterPlans(problem, byCluster, {
      wanting: new Set([...unplaced.map(({ asset }) => asset), ...(options.unprotected ?? [])]),
      unverified: options.unverified ?? new Set(),
    }),
    bound: boundOf(solution),
    unplaced: unplaced.sort(byAsset),
  };
}

interface Described {
  readonly visits: Visit[];
  readonly byCluster: Map<ClusterSpec, Visit[]>;
}

/** Approved visits, whatever became of them. */
function standingVisits(problem: Problem, { standing, zone }: DescribeOptions): Described {
  const byCluster = new Map<ClusterSpec, Visit[]>();
  if (standing.length === 0) return { visits: [], byCluster };
  const jobs = new Map(problem.fixed.map(({ visit, job }) => [visit, job]));
  const clusterOf = new Map(
    problem.clusters.flatMap((cluster) => [...cluster.memberOf.keys()].map((name) => [name, cluster] as const)),
  );
  const visits = standing.map((visit) => blockFrozen(problem, visit, jobs.get(visit), zone));
  for (const visit of visits) {
    const cluster = clusterOf.get(visit.asset);
    if (cluster !== undefined) remember(byCluster, cluster, () => []).push(visit);
  }
  return { visits, byCluster };
}

/** Why visits are late, without a window or without a place, each with the change that would help where one was found. */
function findCuts(problem: Problem, solution: Solution, { zone, solve }: DescribeOptions): Cuts {
  const wanting = solution.placements.filter(
    (placement) => placement.status === 'unplaced' || placement.kind === 'emergency' || isLate(problem, placement),
  );
  const notWaiting = whyNotWait(problem, zone);
  const cutOf = createCuts(problem, solution, zone);
  const cuts = wanting.map((placement) => {
    // Overdue work that is immediate did not look for a window before a due; it only asks when the next one opens.
    const isAsked =
      placement.status === 'unplaced' || placement.kind === 'routine' || placement.job.bundle.dues.length > 0;
    return { placement, cut: isAsked ? cutOf(placement) : notWaiting(placement) };
  });
  const isHoped = ({ number }: Job): boolean => Number.isFinite(problem.due[number]) && problem.isOverdue[number] === 0;
  const late = cuts.filter(({ placement }) => isHoped(placement.job));
  const remedies = findRemedies(problem, solution, late, { solve, zone });
  const told = new Array<Reason | undefined>(problem.jobs.length);
  for (const { placement, cut } of cuts) {
    const { reason } = cut;
    const remedy = remedies.get(placement.job);
    told[placement.job.number] = remedy === undefined ? reason : { ...reason, text: `${reason.text}; ${remedy}` };
  }
  return told;
}

/** Why jobs are late, without a window or without a place, by their numbers. */
type Cuts = readonly (Reason | undefined)[];

type Describer = (placement: Placed) => Visit;

interface DescriberOptions extends DescribeOptions {
  readonly cuts: Cuts;
}

function createDescriber(problem: Problem, solution: Solution, options: DescriberOptions): Describer {
  // Ids of different content differ by themselves.
  const standing = [...options.standing, ...problem.proposed.values()].map(({ id }) => id);
  const taken = new Set([...standing, ...options.earlier.ids]);
  const { asOf, rollouts, clusters } = problem;
  const gatesOf = createGates({ rollouts, clusters, asOf, rolledOut: rolledOutPackages(problem, solution) });
  const servingTo = servingOf(problem);
  const refusalsOf = createRefusals(problem, solution, options.zone);
  const reasonsOf = createReasons(problem, options.zone);
  return (placement) => {
    const { job, kind, slot, time } = placement;
    const stood = problem.proposed.size === 0 ? undefined : problem.proposed.get(job);
    const id = stood?.id ?? mintId(job, kind, taken);
    const late = isLate(problem, placement);
    const cut = late || kind === 'emergency' ? options.cuts[job.number] : undefined;
    const visit: Visit = {
      id,
      kind,
      asset: job.asset.name,
      ring: job.lot.ring?.name,
      window: slot?.window.name,
      wave: slot?.wave ?? 1,
      start: time.start,
      end: time.end,
      state: late ? 'late' : options.proposed.size > 0 && options.proposed.has(id) ? 'proposed' : 'planned',
      deadline: deadlineOf(problem, job, time.end),
      requirements: job.ids,
      gates: gatesOf(job, kind === 'emergency' ? overriddenFreezes(servingTo(job), time) : undefined),
      reasons: reasonsOf(placement, cut),
      refused: refusalsOf(placement),
    };
    return takingUp(visit, options.earlier.retriedBy(job.ids));
  };
}

/** A visit in place of one that is over. Few are, and all others are spared the copy. */
function takingUp(visit: Visit, retryOf: Visit['retryOf']): Visit {
  return retryOf === undefined ? visit : { ...visit, retryOf };
}

/** The earliest due that the visit meets; when it meets none, the first that it misses. */
function deadlineOf({ due }: Problem, { number, bundle }: Job, end: Instant): Instant | undefined {
  const first = due[number] ?? 0;
  if (first >= end) return Number.isFinite(first) ? (first as Instant) : undefined;
  const { dues } = bundle;
  for (const due of dues) if (due >= end) return due;
  return dues[0];
}

/** A visit whose content was approved once and did not come off is a new visit. */
function mintId(job: Job, kind: Visit['kind'], taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = visitId(job, kind, attempt);
    if (taken.size === 0 || !taken.has(id)) return id;
  }
}

/**
 * A freeze is stronger than an approval: the visit keeps its place and does not run. An emergency was
 * approved by the role that lets it pass.
 */
function blockFrozen(problem: Problem, visit: Visit, job: Job | undefined, zone: TimeZone): Visit {
  if (job === undefined || visit.state !== 'approved' || visit.kind === 'emergency') return visit;
  const { freezes } = servingOf(problem)(job);
  for (const freeze of freezes) {
    const interval = freeze.intervals.find((candidate) => overlap(candidate, visit));
    if (interval === undefined) continue;
    const text = `freeze ${freeze.name} (${freeze.reason}) holds until ${formatZoned(interval.end, zone)}`;
    const reason = unreadFreezeReason([freeze]) ?? { code: 'freeze', text };
    return { ...visit, state: 'blocked', reasons: [reason, ...visit.reasons] };
  }
  return visit;
}

function overriddenFreezes({ freezes }: Service, time: Interval): readonly FreezePlan[] {
  return freezes.length === 0
    ? freezes
    : freezes.filter(({ intervals }) => intervals.some((interval) => overlap(interval, time)));
}

/** What rings have visits for, so that a later ring knows whether it waits for one. */
function rolledOutPackages({ rollouts, fixed }: Problem, { placements }: Solution): RingNotes<true> {
  const notes = createRingNotes<true>();
  if (rollouts.ringOf.size === 0) return notes;
  const noted = new Map<RingPlan, Set<Content>>();
  const note = (job: Job): void => {
    const { ring } = job.lot;
    if (ring === undefined) return;
    const contents = remember(noted, ring, () => new Set<Content>());
    if (contents.has(contentOf(job))) return;
    contents.add(contentOf(job));
    for (const requirement of job.bundle.requirements) notes.set(ring, requirement, true);
  };
  for (const { job } of placements) note(job);
  for (const { job } of fixed) if (job !== undefined) note(job);
  return notes;
}

function boundOf({ placements, onTime, upperBound }: Solution): Bound {
  return { total: placements.length, onTime, upperBound, exact: onTime === upperBound };
}

function clusterPlans(
  { clusters }: Problem,
  byCluster: Described['byCluster'],
  members: Omit<CoverageInput, 'visits'>,
): readonly ClusterPlan[] {
  return clusters.map((cluster) => {
    const visits = (byCluster.get(cluster) ?? []).sort(byTime);
    return {
      cluster: cluster.name,
      consensus: cluster.consensus,
      members: cluster.members.length,
      maxUnavailable: cluster.maxUnavailable,
      soakMs: cluster.soakMs,
      visits: visits.map(({ id }) => id),
      coverage: coverageOf(cluster, { visits, ...members }),
    };
  });
}

function byAsset(a: Schedule['unplaced'][number], b: Schedule['unplaced'][number]): number {
  return (
    byText(a.asset, b.asset) ||
    byText(a.reason.code, b.reason.code) ||
    byText(a.requirements[0] ?? '', b.requirements[0] ?? '')
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
