import type { Estate } from '../../model/estate.ts';
import type { ActivityRecord } from '../../model/generated/activity-record.ts';
import type { Instant } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { directoryOf } from '../report/people.ts';
import { localDate, parseDuration, readMoment } from '../time.ts';
import type { Charge } from './charges.ts';
import { inUnits, times } from './money.ts';
import type { Prices } from './prices.ts';

/** What the duties of people cost: trainings, reviews, drills, audits. */
export interface ActivityCost {
  /** Records of the period. */
  readonly count: number;
  readonly charges: readonly Charge[];
  /** Why some of it is not known, in sentences. */
  readonly gaps: readonly string[];
}

/**
 * People × hours of each record that was held in the period. Hours come from the record alone: one that states none, or
 * states days, of which nobody can say how many hours of work they were, is a gap.
 */
export function activityCost(
  estate: Estate,
  period: { readonly from: Instant; readonly to: Instant },
  prices: Prices,
): ActivityCost {
  const zone = estate.workspace.timeZone;
  const { isKnown } = directoryOf(estate);
  const held = lastWords([...(estate.resources.ActivityRecord?.values() ?? [])]).flatMap(({ document: { spec } }) => {
    const at = readMoment(spec.heldAt, zone, 'start');
    return at === undefined || at < period.from || at >= period.to ? [] : [{ spec, at }];
  });
  if (held.length === 0) return { count: 0, charges: [], gaps: [] };
  const hour = prices.activityHour();
  if (typeof hour === 'string') {
    return { count: held.length, charges: [], gaps: [`${hour} ${held.length} ActivityRecords are not in the sum.`] };
  }
  const lacking = new Map<string, number>();
  const charges = held.flatMap(({ spec, at }): readonly Charge[] => {
    const ms = workOf(spec, isKnown);
    if (typeof ms === 'string') {
      lacking.set(ms, (lacking.get(ms) ?? 0) + 1);
      return [];
    }
    const amount = inUnits(times(hour, { over: BigInt(ms), under: 3_600_000n }), prices.decimals);
    return [{ item: { deployments: [], measuredMs: ms, month: localDate(at, zone).slice(0, 7) }, amount }];
  });
  const gaps = [...lacking].sort().map(([why, count]) => `${count} of ${held.length} ActivityRecords ${why}.`);
  return { count: held.length, charges, gaps };
}

/** Milliseconds of all people together, or what is not known. Whoever conducted it counts where they are one of our people. */
function workOf(
  { duration, participants, conductedBy }: ActivityRecord['spec'],
  isKnown: (id: string) => boolean,
): number | string {
  const length = duration === undefined ? undefined : parseDuration(duration);
  if (length === undefined) return 'do not say how long it took';
  const { years, months, weeks, days, businessDays, milliseconds } = length;
  if (years + months + weeks + days + businessDays > 0) return 'say how long it took in days, not in hours';
  const people = new Set([...participants, ...(isKnown(conductedBy) ? [conductedBy] : [])]);
  if (people.size === 0) return 'name nobody whose hours could be counted';
  return people.size * milliseconds;
}
