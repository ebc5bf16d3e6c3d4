import type { Cluster } from '../../model/generated/cluster.ts';

type Spec = Cluster['spec'];

/** Weight that may be away at once. `allows` is asked with the weight that would be. */
export interface Budget {
  readonly allows: (unavailable: number) => boolean;
  /** Does every member count as one, whatever its weight? */
  readonly countsMembers: boolean;
  /** In words, for reports: `below one third of 4`. */
  readonly text: string;
  /** The next looser budget that could be stated, and the `maxUnavailable` that states it. */
  readonly looser?: () => { readonly budget: Budget; readonly stated: number } | undefined;
}

/** What was found wrong with a budget; the caller knows where it stands. */
export type BudgetProblem =
  | { readonly kind: 'unstated' }
  | { readonly kind: 'unsafe'; readonly stated: string; readonly safe: string };

export interface BudgetReading {
  readonly budget: Budget;
  readonly problem: BudgetProblem | undefined;
}

/** Sums of fractional weights are compared with this much doubt, always to the safe side. */
const epsilon = 1e-9;

/**
 * The budget that holds for a cluster. Complete membership: below one third (bft) or one half (cft) of the
 * weight, one member (primary-replica); what is stated can only tighten the first two, because beyond them the service
 * stops. Partial membership: as stated, else nothing. `total` is the weight of all members, external ones included.
 */
export function readBudget(spec: Spec, total: number, members: number): BudgetReading {
  const isPartial = spec.membership === 'partial';
  const whole = isPartial ? spec.totalWeight : total;
  const stated = statedBudget(spec, whole);
  if (stated === undefined) {
    if (isPartial) return { budget: nothing, problem: { kind: 'unstated' } };
    return { budget: defaultBudget(spec.consensus, total, members), problem: undefined };
  }
  const survivable = consensusBudget(spec.consensus, whole);
  if (survivable === undefined || survivable.allows(stated.limit)) {
    return { budget: raisable(stated, survivable), problem: undefined };
  }
  return { budget: survivable, problem: { kind: 'unsafe', stated: stated.text, safe: survivable.text } };
}

/** What is stated can be raised to what the protocol survives. */
function raisable(stated: Budget & { readonly limit: number }, survivable: Budget | undefined): Budget {
  return {
    ...stated,
    looser: () => {
      const next = Math.floor(stated.limit + epsilon) + 1;
      if (survivable !== undefined && !survivable.allows(next)) return undefined;
      return { budget: raisable(atMost(next), survivable), stated: next };
    },
  };
}

const nothing: Budget = { allows: (unavailable) => unavailable <= 0, countsMembers: false, text: 'nothing' };

function statedBudget(spec: Spec, whole: number | undefined): (Budget & { readonly limit: number }) | undefined {
  const { maxUnavailable, minAvailable } = spec.budget ?? {};
  if (maxUnavailable !== undefined) {
    const limit = weightOf(maxUnavailable, whole, Math.floor);
    return limit === undefined ? undefined : atMost(limit);
  }
  if (minAvailable === undefined || whole === undefined) return undefined;
  const least = weightOf(minAvailable, whole, Math.ceil);
  return least === undefined ? undefined : atMost(Math.max(0, whole - least));
}

/** A share rounds to the safe side: less may be away, more must stay. */
function weightOf(
  stated: number | string,
  whole: number | undefined,
  round: (weight: number) => number,
): number | undefined {
  if (typeof stated === 'number') return stated;
  if (whole === undefined) return undefined;
  const share = (Number(stated.replace('%', '')) * whole) / 100;
  return round(round === Math.floor ? share + epsilon : share - epsilon);
}

function defaultBudget(consensus: Spec['consensus'], total: number, members: number): Budget {
  if (consensus === 'primary-replica') return { ...atMost(members > 1 ? 1 : 0), countsMembers: true };
  return consensusBudget(consensus, total) ?? { allows: () => true, countsMembers: false, text: 'any number' };
}

/** What the protocol survives; `undefined` where there is no protocol. */
function consensusBudget(consensus: Spec['consensus'], whole: number | undefined): Budget | undefined {
  if (whole === undefined) return undefined;
  if (consensus === 'bft') return below(whole / 3, `below one third of ${whole}`);
  if (consensus === 'cft') return below(whole / 2, `below one half of ${whole}`);
  return undefined;
}

function atMost(limit: number): Budget & { readonly limit: number } {
  return { limit, allows: (unavailable) => unavailable <= limit + epsilon, countsMembers: false, text: `${limit}` };
}

function below(bound: number, text: string): Budget {
  return { allows: (unavailable) => unavailable <= 0 || unavailable < bound - epsilon, countsMembers: false, text };
}
