import type { Visit } from '../../model/visit.ts';
import type { Constraints } from './constraint.ts';
import { overlap } from './freeze.ts';
import type { Matcher } from './matcher.ts';
import type { Problem } from './problem.ts';
import type { Releases } from './release.ts';

/** States of a visit that neither holds its place nor did its work. */
const ended = new Set<Visit['state']>(['failed', 'missed', 'rolled-back', 'cancelled']);

/** Does an approved visit still stand for what it carries? */
export function stands({ state }: Visit): boolean {
  return !ended.has(state);
}

/** Approved visits use budgets first, whether or not there is room: what is approved stands. */
export function occupyLimits({ fixed }: Problem, constraints: Constraints): void {
  for (const { visit, job } of fixed) {
    if (job === undefined) continue;
    for (const constraint of constraints.of(job)) constraint.take(visit);
  }
}

/** What approved visits bring, others may build on. */
export function noteFixed({ fixed }: Problem, releases: Releases): void {
  for (const { visit, job } of fixed) if (job !== undefined) releases.note(job, visit.end);
}

/** Approved visits use the waves that they lie in. */
export function occupyWaves({ calendar, fixed }: Problem, matcher: Matcher): void {
  for (const { visit } of fixed) {
    const window = calendar.windows.find(({ name }) => name === visit.window);
    const occurrence = window?.occurrences.find((candidate) => overlap(candidate, visit));
    if (window === undefined || occurrence === undefined) continue;
    const { first, next } = calendar.cellsOf(window, occurrence);
    const cellAt = (at: number): number => first + Math.floor((at - occurrence.start) / window.visitMs);
    const firstCell = Math.max(first, cellAt(visit.start));
    matcher.force({ firstCell, lastCell: Math.min(next - 1, cellAt(visit.end - 1)) }, visit);
  }
}
