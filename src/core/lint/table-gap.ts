import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { DecisionTable } from '../../model/policy.ts';
import { selects } from '../estate/select.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import type { LintContext } from './context.ts';
import { search } from './search.ts';
import { tableSpace } from './table-space.ts';

/**
 * `lint/table-gap`: findings of which nothing is asked, named by the first combination of facts that no rule matches.
 *
 * A policy is judged together with what it extends and with every other policy that takes all of its assets, because
 * that is what holds for them. Policies that are judged by the same tables are told once. `lint/table-too-large` where
 * nobody can tell.
 */
export function tableGaps(context: LintContext): readonly Diagnostic[] {
  const judged = new Map<string, { readonly first: PolicyTable; readonly others: PolicyTable[] }>();
  const own = context.tables.filter(({ through }) => through.length === 0);
  for (const policy of own) {
    const key = JSON.stringify(alliesOf(context, policy).map(({ table }) => [table.policy, table.timeZone]));
    const known = judged.get(key);
    if (known === undefined) judged.set(key, { first: policy, others: [] });
    else known.others.push(policy);
  }
  return [...judged.values()].flatMap(({ first, others }) => gapOf(context, first, others));
}

/**
 * The first combination that leaves every table without an obligation, in words; empty when every finding is one.
 * `undefined`: there is none. With `onUnknown: strictest` a rule that might match already asks.
 */
export function firstGap(
  tables: readonly DecisionTable[],
  selectors: readonly Selector[] = [],
): string | 'too-large' | undefined {
  const space = tableSpace(tables, selectors);
  const choices = tables.flatMap((table) =>
    table.rules.map((rule) => (table.onUnknown === 'skip' ? space.doubts(table, rule) : space.excludes(table, rule))),
  );
  const answer = search(space.places, choices);
  if (answer.kind === 'none') return undefined;
  return answer.kind === 'found' ? space.describe(answer.cells) : 'too-large';
}

/** The tables that hold for every asset that a policy takes, itself included. */
function alliesOf({ estate, tables }: LintContext, { table, selectors }: PolicyTable): readonly PolicyTable[] {
  const takes = (wanted: readonly Selector[]) =>
    estate.assets.filter((asset) => wanted.every((one) => selects(one, asset, estate.componentSets)));
  const assets = takes(selectors);
  return tables.filter((other) => {
    const isOwn = other.table.policy === table.policy || other.through[0] === table.policy;
    // Without assets only what is written can be compared.
    const added = other.selectors.filter((selector) => !selectors.includes(selector));
    if (assets.length === 0) return isOwn && added.length === 0;
    return (
      added.length === 0 || assets.every((asset) => added.every((one) => selects(one, asset, estate.componentSets)))
    );
  });
}

function gapOf(context: LintContext, policy: PolicyTable, others: readonly PolicyTable[]): readonly Diagnostic[] {
  const { origin, policy: name } = policy.table;
  const allies = alliesOf(context, policy).map(({ table }) => table);
  const gap = firstGap(allies, policy.selectors);
  if (gap === undefined) return [];
  const at = context.siteOf(origin, ['spec', 'rules'], 'key');
  if (gap === 'too-large') return [diagnostic('lint/table-too-large', { policy: name, what: 'for gaps' }, { at })];
  const beside = [...new Set(allies.map((one) => one.policy))].filter((one) => one !== name).sort();
  const args = {
    policy: name,
    beside: beside.length === 0 ? '' : `, with ${beside.join(', ')},`,
    finding: gap === '' ? 'any finding' : `a finding with ${gap}`,
  };
  const related = others.map(({ table }) => ({
    ...context.siteOf(table.origin, ['spec', 'rules'], 'key'),
    message: `policy ${table.policy} leaves it too`,
  }));
  return [diagnostic('lint/table-gap', args, { at, related })];
}
