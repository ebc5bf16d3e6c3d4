import { groupBy } from './group.ts';
import type { Job } from './job.ts';
import type { Problem } from './problem.ts';

/**
 * The jobs in the order in which they are placed: pass after pass, one for each ring; within a pass by importance.
 * The members of a cluster share out the turns that their importance gives them so that its order holds: members that
 * are down first (mending them costs nothing), then role after role, urgent work apart from routine.
 */
export function inSequence(problem: Problem, compare: (a: Job, b: Job) => number): readonly (readonly Job[])[] {
  const clustered = groupBy(
    problem.jobs.filter((job) => problem.clusterOf.has(job.asset.name)),
    (job) => problem.clusterOf.get(job.asset.name),
  );
  const passOf = new Map(problem.jobs.map((job) => [job, ringIndex(problem, job)]));
  for (const members of clustered.values()) raisePasses(problem, members, passOf);
  const passes = groupBy(problem.jobs, (job) => passOf.get(job) ?? 0);
  return [...passes].sort(([a], [b]) => a - b).map(([, jobs]) => shareTurns(problem, jobs.toSorted(compare)));
}

function ringIndex({ rollouts }: Problem, { asset }: Job): number {
  return rollouts.ringOf.get(asset.name)?.index ?? 0;
}

function rankOf({ clusterOf }: Problem, { asset }: Job): number {
  return clusterOf.get(asset.name)?.memberOf.get(asset.name)?.rank ?? 0;
}

/** A role is not placed in an earlier pass than the roles before it, whatever ring its member is in. */
function raisePasses(problem: Problem, members: readonly Job[], passOf: Map<Job, number>): void {
  for (const job of members) {
    const before = members.filter((other) => rankOf(problem, other) < rankOf(problem, job));
    passOf.set(job, Math.max(passOf.get(job) ?? 0, ...before.map((other) => ringIndex(problem, other))));
  }
}

function shareTurns(problem: Problem, jobs: readonly Job[]): readonly Job[] {
  const turns = groupBy(
    jobs.flatMap((job, index) => (problem.clusterOf.has(job.asset.name) ? [{ job, index }] : [])),
    ({ job }) => problem.clusterOf.get(job.asset.name),
  );
  const sequence = [...jobs];
  for (const members of turns.values()) {
    const inOrder = members.toSorted((a, b) => compareMembers(problem, a.job, b.job) || a.index - b.index);
    for (const [turn, { job }] of inOrder.entries()) sequence[members[turn]?.index ?? 0] = job;
  }
  return sequence;
}

function compareMembers(problem: Problem, a: Job, b: Job): number {
  const tier = (job: Job): number => (job.tier === 'urgent' ? 0 : 1);
  const down = (job: Job): number => (job.asset.down ? 0 : 1);
  return tier(a) - tier(b) || down(a) - down(b) || rankOf(problem, a) - rankOf(problem, b);
}
