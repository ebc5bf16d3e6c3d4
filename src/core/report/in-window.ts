import type { Instant, Interval } from '../../model/time.ts';
import type { ScheduleContext } from '../schedule/context.ts';
import { overlap, readFreezes } from '../schedule/freeze.ts';
import { readWindows } from '../schedule/window.ts';
import type { Deployment } from './deployments.ts';
import { assetNamed, type ReportInput } from './input.ts';

/** Where work lay by the windows and freezes of the estate. */
export interface WorkTime {
  readonly verdict: 'inside' | 'ran over' | 'outside' | 'window not in the estate' | 'no window named' | 'unreadable';
  /** Freezes of its asset that it lay in. */
  readonly freezes: readonly string[];
}

/**
 * Holds the times that records claim against windows and freezes as they stand at the commit; what they were at the time
 * of the work, the history tells. Every occurrence is expanded once, however many deployments fell into it.
 */
export function workTimes(
  { decision: { estate, plan }, locate }: ReportInput,
  deployments: readonly Deployment[],
): (deployment: Deployment) => WorkTime {
  const span = deployments.reduce<Interval | undefined>((whole, deployment) => {
    const time = timeOf(deployment);
    if (time === undefined || whole === undefined) return time ?? whole;
    return {
      start: Math.min(time.start, whole.start) as Instant,
      end: Math.max(time.end, whole.end) as Instant,
    };
  }, undefined);
  if (span === undefined) return () => ({ verdict: 'unreadable', freezes: [] });
  const context: ScheduleContext = { estate, asOf: plan.asOf, span, locate };
  const windows = new Map(readWindows(context).value.map((window) => [window.name, window.occurrences] as const));
  const freezes = readFreezes(context).value.filter(({ isUnread }) => isUnread !== true);
  return (deployment) => {
    const time = timeOf(deployment);
    if (time === undefined) return { verdict: 'unreadable', freezes: [] };
    const asset = assetNamed(plan, deployment.row.asset);
    const met = freezes.filter(
      ({ holds, intervals }) =>
        asset !== undefined && holds.matches(asset) && intervals.some((one) => overlap(one, time)),
    );
    return { verdict: verdictOf(deployment.row.window, time, windows), freezes: met.map(({ name }) => name) };
  };
}

/** What takes no time at all still happened. */
function timeOf({ start, end }: Deployment): Interval | undefined {
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function verdictOf(
  window: string | undefined,
  { start, end }: Interval,
  windows: ReadonlyMap<string, readonly Interval[]>,
): WorkTime['verdict'] {
  if (window === undefined) return 'no window named';
  const occurrences = windows.get(window);
  if (occurrences === undefined) return 'window not in the estate';
  const own = occurrences.find((one) => one.start <= start && start < one.end);
  if (own === undefined) return 'outside';
  return end <= own.end ? 'inside' : 'ran over';
}
