import type { SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { emergencyVisitMs } from './emergency.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { isDated } from './job-table.ts';
import { listsOf } from './offers.ts';
import type { Placement, Problem } from './problem.ts';
import { createReleases, type Releases, releaseOf } from './release.ts';
import { createRingNotes } from './ring-notes.ts';
import type { RingPlan } from './ring-plan.ts';
import { inSequence, notingOrder } from './sequence.ts';
import type { SlotList } from './slot-list.ts';
import { noteFixed } from './standing.ts';

/**
 * The earliest instant at which each job could start in any schedule, by its number; infinite where nobody can say when.
 * A ring is over no earlier than its visits could end if each had the calendar for itself, and no earlier than the waves
 * they share have room for all of them; later rings wait for that. Rings in which some visit found no place at all hold
 * nobody. What work without a due holds up is left out: it does not hold up all.
 */
export function earliestStarts(problem: Problem, placements: readonly Placement[]): Float64Array {
  const starts = new Float64Array(problem.jobs.length);
  const releases = createReleases(problem.asOf, problem.rollouts);
  noteFixed(problem, releases);
  const broken = brokenRings(placements);
  for (const pass of inSequence(problem, 'importance')) {
    const stage = createStage(problem, releases);
    for (const number of notingOrder(problem, pass)) {
      const job = problem.jobs[number];
      if (job === undefined) continue;
      const start = startOf(problem, releases, job);
      starts[job.number] = start;
      const { ring } = job.lot;
      if (ring === undefined || broken.has(ring)) continue;
      if (isDated(problem, job)) stage.enter(job, start);
    }
    stage.close();
  }
  return starts;
}

/** Those in which some visit found no place. */
function brokenRings(placements: readonly Placement[]): ReadonlySet<RingPlan | undefined> {
  const broken = new Set<RingPlan | undefined>();
  for (const { status, job } of placements) if (status === 'unplaced') broken.add(job.lot.ring);
  return broken;
}

/** The lead time of a proposed visit has run since it was proposed. */
function startOf({ proposed }: Problem, releases: Releases, job: Job): number {
  const holds = releases.holdsOf(job);
  const binding = proposed.has(job) ? holds.filter(({ kind }) => kind !== 'lead-time') : holds;
  return releaseOf(binding) ?? Number.POSITIVE_INFINITY;
}

/** Visits of one ring that carry one package and share a list. */
interface Crowd {
  readonly ring: RingPlan;
  readonly requirement: SharedRequirement;
  readonly list: SlotList;
  from: number;
  count: number;
}

interface Stage {
  enter(job: Job, start: number): void;
  /** Notes when its crowds can be over. */
  close(): void;
}

function createStage(problem: Problem, releases: Releases): Stage {
  const known = createRingNotes<Map<SlotList, Crowd>>();
  const crowds: Crowd[] = [];
  const listOf = listsOf(problem);

  function join(ring: RingPlan, requirement: SharedRequirement, list: SlotList): Crowd {
    const byList = known.get(ring, requirement) ?? new Map<SlotList, Crowd>();
    known.set(ring, requirement, byList);
    return remember(byList, list, () => {
      const crowd: Crowd = { ring, requirement, list, from: Number.POSITIVE_INFINITY, count: 0 };
      crowds.push(crowd);
      return crowd;
    });
  }

  return {
    enter(job, start) {
      const {
        asset,
        lot: { ring },
        bundle: { requirements, priority },
      } = job;
      if (ring === undefined) return;
      const list = listOf(job);
      const isImmediate = priority === 'immediate';
      const outside = isImmediate ? start + (asset.visitDurationMs ?? emergencyVisitMs) : Number.POSITIVE_INFINITY;
      const end = Math.min(earliestEnd(list, start), outside);
      for (const requirement of requirements) {
        if (Number.isFinite(end)) releases.noteRing(ring, requirement, end as Instant);
        // What may run outside every window takes no room from others.
        if (isImmediate) continue;
        const crowd = join(ring, requirement, list);
        crowd.from = Math.min(crowd.from, start);
        crowd.count += 1;
      }
    },
    close() {
      for (const crowd of crowds) {
        const end = roomyEnd(problem, crowd);
        if (end !== undefined) releases.noteRing(crowd.ring, crowd.requirement, end);
      }
    },
  };
}

/** When the first visit that starts no earlier than `from` could end; a later start may end first. */
function earliestEnd({ slots }: SlotList, from: number): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { start, end } of slots) {
    if (start >= earliest) break;
    if (start >= from) earliest = Math.min(earliest, end);
  }
  return earliest;
}

/** When the waves of a list have had room for so many visits; `undefined` where they never have. */
function roomyEnd({ calendar }: Problem, { list, from, count }: Crowd): Instant | undefined {
  const usable = list.slots.filter(({ start }) => start >= from).sort((a, b) => a.end - b.end);
  let room = 0;
  for (const { firstCell, end } of usable) {
    room += calendar.capacity[firstCell] ?? 0;
    if (room >= count) return end;
  }
  return undefined;
}
