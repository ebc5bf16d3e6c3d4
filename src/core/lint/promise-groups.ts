import type { Asset } from '../../model/asset.ts';
import type { Condition, DecisionTable, Rule } from '../../model/policy.ts';
import { priorities, type UsedFact } from '../../model/requirement.ts';
import { selects } from '../estate/select.ts';
import { judge } from '../prioritise/condition.ts';
import { assuming, isAssetFact } from '../prioritise/facts.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import type { RingPlan } from '../schedule/ring-plan.ts';
import type { Service } from '../schedule/service.ts';
import type { LintContext } from './context.ts';

/** Assets for which every promise comes to the same: equal policies, windows, freezes, rings and visits. */
export interface PromiseGroup {
  readonly assets: readonly Asset[];
  readonly first: Asset;
  /** Each policy once, in the order of their names. */
  readonly tables: readonly PolicyTable[];
  readonly ring: RingPlan | undefined;
}

/** Sorts the assets of some policy into groups, in the order of their first assets. */
export function promiseGroups(context: LintContext): readonly PromiseGroup[] {
  const { calendar, rollouts, shapeOf } = context.year();
  const asked = [...new Set(context.tables.flatMap(({ table }) => table.rules.flatMap(({ when }) => when)))]
    .map(({ fact }) => fact)
    .filter((fact, index, facts) => isOfAsset(fact) && facts.indexOf(fact) === index);
  const services = new Map<Service, number>();
  const serviceIds = (asset: Asset): readonly number[] =>
    priorities.map((priority) => numberOf(services, calendar.serviceOf(asset, [priority])));
  const places = new Map(context.tables.map((one, index) => [one, index] as const));
  const groups = new Map<string, { readonly group: PromiseGroup; readonly assets: Asset[] }>();
  for (const asset of context.estate.assets) {
    const tables = tablesOf(context, asset);
    if (tables.length === 0) continue;
    const ring = rollouts.ringOf.get(asset.name);
    const key = JSON.stringify([
      tables.map((one) => places.get(one)),
      serviceIds(asset),
      shapeOf(asset),
      ring && [ring.rollout, ring.index],
      asked.map((fact) => factOf(asset, fact) ?? null),
    ]);
    const known = groups.get(key);
    if (known !== undefined) known.assets.push(asset);
    else {
      const assets = [asset];
      groups.set(key, { group: { assets, first: asset, tables, ring }, assets });
    }
  }
  return [...groups.values()].map(({ group }) => group);
}

/** Might a rule decide about a finding on this asset, by what is known of the asset alone? */
export function mayConcern(table: DecisionTable, rule: Rule, asset: Asset): boolean {
  const conditions = rule.when.filter(({ fact }) => isOfAsset(fact));
  const lookup = (name: Condition['fact']): UsedFact => ({
    name,
    value: factOf(asset, name),
    source: asset.origin.file,
    assumed: false,
  });
  return judge(conditions, assuming(lookup, table.assume, table.policy)) !== 'no';
}

/** Counts values as they come; equal ones are one object here. */
function numberOf<Value>(known: Map<Value, number>, value: Value): number {
  const number = known.get(value) ?? known.size;
  known.set(value, number);
  return number;
}

function isOfAsset(fact: Condition['fact']): boolean {
  return fact.startsWith('labels.') || isAssetFact(fact);
}

function factOf({ facts }: Asset, fact: Condition['fact']): UsedFact['value'] {
  if (isAssetFact(fact)) return facts[fact];
  const key = fact.slice('labels.'.length);
  return Object.hasOwn(facts.labels, key) ? facts.labels[key] : undefined;
}

/** A policy that is reached on several ways speaks once, unless the way changes its time zone. */
function tablesOf({ tables, estate }: LintContext, asset: Asset): readonly PolicyTable[] {
  const taken = tables.filter(({ selectors }) =>
    selectors.every((selector) => selects(selector, asset, estate.componentSets)),
  );
  const seen = new Map<string, PolicyTable>();
  for (const one of taken) {
    const key = `${one.table.policy} ${one.table.timeZone}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].sort((left, right) => (left.table.policy < right.table.policy ? -1 : 1));
}
