import type { ChangedPromise } from '../../model/plan-diff.ts';
import type { DecisionTable } from '../../model/policy.ts';
import { selects } from '../estate/select.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import type { DiffSide } from './diff-side.ts';
import { type PlacedRule, promiseText, ruleChange } from './promise-changes.ts';

/** What one side promises. */
interface Promises {
  /** By `policy/rule`. */
  readonly rules: ReadonlyMap<string, PlacedRule>;
  readonly policies: ReadonlyMap<string, PlacedPolicy>;
}

/** A policy in force; of several ways to it the first. */
interface PlacedPolicy {
  readonly table: DecisionTable;
  readonly assets: ReadonlySet<string>;
}

/**
 * Rules and settings of policies that promise something else than before (issue of every policy review). Work that a rule
 * does not reach today is counted too: a promise holds for what is yet to come. Policies add up, so one that comes into
 * force only tightens, and one that leaves only loosens; a row that comes or goes inside a table may do either.
 */
export function changedPromises(before: DiffSide, after: DiffSide): readonly ChangedPromise[] {
  const [old, now] = [promisesOf(before), promisesOf(after)];
  const common = commonAssets(before, after);
  const moved = new Map([...now.policies.keys()].map((policy) => [policy, movedRules(old, now, policy)] as const));
  const { weekend, holidays } = after.decision.estate.workspace;
  const ofRules = [...new Set([...old.rules.keys(), ...now.rules.keys()])].map((name): ChangedPromise | undefined => {
    const [was, is] = [old.rules.get(name), now.rules.get(name)];
    const policy = name.slice(0, name.lastIndexOf('/'));
    if (was === undefined || is === undefined)
      return oneSided(name, was, is, old.policies.has(policy) && now.policies.has(policy));
    const zone = now.policies.get(policy)?.table.timeZone ?? 'UTC';
    const isMoved = moved.get(policy)?.has(is.rule.id) === true;
    const change = ruleChange({ was, is, isMoved, common, calendar: { zone, weekend, holidays } });
    return change && { rule: name, at: is.place, ...change };
  });
  const ofSettings = [...now.policies].map(([name, policy]) => changedSettings(name, old.policies.get(name), policy));
  return [...ofRules, ...ofSettings]
    .filter((change) => change !== undefined)
    .sort((left, right) => (left.rule < right.rule ? -1 : 1));
}

function promisesOf({ decision, tables }: DiffSide): Promises {
  const rules = new Map<string, PlacedRule>();
  const policies = new Map<string, PlacedPolicy>();
  for (const reached of tables) {
    const { table } = reached;
    const known = policies.get(table.policy);
    // Whoever reaches a policy on several ways is reached once.
    const assets = new Set([...(known?.assets ?? []), ...assetsOf(reached, decision)]);
    policies.set(table.policy, { table: known?.table ?? table, assets });
    for (const [index, rule] of table.rules.entries()) {
      const name = `${table.policy}/${rule.id}`;
      rules.set(name, { rule, place: decision.plan.ruleSources.get(name), assets, row: index + 1 });
    }
  }
  return { rules, policies };
}

const assetsOf = ({ selectors }: PolicyTable, { estate }: DiffSide['decision']): readonly string[] =>
  estate.assets
    .filter((asset) => selectors.every((selector) => selects(selector, asset, estate.componentSets)))
    .map(({ uid }) => uid);

function commonAssets(before: DiffSide, after: DiffSide): ReadonlySet<string> {
  const old = new Set(before.decision.estate.assets.map(({ uid }) => uid));
  return new Set(after.decision.estate.assets.map(({ uid }) => uid).filter((uid) => old.has(uid)));
}

/** A rule of one side only; `isInTable`: its policy is in force on both. */
function oneSided(
  rule: string,
  was: PlacedRule | undefined,
  is: PlacedRule | undefined,
  isInTable: boolean,
): ChangedPromise {
  const kinds = isInTable ? (['removed', 'added'] as const) : (['loosened', 'tightened'] as const);
  const shown = is ?? was;
  return {
    rule,
    at: shown?.place,
    kind: is === undefined ? kinds[0] : kinds[1],
    before: was && promiseText(was.rule),
    after: is && promiseText(is.rule),
    assets: shown?.assets.size ?? 0,
  };
}

/** The fewest rules of a table that would have to be moved to make the old order of those that both versions have. */
function movedRules(old: Promises, now: Promises, policy: string): ReadonlySet<string> {
  const idsIn = (side: Promises): readonly string[] => side.policies.get(policy)?.table.rules.map(({ id }) => id) ?? [];
  const before = idsIn(old);
  const both = idsIn(now).filter((id) => before.includes(id));
  const places = both.map((id) => before.indexOf(id));
  // The longest run of rules that kept their order stays; chains[i] is the longest that ends with rule i.
  const chains: (readonly number[])[] = [];
  for (const [index, place] of places.entries()) {
    const behind = chains.slice(0, index).filter((chain) => (places[chain.at(-1) ?? 0] ?? 0) < place);
    const longest = behind.reduce<readonly number[]>((best, chain) => (chain.length > best.length ? chain : best), []);
    chains.push([...longest, index]);
  }
  const kept = new Set(
    chains.reduce<readonly number[]>((best, chain) => (chain.length > best.length ? chain : best), []),
  );
  return new Set(both.filter((_, index) => !kept.has(index)));
}

/** What holds for every rule of a policy: what unknown facts mean, what is assumed of them, whose days count. */
function changedSettings(
  policy: string,
  was: PlacedPolicy | undefined,
  { table, assets }: PlacedPolicy,
): ChangedPromise | undefined {
  if (was === undefined) return undefined;
  const differing = settingsOf(was.table).flatMap((before, index) => {
    const after = settingsOf(table)[index] ?? '';
    return before === after ? [] : [{ before, after }];
  });
  if (differing.length === 0) return undefined;
  const isOfUnknown = was.table.onUnknown !== table.onUnknown;
  const weighed = table.onUnknown === 'skip' ? 'loosened' : 'tightened';
  return {
    rule: policy,
    at: table.origin.file,
    kind: isOfUnknown && differing.length === 1 ? weighed : 'changed',
    before: differing.map(({ before }) => before).join(', '),
    after: differing.map(({ after }) => after).join(', '),
    assets: assets.size,
  };
}

const settingsOf = ({ onUnknown, assume, timeZone }: DecisionTable): readonly string[] => [
  `unknown facts: ${onUnknown}`,
  assume.size === 0
    ? 'assumes nothing'
    : `assumes ${[...assume]
        .map(([fact, value]) => `${fact} ${value}`)
        .sort()
        .join(', ')}`,
  `time zone ${timeZone}`,
];
