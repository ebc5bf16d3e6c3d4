import type { Metric, Metrics, TrendPoint } from '../../model/metrics.ts';
import { type Priority, priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Decision } from '../plan/decision.ts';
import { type Deployment, deploymentLog } from '../report/deployments.ts';
import { readMoment } from '../time.ts';
import { ageing } from './ageing.ts';
import { dueKept, onTime, patched, reached } from './deadlines.ts';
import { type Episode, episodesOf } from './episodes.ts';
import { freezeImpact } from './freezes.ts';
import { limitsOf } from './limits.ts';
import { isOf, share } from './share.ts';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

/**
 * How well patching went in a period: coverage, deadlines kept, time to patch, backlog, failed and rolled back work, what
 * came back, what freezes held up, exceptions. Each figure carries its formula and its population, and none is given for nothing.
 */
export function measure(decision: Decision, period: { readonly from: Instant; readonly to: Instant }): Metrics {
  const { from, to } = period;
  const isIn = (at: Instant | undefined): boolean => at !== undefined && at >= from && at < to;
  const episodes = [...episodesOf(decision.ledger)];
  const closed = episodes.filter(({ closedAt, closedBy }) => isIn(closedAt) && patched.has(closedBy ?? ''));
  const opened = episodes.filter(({ openedAt }) => isIn(openedAt));
  const fell = reached(episodes, { from, to: Math.min(to, decision.plan.asOf) });
  const tried = deploymentLog(decision.estate).rows.filter(({ start, row }) => isIn(start) && row.result !== 'skipped');
  const freezes = freezeImpact(decision, period, tried);
  const metrics = [
    ...coverage(decision),
    ...byPriority((priority) => onTime(closed, priority)),
    ...byPriority((priority) => dueKept(fell, priority)),
    ...byPriority((priority) => timeToPatch(closed, priority, 50)),
    ...byPriority((priority) => timeToPatch(closed, priority, 90)),
    ...byPriority((priority) => backlog(decision, priority)),
    ...ageing(decision.ledger, decision.plan.asOf),
    reopened(opened),
    ...deployments(tried),
    ...freezes.metrics,
    ...exceptions(decision),
  ];
  const limits = [...limitsOf(decision, closed), ...freezes.limits];
  return { from, to, metrics, trend: trendOf(period, opened, closed), limits };
}

const byPriority = (make: (priority: Priority | undefined) => Metric): readonly Metric[] => [
  make(undefined),
  ...priorities.map(make),
];

/** Both are of today: what an asset was last month is in the report of last month. */
function coverage({ plan }: Decision): readonly Metric[] {
  const { total, compliant, unknown, stale } = plan.summary.assets;
  const judged = total - unknown - stale;
  const shared = { unit: 'percent', priority: undefined, population: total, populationOf: 'assets today' } as const;
  return [
    {
      ...shared,
      id: 'coverage',
      title: 'Coverage',
      formula: 'assets that could be judged / all assets',
      value: share(judged, total),
    },
    {
      ...shared,
      id: 'compliant',
      title: 'Compliant',
      formula: 'compliant assets / all assets',
      value: share(compliant, total),
    },
  ];
}

/** Nearest rank: the smallest time that so many percent do not exceed. */
function timeToPatch(closed: readonly Episode[], priority: Priority | undefined, percent: number): Metric {
  const hours = closed
    .filter(isOf(priority))
    .map(({ openedAt, closedAt }) => ((closedAt ?? openedAt) - openedAt) / hourMs)
    .sort((left, right) => left - right);
  const value = hours[Math.max(0, Math.ceil((percent / 100) * hours.length) - 1)];
  return {
    id: `time-to-patch-p${percent}`,
    title: percent === 50 ? 'Time to patch, median' : `Time to patch, ${percent} %`,
    formula: `time from opened to closed that ${percent} % of the findings patched in the period did not exceed (nearest rank)`,
    unit: 'hours',
    priority,
    value: value === undefined ? undefined : Math.round(value * 10) / 10,
    population: hours.length,
    populationOf: 'findings patched in the period',
  };
}

function backlog({ plan }: Decision, priority: Priority | undefined): Metric {
  const open = plan.requirements.filter((one) => one.state !== 'done' && isOf(priority)(one));
  return {
    id: 'backlog',
    title: 'Backlog',
    formula: 'requirements that are not done; an exception does not take one out',
    unit: 'count',
    priority,
    value: open.length,
    population: open.length,
    populationOf: `requirements today, ${open.filter(({ overdue }) => overdue).length} of them overdue`,
  };
}

function reopened(opened: readonly Episode[]): Metric {
  return {
    id: 'reopened',
    title: 'Came back',
    formula: 'findings opened in the period that had been open before / findings opened in the period',
    unit: 'percent',
    priority: undefined,
    value: share(opened.filter(({ isReopened }) => isReopened).length, opened.length),
    population: opened.length,
    populationOf: 'findings opened in the period',
  };
}

function deployments(rows: readonly Deployment[]): readonly Metric[] {
  const shared = {
    unit: 'percent',
    priority: undefined,
    population: rows.length,
    populationOf: 'deployments in the period, without what was skipped',
  } as const;
  const of = (result: string): number => rows.filter(({ row }) => row.result === result).length;
  return [
    {
      ...shared,
      id: 'failed',
      title: 'Failed',
      formula: 'deployments that failed / deployments that were tried',
      value: share(of('failed'), rows.length),
    },
    {
      ...shared,
      id: 'rolled-back',
      title: 'Rolled back',
      formula: 'deployments that were rolled back / deployments that were tried',
      value: share(of('rolled-back'), rows.length),
    },
  ];
}

function exceptions({ plan, estate }: Decision): readonly Metric[] {
  const covered = plan.requirements.filter(({ exception }) => exception !== undefined);
  const files = [...(estate.resources.Exception?.values() ?? [])];
  // An end that cannot be read is over, as it is where exceptions are put in force.
  const isOver = (expires: string): boolean =>
    (readMoment(expires, estate.workspace.timeZone, 'end') ?? plan.asOf) <= plan.asOf;
  return [
    {
      id: 'excepted',
      title: 'Under an exception',
      formula: 'requirements that an exception in force covers whole',
      unit: 'count',
      priority: undefined,
      value: covered.length,
      population: estate.resources.Exception?.size ?? 0,
      populationOf: `exceptions on file; ${covered.filter(({ overdue }) => overdue).length} of the requirements are overdue`,
    },
    {
      id: 'exceptions-expired',
      title: 'Exceptions that ended',
      formula: 'exceptions on file whose end is over; they cover nothing any more',
      unit: 'count',
      priority: undefined,
      value: files.length === 0 ? undefined : files.filter(({ document }) => isOver(document.spec.expires)).length,
      population: files.length,
      populationOf: 'exceptions on file',
    },
  ];
}

/** By week, counted back from the end of the period, at most two years of them. */
function trendOf(
  { from, to }: { readonly from: Instant; readonly to: Instant },
  opened: readonly Episode[],
  closed: readonly Episode[],
): readonly TrendPoint[] {
  const weeks = Math.min(104, Math.max(1, Math.ceil((to - from) / weekMs)));
  return Array.from({ length: weeks }, (_, index) => {
    const end = (to - (weeks - 1 - index) * weekMs) as Instant;
    const start = Math.max(from, end - weekMs) as Instant;
    const isIn = (at: Instant | undefined): boolean => at !== undefined && at >= start && at < end;
    const done = closed.filter(({ closedAt }) => isIn(closedAt));
    return {
      from: start,
      to: end,
      opened: opened.filter(({ openedAt }) => isIn(openedAt)).length,
      closed: done.length,
      onTime: onTime(done, undefined).value,
    };
  });
}
