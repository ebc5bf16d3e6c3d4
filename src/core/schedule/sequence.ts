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
export function inSequence(problem: Problem, order: Order): readonly Int32Array[] {
  const known = remember(sequences, problem, () => new Map<Order, readonly Int32Array[]>());
  return remember(known, order, () => sequenceOf(problem, order));
}

/** One problem is solved, bounded and described; each asks for the same order. */
const sequences = new WeakMap<Problem, Map<Order, readonly Int32Array[]>>();

function sequenceOf(problem: Problem, order: Order): readonly Int32Array[] {
  const { jobs, byName, clusters, rollouts } = problem;
  const sorted = sortedBy(order, jobs, byName);
  if (rollouts.ringOf.size === 0) return [shareTurns(problem, sorted)];
  const passOf = Int32Array.from(jobs, ringIndex);
  const ordered = clusters.some(({ isOrdered }) => isOrdered)
    ? groupBy(jobs, ({ cluster }) => (cluster?.isOrdered ? cluster : undefined))
    : nobody;
  for (const [cluster, members] of ordered) if (cluster !== undefined) raisePasses(members, passOf);
  const passes = groupBy(sorted, (number) => passOf[number] ?? 0);
  return [...passes].sort(([a], [b]) => a - b).map(([, pass]) => shareTurns(problem, Int32Array.from(pass)));
}

const nobody: ReadonlyMap<ClusterSpec | undefined, readonly Job[]> = new Map();

function ringIndex({ ring }: Job): number {
  return ring?.index ?? 0;
}

/** A role is not placed in an earlier pass than the roles before it, whatever ring its member is in. */
function raisePasses(members: readonly Job[], passOf: Int32Array): void {
  for (const job of members) {
    const before = members.filter((other) => rankOf(other) < rankOf(job));
    passOf[job.number] = Math.max(passOf[job.number] ?? 0, ...before.map(ringIndex));
  }
}

function shareTurns({ jobs }: Problem, numbers: Int32Array): Int32Array {
  if (!jobs.some(mayGoFirst)) return numbers;
  const turns = new Map<ClusterSpec, number[]>();
  for (const [place, number] of numbers.entries()) {
    const cluster = jobs[number]?.cluster;
    if (cluster !== undefined) remember(turns, cluster, () => []).push(place);
  }
  for (const places of turns.values()) {
    const members = places.flatMap((place) => jobs[numbers[place] ?? 0] ?? []).sort(compareMembers);
    for (const [turn, { number }] of members.entries()) numbers[places[turn] ?? 0] = number;
  }
  return numbers;
}

/** Members of whom none does are all alike, and keep the turns that they have. */
function mayGoFirst({ cluster, tier, asset }: Job): boolean {
  return cluster !== undefined && (cluster.isOrdered || tier === 'urgent' || asset.down);
}

function compareMembers(a: Job, b: Job): number {
  const tier = (job: Job): number => (job.tier === 'urgent' ? 0 : 1);
  const down = (job: Job): number => (job.asset.down ? 0 : 1);
  return down(a) - down(b) || tier(a) - tier(b) || rankOf(a) - rankOf(b);
}
