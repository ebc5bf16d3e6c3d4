import type { Instant } from '../../model/time.ts';
import { durationText } from '../time.ts';
import type { Cut } from './cut.ts';
import { groupBy } from './group.ts';
import type { Job } from './job.ts';
import { isOnTime, type Placement, type Problem, type Solution } from './problem.ts';
import { createCalendar } from './service.ts';
import type { WindowPlan } from './window.ts';

/** How many visits may be placed again, all trials together, in search of a remedy. */
const trialBudget = 60_000;
/** How many more waves of a window are tried. */
const mostWaves = 4;
/** How many groups of late visits a remedy is sought for. */
const mostGroups = 8;

/** Solves a problem; the way it was solved in the first place. */
export type Solve = (problem: Problem) => Solution;

/** A late visit with what keeps it from being on time. */
export interface LateVisit {
  readonly placement: Placement;
  readonly cut: Cut;
}

/**
 * The smallest change that makes late visits on time, in words, by job. Every change named was tried: the
 * whole schedule was solved again with it, and nothing else became late. Visits that the same windows fail are helped
 * together. Large plans with much that is late get fewer answers, never unchecked ones.
 */
export function findRemedies(
  problem: Problem,
  solution: Solution,
  late: readonly LateVisit[],
  solve: Solve,
): ReadonlyMap<Job, string> {
  const remedies = new Map<Job, string>();
  const groups = [...groupBy(late, ({ cut }) => cut.windows.join('\0'))].filter(([key]) => key !== '');
  let left = trialBudget;
  const before = solution.onTime;
  for (const [, group] of groups.slice(0, mostGroups)) {
    const jobs = group.map(({ placement }) => placement.job);
    const gain = (tweaked: Problem): number => {
      left -= problem.jobs.length;
      const after = solve(tweaked);
      const helped = after.placements.filter((placement) => jobs.includes(placement.job) && isOnTime(placement)).length;
      return after.onTime - before >= helped ? helped : 0;
    };
    const isAffordable = (): boolean => left >= problem.jobs.length;
    const windows = problem.calendar.windows.filter(({ name }) => group[0]?.cut.windows.includes(name));
    const text = remedyOf(problem, windows, { wanted: jobs.length, gain, isAffordable });
    if (text === undefined) continue;
    for (const job of jobs) remedies.set(job, text);
  }
  return remedies;
}

interface Trial {
  /** How many visits are to be helped. */
  readonly wanted: number;
  /** How many of them a changed problem helps, without harm to others. */
  readonly gain: (tweaked: Problem) => number;
  readonly isAffordable: () => boolean;
}

function remedyOf(problem: Problem, windows: readonly WindowPlan[], trial: Trial): string | undefined {
  const longer = windows.flatMap((window) => longerWindow(problem, window, trial) ?? [])[0];
  const wider = windows.flatMap((window) => widerWindow(problem, window, trial) ?? [])[0];
  const all = trial.wanted === 1 ? 'would make it on time' : `would make all ${trial.wanted} on time`;
  const found = [longer, wider].flatMap((text) => text ?? []);
  return found.length === 0 ? undefined : `${found.join(' or ')} ${all}`;
}

/** The fewest further waves that help everybody. */
function longerWindow(problem: Problem, window: WindowPlan, { wanted, gain, isAffordable }: Trial): string | undefined {
  for (let waves = 1; waves <= mostWaves && isAffordable(); waves += 1) {
    const moreMs = waves * window.visitMs;
    const occurrences = window.occurrences.map(({ start, end }) => ({ start, end: (end + moreMs) as Instant }));
    const tweaked = { ...window, durationMs: window.durationMs + moreMs, occurrences };
    if (gain(withWindow(problem, window, tweaked)) === wanted) return `${durationText(moreMs)} more in ${window.name}`;
  }
  return undefined;
}

/** The least `maxConcurrent` that helps everybody: doubled until it does, then narrowed down. */
function widerWindow(problem: Problem, window: WindowPlan, { wanted, gain, isAffordable }: Trial): string | undefined {
  const helps = (more: number): boolean =>
    isAffordable() && gain(withWindow(problem, window, { ...window, capacity: window.capacity + more })) === wanted;
  let enough = 1;
  while (enough < wanted && !helps(enough)) enough = Math.min(wanted, enough * 2);
  if (!helps(enough)) return undefined;
  for (let tooFew = enough >> 1; enough - tooFew > 1; ) {
    const middle = (tooFew + enough) >> 1;
    if (helps(middle)) enough = middle;
    else tooFew = middle;
  }
  return `maxConcurrent ${window.capacity + enough} in ${window.name}`;
}

function withWindow(problem: Problem, window: WindowPlan, tweaked: WindowPlan): Problem {
  const { windows, freezes } = problem.calendar;
  const calendar = createCalendar(
    windows.map((other) => (other === window ? tweaked : other)),
    freezes,
  );
  return { ...problem, calendar };
}
