import type { CostStep } from '../../model/cost.ts';
import { inUnits, type Ratio, times, whole } from './money.ts';
import type { Prices } from './prices.ts';
import type { Work, WorkItem } from './work.ts';

/** An amount and what bears it. */
export interface Charge {
  readonly item: WorkItem;
  readonly amount: bigint;
}

/** What a step cost, item by item, and what is not known of it. */
export interface StepCost {
  readonly step: CostStep;
  /** How often the step was done. */
  readonly count: number;
  readonly charges: readonly Charge[];
  /** Items of which both times are known: what they would have cost by hand, and what they did. */
  readonly compared: { readonly count: number; readonly manual: bigint; readonly actual: bigint };
  /** How many charges rest on times that records measured. */
  readonly measured: number;
  readonly gaps: readonly string[];
}

/** How the repetitions of each step are counted, in words. */
export const countedAs: Readonly<Record<CostStep, string>> = {
  evaluate: 'versions of packages deployed in the period',
  approve: 'Changes deployed in the period',
  test: 'TestRecords that ended in the period',
  deploy: 'visits of an asset by a job in the period',
  verify: 'visits of an asset by a job in the period',
};

const itemsOf: Readonly<Record<CostStep, (work: Work) => readonly WorkItem[]>> = {
  evaluate: ({ patches }) => patches,
  approve: ({ changes }) => changes,
  test: ({ tests }) => tests,
  deploy: ({ visits }) => visits,
  verify: ({ visits }) => visits,
};

/** Steps of which records hold a beginning and an end. */
const isMeasured: ReadonlySet<CostStep> = new Set(['test', 'deploy']);

/** What the people cost who did a step. Each item is rounded for itself, so that parts and sums agree. */
export function stepCost(step: CostStep, work: Work, prices: Prices): StepCost {
  const items = itemsOf[step](work);
  const none = { charges: [], compared: { count: 0, manual: 0n, actual: 0n }, measured: 0 };
  if (items.length === 0) return { step, count: 0, ...none, gaps: [] };
  const hour = prices.hourOf(step);
  if (typeof hour === 'string')
    return {
      step,
      count: items.length,
      ...none,
      gaps: [`${sentence(hour)} ${items.length} ${countedAs[step]} are not in the sum.`],
    };
  const stated = prices.minutesOf(step, 'minutes');
  const manual = prices.minutesOf(step, 'manualMinutes');
  const price = (minutes: Ratio): bigint =>
    inUnits(times(times(hour, minutes), { over: 1n, under: 60n }), prices.decimals);
  const charges = items.flatMap((item): readonly Charge[] => {
    const minutes = stated === undefined ? measuredMinutes(step, item) : whole(stated);
    return minutes === undefined ? [] : [{ item, amount: price(minutes) }];
  });
  const unknown = items.length - charges.length;
  const actual = charges.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    step,
    count: items.length,
    charges,
    compared:
      manual === undefined
        ? none.compared
        : { count: charges.length, manual: price(whole(manual)) * BigInt(charges.length), actual },
    measured: stated === undefined ? charges.length : 0,
    gaps:
      unknown === 0
        ? []
        : [
            `Minutes of the step ${step} are neither stated nor measured for ${unknown} of ${items.length} ${countedAs[step]}.`,
          ],
  };
}

const measuredMinutes = (step: CostStep, { measuredMs }: WorkItem): Ratio | undefined =>
  !isMeasured.has(step) || measuredMs === undefined ? undefined : { over: BigInt(measuredMs), under: 60_000n };

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}:`;
