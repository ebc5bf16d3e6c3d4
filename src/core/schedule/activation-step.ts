import type { Asset } from '../../model/asset.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { FreezePlan } from './freeze.ts';
import type { Calendar } from './service.ts';
import type { WindowPlan } from './window.ts';

/** A step that somebody takes by hand for assets together. */
export interface StepInput {
  readonly assets: readonly Asset[];
  /** The most urgent of what the step ends. */
  readonly priority: Priority;
  /** Not before this: every member has the release and its soak is over. */
  readonly readyAt: Instant;
  readonly calendar: Calendar;
}

/** When a step may be taken, and in which window. */
export interface StepPlace {
  readonly at: Instant;
  readonly window: string;
}

/**
 * The first instant from `readyAt` on at which a step may be taken: inside a window of one of its assets, before the cutoff,
 * and in no freeze that holds up any of them. It takes no capacity: nobody's system is maintained. `undefined`: there is
 * none as far as is planned.
 */
export function placeStep({ assets, priority, readyAt, calendar }: StepInput): StepPlace | undefined {
  const services = assets.map((asset) => calendar.serviceOf(asset, [priority]));
  const freezes = [...new Set(services.flatMap((service) => service.freezes))];
  const windows = [...new Set(services.flatMap((service) => service.windows))];
  return windows
    .flatMap((window) => firstIn(window, freezes, readyAt) ?? [])
    .reduce<StepPlace | undefined>(
      (first, one) => (first === undefined || isSooner(one, first) ? one : first),
      undefined,
    );
}

const isSooner = (one: StepPlace, other: StepPlace): boolean =>
  one.at < other.at || (one.at === other.at && one.window < other.window);

function firstIn(
  { name, cutoffMs, occurrences }: WindowPlan,
  freezes: readonly FreezePlan[],
  readyAt: Instant,
): StepPlace | undefined {
  for (const { start, end } of occurrences) {
    const at = thawed(Math.max(start, readyAt) as Instant, freezes);
    if (at < end - cutoffMs) return { at, window: name };
  }
  return undefined;
}

/** The first instant from one on that no freeze holds. */
function thawed(from: Instant, freezes: readonly FreezePlan[]): Instant {
  let at = from;
  for (;;) {
    const holding = freezes.flatMap(({ intervals }) => intervals).find(({ start, end }) => start <= at && at < end);
    if (holding === undefined) return at;
    at = holding.end;
  }
}
