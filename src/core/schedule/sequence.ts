import type { ClusterSpec } from './cluster.ts';
import { groupBy, remember } from './group.ts';
import type { Job } from './job.ts';
import { type Order, sortedBy } from './order.ts';
import type { Problem } from './problem.ts';
import { rankOf } from './rank.ts';

/**
 * The numbers of the jobs in the order in which they are placed: pass after pass, one for each ring; within a pass by importance.
 * The members of a cluster share out the turns that their importance gives them so that its order holds: members that
 * are down first (mending them costs nothing), then role after role, urgent work apart from routine.
 */
export function inSequence(problem: Problem, order: Order): readonly Pass[] {
  const known = remember(sequences, problem, () => new Map<Order, readonly Pass[]>());
  return remember(known, order, () => sequenceOf(problem, order));
}

/** One problem is solved, bounded and described; each asks for the same order. */
const sequences = new WeakMap<Problem, Map<Order, readonly Pass[]>>();

/** The numbers of the jobs that are placed before the next ring is. */
export interface Pass {
  /** One after the other. */
  readonly inOrder: Int32Array;
  /** As the jobs lie in memory, which is much faster to go through where the order does not matter. */
  readonly byNumber: Int32Array;
}

/** What is noted of roles keeps the order in which they are placed; else jobs are taken as they lie in memory. */
export function notingOrder({ clusters }: Problem, { inOrder, byNumber }: Pass): Int32Array {
  return clusters.some(({ isOrdered }) => isOrdered) ? inOrder : byNumber;
}

function sequenceOf(problem: Problem, order: Order): readonly Pass[] {
  const { jobs, lots, lotOf, byName, clusters, rollouts } = problem;
  const sorted = sortedBy(order, jobs, byName);
  const share = someMayGoFirst(problem) ? (numbers: Int32Array) => shareTurns(problem, numbers) : asTheyAre;
  const byNumber = new Int32Array(jobs.length).map((_, number) => number);
  if (rollouts.ringOf.size === 0) return [{ inOrder: share(sorted), byNumber }];
  const indices = lots.map(({ ring }) => ring?.index ?? 0);
  const passOf = lotOf.map((place) => indices[place] ?? 0);
  const ordered = clusters.some(({ isOrdered }) => isOrdered)
    ? groupBy(jobs, ({ lot: { cluster } }) => (cluster?.isOrdered ? cluster : undefined))
    : nobody;
  for (const [cluster, members] of ordered) if (cluster !== undefined) raisePasses(members, passOf);
  const inMemory = dealt(byNumber, passOf);
  return dealt(sorted, passOf).flatMap((pass, index) => {
    const inOrder = share(pass);
    return pass.length === 0 ? [] : { inOrder, byNumber: inMemory[index] ?? inOrder };
  });
}

/** Numbers by pass; within one they keep their order. */
function dealt(numbers: Int32Array, passOf: Int32Array): readonly Int32Array[] {
  const counts: number[] = [];
  for (const pass of passOf) {
    while (counts.length <= pass) counts.push(0);
    counts[pass] = (counts[pass] ?? 0) + 1;
  }
  const passes = counts.map((count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (const number of numbers) {
    const pass = passOf[number] ?? 0;
    const at = filled[pass] ?? 0;
    const dealtTo = passes[pass];
    if (dealtTo !== undefined) dealtTo[at] = number;
    filled[pass] = at + 1;
  }
  return passes;
}

const asTheyAre = (numbers: Int32Array): Int32Array => numbers;

const nobody: ReadonlyMap<ClusterSpec | undefined, readonly Job[]> = new Map();

function ringIndex({ lot }: Job): number {
  return lot.ring?.index ?? 0;
}

/** A role is not placed in an earlier pass than the roles before it, whatever ring its member is in. */
function raisePasses(members: readonly Job[], passOf: Int32Array): void {
  for (const job of members) {
    const before = members.filter((other) => rankOf(other) < rankOf(job));
    passOf[job.number] = Math.max(passOf[job.number] ?? 0, ...before.map(ringIndex));
  }
}

function shareTurns({ jobs }: Problem, numbers: Int32Array): Int32Array {
  const turns = new Map<ClusterSpec, number[]>();
  for (const [place, number] of numbers.entries()) {
    const cluster = jobs[number]?.lot.cluster;
    if (cluster !== undefined) remember(turns, cluster, () => []).push(place);
  }
  for (const places of turns.values()) {
    const members = places.flatMap((place) => jobs[numbers[place] ?? 0] ?? []).sort(compareMembers);
    for (const [turn, { number }] of members.entries()) numbers[places[turn] ?? 0] = number;
  }
  return numbers;
}

/** Members of whom none does are all alike, and keep the turns that they have. */
function someMayGoFirst({ jobs, lots, lotOf }: Problem): boolean {
  const isMember = lots.map(({ cluster }) => cluster !== undefined);
  return isMember.includes(true) && jobs.some((job) => isMember[lotOf[job.number] ?? 0] === true && mayGoFirst(job));
}

function mayGoFirst({ asset, lot: { cluster }, bundle }: Job): boolean {
  return cluster !== undefined && (cluster.isOrdered || bundle.priority === 'immediate' || asset.down);
}

function compareMembers(a: Job, b: Job): number {
  const urgency = ({ bundle }: Job): number => (bundle.priority === 'immediate' ? 0 : 1);
  const down = (job: Job): number => (job.asset.down ? 0 : 1);
  return down(a) - down(b) || urgency(a) - urgency(b) || rankOf(a) - rankOf(b);
}
