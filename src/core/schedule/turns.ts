import type { NodePlan } from './cells.ts';
import type { Turns } from './cohort.ts';
import type { Constraint, Limit } from './constraint.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import { listsOf } from './offers.ts';
import type { Problem } from './problem.ts';
import { rankOf } from './rank.ts';
import type { Slot } from './slot-list.ts';

/** Which limits the matcher can keep by itself, as turns. */
export interface TurnPlan extends NodePlan {
  /** The turns that bind a job, by its number. Nothing: its limits, if any, have to be asked about every slot. */
  readonly ofJob: ReadonlyMap<number, Turns>;
}

/** Limits of each job by its number, with what approved visits take of them already. */
export type Bindings = (job: Job) => readonly Constraint[];

/**
 * A limit comes down to turns when it is a matter of how many (a whole number, whoever they are), when the places of all
 * whom it binds are the same or apart in time, soak included, and when nothing else binds them: no second limit, no order
 * of roles, no emergency at any time. Then visits are matched to turns and turns to waves, which is a flow, and the
 * schedule stays exact.
 */
export function planTurns(problem: Problem, bound: readonly Job[], bindings: Bindings): TurnPlan {
  const cells = problem.calendar.capacity;
  const rooms: number[] = [];
  const cellOf: number[] = [];
  const ofJob = new Map<number, Turns>();
  for (const [limit, jobs] of boundAlone(problem, bound, bindings)) {
    const turns = turnsOf(problem, limit, jobs);
    if (turns === undefined) continue;
    const nodeOf = new Map<number, number>();
    for (const { cell, room } of turns) {
      nodeOf.set(cell, cells.length + rooms.length);
      cellOf.push(cell);
      rooms.push(room);
    }
    const taken: Turns = { nodeOf };
    for (const { number } of jobs) ofJob.set(number, taken);
  }
  const capacity = new Int32Array(cells.length + rooms.length);
  capacity.set(cells);
  capacity.set(rooms, cells.length);
  return { capacity, cellOf: Int32Array.from(cellOf), ofJob };
}

/** Limits that alone bind every job that they bind, with those jobs. */
function boundAlone(problem: Problem, bound: readonly Job[], bindings: Bindings): ReadonlyMap<Limit, readonly Job[]> {
  const alone = new Map<Limit, Job[]>();
  const spoiled = new Set<Limit>();
  for (const job of bound) {
    const constraints = bindings(job);
    const [only] = constraints;
    if (only === undefined) continue;
    if (constraints.length === 1 && !mayBeEmergency(problem, job)) remember(alone, only.limit, () => []).push(job);
    else for (const { limit } of constraints) spoiled.add(limit);
  }
  for (const limit of spoiled) alone.delete(limit);
  for (const [limit, jobs] of alone) if (followRoles(jobs)) alone.delete(limit);
  return alone;
}

function mayBeEmergency({ proposed }: Problem, job: Job): boolean {
  return job.bundle.priority === 'immediate' || proposed.get(job)?.kind === 'emergency';
}

/** Do some of them wait for others by the order of their roles? */
function followRoles(jobs: readonly Job[]): boolean {
  const ranks = jobs.map(rankOf);
  return ranks.some((rank) => rank !== ranks[0]);
}

interface Turn {
  readonly cell: number;
  readonly room: number;
}

function turnsOf(problem: Problem, { roomFor, soakMs }: Limit, jobs: readonly Job[]): readonly Turn[] | undefined {
  const turns: Turn[] = [];
  let last: Slot | undefined;
  for (const slot of placesOf(problem, jobs)) {
    if (last !== undefined && isSame(slot, last)) continue;
    if (slot.lastCell !== slot.firstCell || (last !== undefined && slot.start < last.end + soakMs)) return undefined;
    const room = roomFor(slot);
    if (room === undefined) return undefined;
    turns.push({ cell: slot.firstCell, room });
    last = slot;
  }
  return turns;
}

/** One place, of two lists. */
function isSame(a: Slot, b: Slot): boolean {
  return a.firstCell === b.firstCell && a.lastCell === b.lastCell && a.start === b.start && a.end === b.end;
}

/** All slots that some of the jobs could use, by start; those of one place stand together. */
function placesOf(problem: Problem, jobs: readonly Job[]): readonly Slot[] {
  const lists = [...new Set(jobs.map(listsOf(problem)))];
  const [first, second] = lists;
  if (first === undefined || second === undefined) return first?.slots ?? [];
  return lists
    .flatMap(({ slots }) => slots)
    .sort((a, b) => a.start - b.start || a.firstCell - b.firstCell || a.end - b.end);
}
