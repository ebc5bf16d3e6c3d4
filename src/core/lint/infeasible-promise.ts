import { type Diagnostic, diagnostic, type SourceLocation } from '../../model/diagnostic.ts';
import { groupBy } from '../schedule/group.ts';
import { parseDuration } from '../time.ts';
import { assetsText, type LintContext } from './context.ts';
import { type BrokenPromise, createPromiseChecker, type PromiseChecker } from './promise-check.ts';
import { mayConcern, promiseGroups } from './promise-groups.ts';
import { smallestFix, whyBroken } from './promise-words.ts';

/**
 * `lint/infeasible-promise` for every rule whose time limit some asset cannot meet in the year ahead, whenever
 * something is found: the longest wait for an allowed window, with tests, lead time and earlier rings.
 * `lint/emergency-only` where only visits outside every window can keep it. Capacity is the plan's to judge.
 */
export function infeasiblePromises(context: LintContext): readonly Diagnostic[] {
  const { MaintenanceWindow: windows, PatchPolicy: policies } = context.estate.resources;
  if (!windows?.size || !policies?.size || context.estate.assets.length === 0) return [];
  const groups = promiseGroups(context);
  const checker = createPromiseChecker(context, groups);
  const found = groups.flatMap((group) =>
    group.tables.flatMap((table) =>
      table.table.rules.flatMap((rule): readonly BrokenPromise[] => {
        const within = parseDuration(rule.within);
        if (within === undefined || !mayConcern(table.table, rule, group.first)) return [];
        const broken = checker.check({ group, table, rule, within });
        return broken === undefined ? [] : [broken];
      }),
    ),
  );
  const alike = ({ kind, subject: { table, rule } }: BrokenPromise): string =>
    JSON.stringify([kind, table.table.policy, rule.within, rule.priority]);
  return [...groupBy(found, alike).values()].map((promises) => told(context, checker, promises));
}

/** Rules of one policy with the same limit and priority fail alike: told once, with the numbers of the worst. */
function told(context: LintContext, checker: PromiseChecker, promises: readonly BrokenPromise[]): Diagnostic {
  const worst = promises.reduce((most, one) => (one.worst.lateMs > most.worst.lateMs ? one : most));
  const [first = worst] = promises;
  const byRule = groupBy(promises, ({ subject: { rule } }) => rule.id);
  const { table, rule, within } = worst.subject;
  const args = {
    policy: table.table.policy,
    rules: `${byRule.size === 1 ? 'rule' : 'rules'} ${[...byRule.keys()].join(', ')}`,
    within: within.text,
    assets: assetsOf(promises),
    why: whyBroken(worst, table.table.timeZone),
  };
  const others = [...byRule.values()].flatMap(([one]) => (one === undefined || one === first ? [] : [one]));
  const related = others.map((one) => ({ ...placeOf(context, one), message: `rule ${one.subject.rule.id}` }));
  const at = placeOf(context, first);
  if (worst.kind === 'emergency-only') return diagnostic('lint/emergency-only', args, { at, related });
  const unserved = `let a window serve ${rule.priority} work of these assets, visits included`;
  return diagnostic('lint/infeasible-promise', args, { at, related, hint: smallestFix(worst, checker) ?? unserved });
}

function assetsOf(promises: readonly BrokenPromise[]): string {
  const assets = new Map(promises.flatMap(({ subject }) => subject.group.assets.map((asset) => [asset.name, asset])));
  return assetsText([...assets.keys()].sort().flatMap((name) => assets.get(name) ?? []));
}

function placeOf(context: LintContext, { subject: { table, rule } }: BrokenPromise): SourceLocation {
  const inside = rule.pointer[1] === 'default' ? ['within'] : ['then', 'within'];
  return context.siteOf(table.table.origin, [...rule.pointer, ...inside]);
}
