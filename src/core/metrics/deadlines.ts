import type { Metric } from '../../model/metrics.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Episode } from './episodes.ts';
import { isOf, share } from './share.ts';

/** Ways of ending that mean that the flaw is gone from the asset. */
export const patched: ReadonlySet<string> = new Set(['deployment', 'out-of-band']);

/** Of what was patched in the period and had a due, how much was patched by it. */
export function onTime(closed: readonly Episode[], priority: Priority | undefined): Metric {
  const due = closed.filter((one) => one.due !== undefined && isOf(priority)(one));
  const kept = due.filter((one) => (one.closedAt ?? Number.POSITIVE_INFINITY) <= (one.due ?? 0));
  return {
    id: 'on-time',
    title: 'Deadlines kept',
    formula: 'findings patched by their first due / findings patched in the period that had one',
    unit: 'percent',
    priority,
    value: share(kept.length, due.length),
    population: due.length,
    populationOf: 'findings patched in the period with a due on record',
  };
}

/**
 * Episodes whose first due fell in a stretch of time. What an exception, a withdrawal or the end of the asset had ended by
 * then was not due any more.
 */
export function reached(
  episodes: readonly Episode[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Episode[] {
  return episodes.filter(({ due, closedAt, closedBy }) => {
    if (due === undefined || due < from || due >= to) return false;
    return closedAt === undefined || closedAt > due || patched.has(closedBy ?? '');
  });
}

/** Beside `onTime`, which cannot see what is still open: a breach that nobody patched lowers this one. */
export function dueKept(due: readonly Episode[], priority: Priority | undefined): Metric {
  const asked = due.filter(isOf(priority));
  const kept = asked.filter((one) => (one.closedAt ?? Number.POSITIVE_INFINITY) <= (one.due ?? 0));
  return {
    id: 'due-kept',
    title: 'Kept of all that fell due',
    formula:
      'findings patched by their first due / findings whose first due fell in the period, without those that ended otherwise before it',
    unit: 'percent',
    priority,
    value: share(kept.length, asked.length),
    population: asked.length,
    populationOf: 'findings whose first due fell in the period',
  };
}
