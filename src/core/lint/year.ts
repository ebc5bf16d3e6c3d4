import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { type ClusterSpec, readClusters } from '../schedule/cluster.ts';
import { contextOf } from '../schedule/context.ts';
import { readFreezes } from '../schedule/freeze.ts';
import { type RolloutPlans, readRollouts } from '../schedule/rollout.ts';
import { type Calendar, createCalendar, type VisitShape } from '../schedule/service.ts';
import { readWindows } from '../schedule/window.ts';

/** How far ahead the lints look: a year, and what a find on its last day would wait for. */
const yearDays = 400;

const dayMs = 86_400_000;

/** The schedules of the year ahead, as the plan would use them. */
export interface LintYear {
  readonly span: Interval;
  readonly calendar: Calendar;
  readonly rollouts: RolloutPlans;
  /** What a visit of an asset asks of a slot. */
  readonly shapeOf: (asset: Asset) => VisitShape;
}

/** Expands windows and freezes once; what is wrong with them was said when the plan was made. */
export function readYear(estate: Estate, asOf: Instant): LintYear {
  const span = { start: asOf, end: (asOf + yearDays * dayMs) as Instant };
  const context = { ...contextOf(estate, asOf, undefined), span };
  const clusterOf = new Map<string, ClusterSpec>(
    readClusters(context).value.flatMap((cluster) =>
      [...cluster.memberOf.keys()].map((name) => [name, cluster] as const),
    ),
  );
  return {
    span,
    calendar: createCalendar(readWindows(context).value, readFreezes(context).value),
    rollouts: readRollouts(context).value,
    shapeOf: (asset) => {
      const cluster = clusterOf.get(asset.name);
      return { ownMs: asset.visitDurationMs, soakMs: cluster?.soakMs ?? 0, maxOfflineMs: cluster?.maxOfflineMs };
    },
  };
}
