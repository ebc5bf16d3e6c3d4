import type { TimeZone } from '../../model/time.ts';
import { groupBy } from './group.ts';
import type { Job } from './job.ts';
import { isOnTime, type Problem, type Solution } from './problem.ts';
import { remediesOf } from './remedy-options.ts';
import type { LateVisit } from './remedy-trial.ts';

/** How many visits may be placed again, all trials together, in search of a remedy. */
const trialBudget = 60_000;
/** How many groups of late visits a remedy is sought for. */
const mostGroups = 8;

/** Solves a problem; the way it was solved in the first place. */
export type Solve = (problem: Problem) => Solution;

/** What remedies are sought with. */
export interface RemedyOptions {
  readonly solve: Solve;
  readonly zone: TimeZone;
}

/**
 * The smallest change that makes late visits on time, in words, by job. Every change named was tried: the
 * whole schedule was solved again with it, and nothing else became late. Visits that the same things fail are helped
 * together. Large plans with much that is late get fewer answers, never unchecked ones.
 */
export function findRemedies(
  problem: Problem,
  solution: Solution,
  late: readonly LateVisit[],
  { solve, zone }: RemedyOptions,
): ReadonlyMap<Job, string> {
  const remedies = new Map<Job, string>();
  let left = trialBudget;
  if (left < problem.jobs.length) return remedies;
  for (const group of groupsOf(late).slice(0, mostGroups)) {
    const numbers = new Set(group.map(({ placement }) => placement.job.number));
    const helps = (tweaked: Problem): boolean => {
      if (left < problem.jobs.length) return false;
      left -= problem.jobs.length;
      const after = solve(tweaked);
      const helped = after.placements.filter((one) => numbers.has(one.job.number) && isOnTime(tweaked, one)).length;
      return helped === numbers.size && after.onTime - solution.onTime >= helped;
    };
    const found = remediesOf(problem, { late: group, zone, helps });
    if (found.length === 0) continue;
    const all = group.length === 1 ? 'would make it on time' : `would make all ${group.length} on time`;
    for (const { placement } of group) remedies.set(placement.job, `${found.join(' or ')} ${all}`);
  }
  return remedies;
}

/** Late visits that the same windows, or the same other thing, keep from being on time. */
function groupsOf(late: readonly LateVisit[]): readonly (readonly LateVisit[])[] {
  const groups = groupBy(late, ({ cut: { windows, blocker } }) =>
    JSON.stringify([windows, blocker?.kind, blocker?.names]),
  );
  return [...groups.values()].filter(
    ([first]) => first !== undefined && (first.cut.windows.length > 0 || first.cut.blocker),
  );
}
