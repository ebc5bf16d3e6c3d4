import type { Instant, Interval } from '../../model/time.ts';
import type { Constraint } from './constraint.ts';
import { type FreezePlan, overlap } from './freeze.ts';
import type { Job } from './job.ts';
import { servingOf } from './offers.ts';
import type { Problem } from './problem.ts';

/** How long an emergency visit takes when the inventory does not say, exact milliseconds. */
export const emergencyVisitMs = 3_600_000;

const minuteMs = 60_000;

/** From when an emergency may start, and what must hold meanwhile. */
export interface EmergencyScope {
  readonly from: Instant;
  readonly constraints: readonly Constraint[];
}

/**
 * The earliest time outside every window at which immediate work may run: on a full minute, outside freezes that nobody
 * may override, within every budget. `undefined` when there is none before the horizon.
 */
export function findEmergency(problem: Problem, job: Job, { from, constraints }: EmergencyScope): Interval | undefined {
  const lengthMs = job.asset.visitDurationMs ?? emergencyVisitMs;
  const maxOfflineMs = job.lot.cluster?.maxOfflineMs ?? Number.POSITIVE_INFINITY;
  if (lengthMs > maxOfflineMs) return undefined;
  const { freezes } = servingOf(problem)(job);
  const frozen = freezes.length === 0 ? unfrozen : holdingFast(freezes);
  let start = Math.ceil(Math.max(from, problem.asOf) / minuteMs) * minuteMs;
  while (start < problem.horizonEnd) {
    const time = { start: start as Instant, end: (start + lengthMs) as Instant };
    const next = obstacleEnd(time, frozen, constraints);
    if (next === undefined) return time;
    if (next <= start) return undefined;
    start = Math.ceil(next / minuteMs) * minuteMs;
  }
  return undefined;
}

const unfrozen: readonly Interval[] = [];

/** When those freezes hold that nobody may let it pass. */
function holdingFast(freezes: readonly FreezePlan[]): readonly Interval[] {
  return freezes.filter(({ overrideRole }) => overrideRole === undefined).flatMap(({ intervals }) => intervals);
}

/** When the first thing in the way is over; `undefined` when nothing is, and not after the start when it never will be. */
function obstacleEnd(
  time: Interval,
  frozen: readonly Interval[],
  constraints: readonly Constraint[],
): number | undefined {
  const freeze = frozen.find((interval) => overlap(interval, time));
  if (freeze !== undefined) return freeze.end;
  const broken = constraints.find((constraint) => !constraint.allows(time));
  if (broken === undefined) return undefined;
  return broken.retryAt(time).find((at) => at > time.start) ?? time.start;
}
