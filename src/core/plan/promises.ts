import type { ChangedPromise } from '../../model/plan-diff.ts';
import type { Rule } from '../../model/policy.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { selects } from '../estate/select.ts';
import { clockText } from '../prioritise/clock.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import { addDuration, parseDuration } from '../time.ts';
import type { DiffSide } from './diff-side.ts';

interface PlacedRule {
  readonly rule: Rule;
  readonly place: string | undefined;
  readonly assets: number;
}

/**
 * Rules that promise something else than before (issue of every policy review): loosened when more time or less urgency
 * is given, tightened when less time or more urgency is, `changed` when the two disagree or only the condition or the
 * clock differs. Work that a rule does not reach today is counted too: a promise holds for what is yet to come.
 */
export function changedPromises(before: DiffSide, after: DiffSide): readonly ChangedPromise[] {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const kind = kindOf(was?.rule, is?.rule);
    if (kind === undefined) return [];
    const shown = is ?? was;
    return [
      {
        rule: name,
        at: shown?.place,
        kind,
        before: was && promiseText(was.rule),
        after: is && promiseText(is.rule),
        assets: shown?.assets ?? 0,
      },
    ];
  });
}

function rulesOf({ decision, tables }: DiffSide): ReadonlyMap<string, PlacedRule> {
  const rules = new Map<string, PlacedRule>();
  for (const table of tables) {
    const assets = assetsOf(table, decision);
    for (const rule of table.table.rules) {
      const name = `${table.table.policy}/${rule.id}`;
      const known = rules.get(name);
      rules.set(name, {
        rule,
        place: decision.plan.ruleSources.get(name),
        assets: Math.max(assets, known?.assets ?? 0),
      });
    }
  }
  return rules;
}

function assetsOf({ selectors }: PolicyTable, { estate }: DiffSide['decision']): number {
  return estate.assets.filter((asset) => selectors.every((selector) => selects(selector, asset, estate.componentSets)))
    .length;
}

function kindOf(was: Rule | undefined, is: Rule | undefined): ChangedPromise['kind'] | undefined {
  if (was === undefined) return is === undefined ? undefined : 'added';
  if (is === undefined) return 'removed';
  const time = Math.sign(timeOf(is) - timeOf(was));
  const urgency = Math.sign(priorities.indexOf(is.priority) - priorities.indexOf(was.priority));
  if (time === 0 && urgency === 0) return asksTheSame(was, is) ? undefined : 'changed';
  // Opposite signs: more time but more urgency, or the other way round.
  if (time * urgency < 0) return 'changed';
  return time + urgency > 0 ? 'loosened' : 'tightened';
}

const asksTheSame = (was: Rule, is: Rule): boolean =>
  JSON.stringify(was.when) === JSON.stringify(is.when) && clockText(was.clockStart) === clockText(is.clockStart);

/** How long `within` is, measured from a fixed Monday in UTC: only the order matters. */
function timeOf({ within }: Rule): number {
  const duration = parseDuration(within);
  if (duration !== undefined)
    return addDuration(measuredFrom, duration, { zone: 'UTC', weekend: ['sat', 'sun'], holidays: [] });
  const order = ['kev-due-date', 'next-upgrade', 'none'].indexOf(within);
  return Number.MAX_SAFE_INTEGER - 3 + order;
}

/** 2024-01-01T00:00:00Z, a Monday. */
const measuredFrom = 1_704_067_200_000 as Instant;

const promiseText = (rule: Rule): string =>
  rule.within === 'none'
    ? `${rule.priority}, no deadline`
    : `${rule.priority} within ${rule.within} of ${clockText(rule.clockStart)}`;
