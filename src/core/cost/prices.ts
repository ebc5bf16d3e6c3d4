import type { CostInput, CostStep } from '../../model/cost.ts';
import type { Estate } from '../../model/estate.ts';
import type { Workspace } from '../../model/generated/workspace.ts';
import type { Locate, Origin } from '../../model/source.ts';
import { placeOf } from '../report/input.ts';
import { decimal, plus, type Ratio, times, whole } from './money.ts';

type Spec = NonNullable<Workspace['spec']['cost']>;

/** What the Workspace states of costs. Whatever is asked for stands among the inputs afterwards. */
export interface Prices {
  readonly currency: string;
  readonly decimals: number;
  /** What an hour of a step costs, fully burdened; a sentence where nobody can say. */
  readonly hourOf: (step: CostStep) => Ratio | string;
  /** What an hour of somebody in a training, review or drill costs; a sentence where nobody can say. */
  readonly activityHour: () => Ratio | string;
  readonly minutesOf: (step: CostStep, kind: 'minutes' | 'manualMinutes') => number | undefined;
  readonly downtimeOf: (criticality: string) => Ratio | undefined;
  readonly tooling: () => readonly { readonly name: string; readonly perMonth: Ratio }[] | undefined;
  /** Everything that was asked for and stated, each once, in the order in which it was asked for. */
  readonly inputs: () => readonly CostInput[];
}

/** Reads the prices of an estate; `undefined` where its Workspace states none. */
export function pricesOf(estate: Estate, locate: Locate): Prices | undefined {
  const workspace = [...(estate.resources.Workspace?.values() ?? [])][0];
  const spec = workspace?.document.spec.cost;
  if (workspace === undefined || spec === undefined) return undefined;
  const told = new Map<string, CostInput>();
  const tell = (path: readonly (string | number)[], value: string, unit: string): void => {
    const name = path.join('.');
    const at = placeOf(locate, workspace.origin satisfies Origin, ['spec', 'cost', ...path]);
    told.set(name, { name, value, unit, source: 'the Workspace', at });
  };
  const { currency, decimals = 2 } = spec;
  return {
    currency,
    decimals,
    hourOf: (step) => hourOf(spec, step, tell),
    activityHour: () => activityHour(spec, tell),
    minutesOf: (step, kind) => {
      const minutes = spec.steps?.[step]?.[kind];
      if (minutes !== undefined) tell(['steps', step, kind], String(minutes), 'minutes');
      return minutes;
    },
    downtimeOf: (criticality) => {
      const price = Object.entries(spec.downtimePerHour ?? {}).find(([name]) => name === criticality)?.[1];
      if (price === undefined) return undefined;
      tell(['downtimePerHour', criticality], price, `${currency} per hour`);
      return decimal(price);
    },
    tooling: () =>
      spec.tooling?.map(({ name, perMonth }, index) => {
        tell(['tooling', index, 'perMonth'], perMonth, `${currency} per month (${name})`);
        return { name, perMonth: decimal(perMonth) };
      }),
    inputs: () => [...told.values()],
  };
}

type Tell = (path: readonly (string | number)[], value: string, unit: string) => void;

function hourOf(spec: Spec, step: CostStep, tell: Tell): Ratio | string {
  const name = spec.steps?.[step]?.rate;
  if (name === undefined) return `nothing is stated of the step ${step}`;
  return (
    rateOf(spec, name, ['steps', step, 'rate'], tell) ?? `the step ${step} names the rate ${name}, which is not stated`
  );
}

function activityHour(spec: Spec, tell: Tell): Ratio | string {
  const name = spec.activities?.rate;
  if (name === undefined) return 'What an hour of people in trainings, reviews and drills costs is not stated:';
  return rateOf(spec, name, ['activities', 'rate'], tell) ?? `Activities name the rate ${name}, which is not stated:`;
}

/** A rate by its name, fully burdened; `undefined`: it is not stated. */
function rateOf({ rates = [], currency }: Spec, name: string, from: readonly string[], tell: Tell): Ratio | undefined {
  const index = rates.findIndex((rate) => rate.name === name);
  const rate = rates[index];
  if (rate === undefined) return undefined;
  tell(from, name, 'rate');
  tell(['rates', index, 'base'], rate.base, `${currency} per hour (${name})`);
  tell(['rates', index, 'employerShare'], rate.employerShare, `percent of the base (${name})`);
  const burden = times(plus(whole(100), decimal(rate.employerShare)), { over: 1n, under: 100n });
  return times(decimal(rate.base), burden);
}
