import type { Visit } from '../../model/visit.ts';
import { groupBy } from './group.ts';
import { sortedByKeys } from './order.ts';

/** Visits by start, asset and id. They mostly come by asset already; then those of one start keep their order. */
export function inOrder(visits: readonly Visit[]): readonly Visit[] {
  return isByAsset(visits) ? byStart(visits) : byStartAndAsset(visits);
}

/** Is no visit before an earlier one by asset, or by time where both are of one asset? */
function isByAsset(visits: readonly Visit[]): boolean {
  let before: Visit | undefined;
  for (const visit of visits) {
    const isAfter =
      before === undefined ||
      before.asset < visit.asset ||
      (before.asset === visit.asset && before.start < visit.start);
    if (!isAfter) return false;
    before = visit;
  }
  return true;
}

function byStart(visits: readonly Visit[]): readonly Visit[] {
  const starts = new Float64Array(visits.length);
  for (const [place, { start }] of visits.entries()) starts[place] = start;
  const places = new Int32Array(visits.length).map((_, place) => place);
  const sorted: Visit[] = [];
  for (const place of sortedByKeys(starts, places)) {
    const visit = visits[place];
    if (visit !== undefined) sorted.push(visit);
  }
  return sorted;
}

/** Few starts are shared by many visits. */
function byStartAndAsset(visits: readonly Visit[]): readonly Visit[] {
  const byStart = [...groupBy(visits, ({ start }) => start)].sort(([a], [b]) => a - b);
  return byStart.flatMap(([, together]) => (isInOrder(together) ? together : together.toSorted(byTime)));
}

function isInOrder(visits: readonly Visit[]): boolean {
  let before: Visit | undefined;
  for (const visit of visits) {
    if (before !== undefined && before.asset >= visit.asset && byTime(before, visit) > 0) return false;
    before = visit;
  }
  return true;
}

/** By start, asset and id. */
export function byTime(a: Visit, b: Visit): number {
  return a.start - b.start || byText(a.asset, b.asset) || byText(a.id, b.id);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
