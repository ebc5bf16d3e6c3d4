import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { DecisionTable, Rule } from '../../model/policy.ts';
import type { Resource } from '../../model/resource.ts';
import { decisionTable } from '../prioritise/table.ts';
import type { LintContext } from './context.ts';
import { search } from './search.ts';
import { type TableSpace, tableSpace } from './table-space.ts';

/** Why a rule never decides: its own conditions exclude each other, or earlier rules take all it could match. */
export type Silence = { readonly kind: 'contradiction' } | { readonly kind: 'taken'; readonly by: readonly Rule[] };

/** `lint/rule-never-fires` for every policy, each held against its own selector, and `lint/table-too-large`. */
export function neverFiringRules(context: LintContext): readonly Diagnostic[] {
  return [...(context.estate.resources.PatchPolicy?.values() ?? [])].flatMap((policy) => ofPolicy(context, policy));
}

/**
 * The rules that decide nothing, whatever a finding is: in every combination of values in which such a rule surely
 * matches, an earlier one does too. A default stands behind everything and is meant to be silent where the rules say
 * all. `too-large` where nobody can tell.
 */
export function silentRules(
  table: DecisionTable,
  selectors: readonly Selector[] = [],
): ReadonlyMap<Rule, Silence | 'too-large'> {
  const space = tableSpace([table], selectors);
  const silent = new Map<Rule, Silence | 'too-large'>();
  for (const [index, rule] of table.rules.entries()) {
    if (rule.pointer[1] === 'default') continue;
    const silence = silenceOf({ table, space, rule }, table.rules.slice(0, index));
    if (silence !== undefined) silent.set(rule, silence);
  }
  return silent;
}

interface Asked {
  readonly table: DecisionTable;
  readonly space: TableSpace;
  readonly rule: Rule;
}

function silenceOf(asked: Asked, earlier: readonly Rule[]): Silence | 'too-large' | undefined {
  const answer = answerWith(asked, earlier);
  if (answer === 'found') return undefined;
  if (answer === 'too-large') return 'too-large';
  if (answerWith(asked, []) === 'none') return { kind: 'contradiction' };
  return { kind: 'taken', by: fewest(asked, earlier) };
}

/** Can the rule match where none of these does? */
function answerWith({ table, space, rule }: Asked, earlier: readonly Rule[]): 'found' | 'none' | 'too-large' {
  const choices = [...space.matches(table, rule), ...earlier.map((one) => space.doubts(table, one))];
  return search(space.places, choices).kind;
}

/** The one earlier rule that takes everything, else a set of which none can be left out. */
function fewest(asked: Asked, earlier: readonly Rule[]): readonly Rule[] {
  const whole = earlier.find((rule) => answerWith(asked, [rule]) === 'none');
  if (whole !== undefined) return [whole];
  return earlier.reduce((needed, rule) => {
    const without = needed.filter((one) => one !== rule);
    return answerWith(asked, without) === 'none' ? without : needed;
  }, earlier);
}

function ofPolicy(context: LintContext, policy: Resource<'PatchPolicy'>): readonly Diagnostic[] {
  const { selector } = policy.document.spec;
  const table = decisionTable(policy, context.estate.workspace.timeZone);
  return [...silentRules(table, selector === undefined ? [] : [selector])].map(([rule, silence]) => {
    const at = context.siteOf(policy.origin, [...rule.pointer, 'id']);
    const names = { policy: policy.name, rule: rule.id };
    if (silence === 'too-large')
      return diagnostic('lint/table-too-large', { ...names, what: `rule ${rule.id}` }, { at });
    if (silence.kind === 'contradiction') {
      const why = selector === undefined ? 'its conditions' : "its conditions, or they and the policy's selector,";
      const hint = 'correct the conditions, or remove the rule';
      return diagnostic('lint/rule-never-fires', { ...names, why: `${why} exclude each other` }, { at, hint });
    }
    const by = silence.by.map(({ id }) => id).join(', ');
    const related = silence.by.map(({ id, pointer }) => ({
      ...context.siteOf(policy.origin, [...pointer, 'id']),
      message: `${id} comes first`,
    }));
    const why = `${by} before it ${silence.by.length === 1 ? 'takes' : 'take'} everything it could match`;
    const hint = `move it above ${silence.by[0]?.id ?? ''}, or remove it`;
    return diagnostic('lint/rule-never-fires', { ...names, why }, { at, hint, related });
  });
}
