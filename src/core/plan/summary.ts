import type { Catalog } from '../../model/advisory.ts';
import type { Asset, ComponentSet } from '../../model/asset.ts';
import {
  type AssetVerdict,
  type Compliance,
  type CountedAssumption,
  complianceStates,
  type FindingCounts,
  type PlanSummary,
  type UnwatchedEcosystem,
} from '../../model/plan.ts';
import {
  type Assumption,
  priorities,
  type RequirementBook,
  type RequirementSet,
  requirementStates,
} from '../../model/requirement.ts';
import { type Visit, visitStates } from '../../model/visit.ts';

/** Everything the head of a plan counts. */
export interface SummaryInput {
  readonly assets: readonly Asset[];
  readonly componentSets: ReadonlyMap<string, ComponentSet>;
  /** Alike assets share one object. */
  readonly findingsOn: (asset: Asset) => FindingCounts;
  readonly verdicts: readonly AssetVerdict[];
  readonly book: RequirementBook;
  readonly visits: readonly Visit[];
  readonly unwatched: readonly UnwatchedEcosystem[];
  readonly catalog: Catalog;
  /** Assumptions of the plan as a whole, such as a stale feed. */
  readonly assumptions: readonly Assumption[];
}

/** Counts the plan. Every sum by state equals its total, so that a reader can check the listing. */
export function summarise(input: SummaryInput): PlanSummary {
  const { visits, verdicts } = input;
  const sets = tally(input.book.sets);
  return {
    assets: { total: input.assets.length, ...countVerdicts(verdicts) },
    components: countComponents(input),
    requirements: countRequirements(sets),
    visits: {
      total: visits.length,
      emergency: visits.filter((visit) => visit.kind === 'emergency').length,
      byState: countBy(visitStates, visits, (visit) => visit.state),
    },
    assumptions: countAssumptions(sets, input.assumptions),
    unwatched: input.unwatched,
    feeds: input.catalog.feeds,
    findings: countFindings(input),
  };
}

function countBy<K extends string, T>(
  keys: readonly K[],
  items: readonly T[],
  keyOf: (item: T) => K,
): Record<K, number> {
  const counts = noneOf(keys);
  for (const item of items) counts[keyOf(item)] += 1;
  return counts;
}

function noneOf<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

function countRequirements(sets: ReadonlyMap<RequirementSet, number>): PlanSummary['requirements'] {
  const byState = noneOf(requirementStates);
  const byPriority = noneOf(priorities);
  let total = 0;
  let overdue = 0;
  for (const [{ requirements }, times] of sets) {
    total += times * requirements.length;
    for (const { state, overdue: isOverdue, priority } of requirements) {
      byState[state] += times;
      if (isOverdue) overdue += times;
      byPriority[priority] += times;
    }
  }
  return { total, byState, overdue, byPriority };
}

function countVerdicts(verdicts: readonly AssetVerdict[]): Record<Compliance, number> {
  return countBy(complianceStates, verdicts, (verdict) => verdict.compliance);
}

function countComponents({ assets, componentSets }: SummaryInput): number {
  let total = 0;
  for (const asset of assets) {
    for (const digest of asset.componentSets) total += componentSets.get(digest)?.components.length ?? 0;
  }
  return total;
}

function countFindings({ assets, findingsOn }: SummaryInput): FindingCounts {
  const sum = { affected: 0, fixed: 0, notAffected: 0, unknown: 0 };
  for (const [counts, times] of tally(assets.map(findingsOn))) {
    sum.affected += times * counts.affected;
    sum.fixed += times * counts.fixed;
    sum.notAffected += times * counts.notAffected;
    sum.unknown += times * counts.unknown;
  }
  return sum;
}

/** How often each object occurs. Assets that are alike share theirs, so what is in it is counted once. */
function tally<T>(items: Iterable<T>): ReadonlyMap<T, number> {
  const times = new Map<T, number>();
  for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
  return times;
}

/** One row an assumption, however many decisions rest on it; the most used first, then by code and detail. */
function countAssumptions(
  sets: ReadonlyMap<RequirementSet, number>,
  ofPlan: readonly Assumption[],
): CountedAssumption[] {
  const counted = new Map<string, { readonly assumption: Assumption; count: number }>();
  const count = (assumption: Assumption, times: number): void => {
    const key = `${assumption.code} ${assumption.detail}`;
    const known = counted.get(key);
    if (known === undefined) counted.set(key, { assumption, count: times });
    else known.count += times;
  };
  for (const [assumptions, times] of reliedOn(sets)) for (const assumption of assumptions) count(assumption, times);
  for (const assumption of ofPlan) count(assumption, 1);
  return [...counted]
    .sort(([leftKey, left], [rightKey, right]) => right.count - left.count || (leftKey < rightKey ? -1 : 1))
    .map(([, { assumption, count: times }]) => ({ ...assumption, count: times }));
}

/** How often each list of assumptions is relied on: decisions on alike findings share theirs. */
function reliedOn(sets: ReadonlyMap<RequirementSet, number>): ReadonlyMap<readonly Assumption[], number> {
  const byList = new Map<readonly Assumption[], number>();
  const rely = (assumptions: readonly Assumption[], times: number): void => {
    if (assumptions.length > 0) byList.set(assumptions, (byList.get(assumptions) ?? 0) + times);
  };
  for (const [{ requirements }, times] of sets) {
    for (const { obligations, passedOver } of requirements) {
      for (const { assumptions } of obligations) rely(assumptions, times);
      if (passedOver !== undefined) for (const { assumptions } of passedOver) rely(assumptions, times);
    }
  }
  return byList;
}
