import { type Cost, type CostFigure, type CostInput, costSteps } from '../../model/cost.ts';
import type { Estate } from '../../model/estate.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { type ActivityCost, activityCost } from './activities.ts';
import { type Charge, countedAs, type StepCost, stepCost } from './charges.ts';
import { downtimeCost } from './downtime.ts';
import { pricesOf } from './prices.ts';
import { sharesBy } from './shares.ts';
import { toolingCost } from './tooling.ts';
import { patchOf, type Work, workIn } from './work.ts';

/**
 * What patching cost over a period: minutes of people at their fully burdened rate (base plus what the employer pays on
 * top), hours of people in trainings, reviews and drills, downtime and tools; by patch, asset and month; and what automation saves against work by hand. Exact until each
 * charge is rounded to the smallest unit, half up; sums are of rounded charges. What is not known is a gap, in no figure.
 * `undefined` where the Workspace states no prices.
 */
export function costOf(
  estate: Estate,
  locate: Locate,
  period: { readonly from: Instant; readonly to: Instant },
): Cost | undefined {
  const prices = pricesOf(estate, locate);
  if (prices === undefined) return undefined;
  const work = workIn(estate, period);
  const steps = costSteps.map((step) => stepCost(step, work, prices));
  const activities = activityCost(estate, period, prices);
  const downtime = downtimeCost(estate, work.visits, prices);
  const tooling = toolingCost(prices, period, estate.workspace.timeZone);
  const labour = steps.flatMap(({ charges }) => charges);
  const all = [...labour, ...activities.charges, ...downtime.charges, ...(tooling ?? [])];
  const gaps = [
    ...steps.flatMap((step) => step.gaps),
    ...approvalGap(work),
    ...activities.gaps,
    ...downtime.gaps,
    ...(tooling === undefined ? ['What tools cost is not stated.'] : []),
  ];
  const figures = figuresOf({ work, steps, activities, downtime, tooling });
  const { currency, decimals } = prices;
  return {
    ...period,
    currency,
    decimals,
    figures: [totalOf(all, gaps, work), ...figures, ...savings(steps, tooling)],
    byPatch: sharesBy(all, patchOf, 'not tied to a patch'),
    byAsset: sharesBy(all, ({ row }) => row.asset, 'not tied to an asset'),
    byMonth: sharesBy(all, undefined, ''),
    inputs: [...prices.inputs(), ...measuredInputs(steps, activities.charges.length, downtime.charges.length)],
    gaps,
    limits: [
      'A visit counts as downtime from its first start to its last end, also where others kept the service up.',
      'Of trainings, reviews and drills the hours of those who took part count, not what a firm charges or what preparing took.',
    ],
  };
}

const sum = (charges: readonly Charge[]): bigint => charges.reduce((total, { amount }) => total + amount, 0n);

const approvalGap = ({ withoutChange, deployments }: Work): readonly string[] =>
  withoutChange === 0
    ? []
    : [`${withoutChange} of ${deployments.length} deployments name no Change: what approving them took is not known.`];

interface Parts {
  readonly work: Work;
  readonly steps: readonly StepCost[];
  readonly activities: ActivityCost;
  readonly downtime: ReturnType<typeof downtimeCost>;
  readonly tooling: readonly Charge[] | undefined;
}

/** No amount is given for work that was done and of which no price is known. */
function figuresOf({ work, steps, activities, downtime, tooling }: Parts): readonly CostFigure[] {
  const known = (charges: readonly Charge[], done: number): bigint | undefined =>
    charges.length === 0 && done > 0 ? undefined : sum(charges);
  const labour = steps.flatMap(({ charges }) => charges);
  const done = steps.reduce((count, step) => count + step.count, 0);
  return [
    {
      id: 'labour',
      title: 'People',
      formula: 'sum over the steps: repetitions × minutes / 60 × base × (100 + employer share) / 100',
      amount: known(labour, done),
      population: done,
      populationOf: 'repetitions of all steps in the period',
      isPartial: steps.some(({ gaps }) => gaps.length > 0) || work.withoutChange > 0,
    },
    ...steps.map(({ step, count, charges, gaps }) => ({
      id: `step-${step}`,
      title: `People: ${step}`,
      formula: 'repetitions × minutes / 60 × base × (100 + employer share) / 100',
      amount: known(charges, step === 'approve' ? count + work.withoutChange : count),
      population: count,
      populationOf: countedAs[step],
      isPartial: gaps.length > 0 || (step === 'approve' && work.withoutChange > 0),
    })),
    {
      id: 'activities',
      title: 'Activities',
      formula: 'sum over the records: people × hours × base × (100 + employer share) / 100',
      amount: known(activities.charges, activities.count),
      population: activities.count,
      populationOf: 'ActivityRecords held in the period',
      isPartial: activities.gaps.length > 0,
    },
    {
      id: 'downtime',
      title: 'Downtime',
      formula: 'sum over the visits: hours from the first start to the last end × price of the criticality',
      amount: known(downtime.charges, work.visits.length),
      population: work.visits.length,
      populationOf: 'visits of an asset by a job in the period',
      isPartial: downtime.gaps.length > 0,
    },
    {
      id: 'tooling',
      title: 'Tools',
      formula: 'sum over the calendar months: price of a month × part of the month in the period',
      amount: tooling && sum(tooling),
      population: tooling?.length ?? 0,
      populationOf: 'calendar months that the period touches',
      isPartial: false,
    },
  ];
}

function totalOf(all: readonly Charge[], gaps: readonly string[], { deployments }: Work): CostFigure {
  return {
    id: 'total',
    title: 'Total',
    formula: 'people + activities + downtime + tools, as far as they are known',
    amount: all.length === 0 && gaps.length > 0 ? undefined : sum(all),
    population: deployments.length,
    populationOf: 'deployments in the period',
    isPartial: gaps.length > 0,
  };
}

/** What the same steps would have cost by hand, and the difference after the tools are paid. It may be negative. */
function savings(steps: readonly StepCost[], tooling: readonly Charge[] | undefined): readonly CostFigure[] {
  const compared = steps.filter((step) => step.compared.count > 0);
  const count = compared.reduce((total, step) => total + step.compared.count, 0);
  const manual = compared.reduce((total, step) => total + step.compared.manual, 0n);
  const actual = compared.reduce((total, step) => total + step.compared.actual, 0n);
  const shared = {
    population: count,
    populationOf: 'repetitions of which both times are known',
    isPartial: steps.some((step) => step.compared.count < step.count),
  };
  return [
    {
      ...shared,
      id: 'by-hand',
      title: 'By hand',
      formula: 'sum over the steps: repetitions × manual minutes / 60 × base × (100 + employer share) / 100',
      amount: count === 0 ? undefined : manual,
    },
    {
      ...shared,
      id: 'saved',
      title: 'Saved by automation',
      formula: 'by hand − people for the same repetitions − tools; without downtime, which is the same either way',
      amount: count === 0 || tooling === undefined ? undefined : manual - actual - sum(tooling),
    },
  ];
}

/** Times that no one stated: how many came from records. */
function measuredInputs(steps: readonly StepCost[], activities: number, visits: number): readonly CostInput[] {
  const held: readonly CostInput[] =
    activities === 0
      ? []
      : [
          {
            name: 'measured.activities',
            value: String(activities),
            unit: 'durations of what was held',
            source: 'ActivityRecords',
            at: undefined,
          },
        ];
  const measured = steps.flatMap(({ step, measured: count }): readonly CostInput[] =>
    count === 0
      ? []
      : [
          {
            name: `measured.${step}`,
            value: String(count),
            unit: 'times from start to end',
            source: step === 'test' ? 'TestRecords' : 'DeploymentRecords',
            at: undefined,
          },
        ],
  );
  if (visits === 0) return [...measured, ...held];
  const unit = 'times from the first start to the last end';
  return [
    ...measured,
    ...held,
    { name: 'measured.downtime', value: String(visits), unit, source: 'DeploymentRecords', at: undefined },
  ];
}
