import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Selector } from '../../model/generated/common.ts';
import type * as spec from '../../model/generated/patch-policy.ts';
import type { ClockStart, Condition, DecisionTable, Duty, FactTest, Rule } from '../../model/policy.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import { parseDate } from '../time.ts';
import { clockText } from './clock.ts';
import { isFactName } from './facts.ts';

type PolicySpec = spec.PatchPolicy['spec'];

/**
 * A decision table with the assets it is for. A table reached through `extends` is for the assets that both the
 * extending policies and the extended one select; `through` names the policies that led to it, outermost first.
 */
export interface PolicyTable {
  readonly table: DecisionTable;
  readonly spec: PolicySpec;
  readonly selectors: readonly Selector[];
  readonly through: readonly string[];
}

/**
 * The decision tables of the estate, by policy name. Every policy that is no pinned copy of a preset stands for
 * itself; what it extends is added as tables of its own, never merged, so that nothing can be loosened.
 * A policy that extends itself on some way is reported (`policy/extends-cycle`) and that way ends there.
 */
export function policyTables(estate: Estate, locate?: Locate): Outcome<readonly PolicyTable[]> {
  const policies = estate.resources.PatchPolicy ?? new Map<string, Resource<'PatchPolicy'>>();
  const diagnostics = new Map<string, Diagnostic>();
  const tables: PolicyTable[] = [];

  const add = (policy: Resource<'PatchPolicy'>, way: Way): void => {
    const reached = { ...tableOn(way, policy), through: way.through };
    tables.push(reached);
    const through = [...way.through, policy.name];
    for (const [index, name] of (reached.spec.extends ?? []).entries()) {
      if (through.includes(name)) {
        const cycle = [...through.slice(through.indexOf(name)), name].join(' → ');
        // One circle is one problem, wherever one steps into it.
        const key = [...new Set(through.slice(through.indexOf(name)))].sort().join(' ');
        if (!diagnostics.has(key)) {
          diagnostics.set(key, extendsCycle(policy, cycle, ['spec', 'extends', index], locate));
        }
        continue;
      }
      const next = policies.get(name);
      // A name that leads nowhere was reported when references were resolved.
      if (next) add(next, { timeZone: reached.table.timeZone, selectors: reached.selectors, through });
    }
  };

  for (const name of [...policies.keys()].sort()) {
    const policy = policies.get(name);
    // A pinned preset takes effect only where a policy extends it; a copy that lies about binds nobody.
    if (policy === undefined || policy.document.spec.preset !== undefined) continue;
    add(policy, { timeZone: estate.workspace.timeZone, selectors: [], through: [] });
  }
  return { value: tables, diagnostics: [...diagnostics.values()] };
}

interface Way {
  readonly timeZone: string;
  readonly selectors: readonly Selector[];
  readonly through: readonly string[];
}

function tableOn(way: Way, policy: Resource<'PatchPolicy'>): Omit<PolicyTable, 'through'> {
  const { spec } = policy.document;
  const selectors = spec.selector === undefined ? way.selectors : [...way.selectors, spec.selector];
  return { table: decisionTable(policy, way.timeZone), spec, selectors };
}

/** One policy's rules in order, its default last as the rule `default`. */
export function decisionTable(policy: Resource<'PatchPolicy'>, workspaceZone: string): DecisionTable {
  const { spec } = policy.document;
  const ruleOf = ruleReader(sharedClocks());
  const rules = spec.rules.map((rule, index) => ruleOf(rule.id, rule.when ?? {}, rule.then, ['spec', 'rules', index]));
  return {
    policy: policy.name,
    origin: policy.origin,
    timeZone: spec.timeZone ?? workspaceZone,
    onUnknown: spec.onUnknown ?? 'strictest',
    assume: assumptionsOf(spec.assume ?? {}),
    rules: spec.default === undefined ? rules : [...rules, ruleOf('default', {}, spec.default, ['spec', 'default'])],
  };
}

type ReadClock = (clockStart: spec.ClockStart) => ClockStart;

/** Reads clocks; equal ones are one object, so that what starts a clock is worked out once for all rules that share it. */
function sharedClocks(): ReadClock {
  const known = new Map<string, ClockStart>();
  return (written) => {
    const read = clockStartOf(written);
    const text = clockText(read);
    const clock = known.get(text) ?? read;
    known.set(text, clock);
    return clock;
  };
}

type ReadRule = (id: string, when: spec.Conditions, then: spec.Outcome, pointer: Pointer) => Rule;

function ruleReader(clockOf: ReadClock): ReadRule {
  return (id, when, then, pointer) => ({
    id,
    when: conditionsOf(when),
    priority: then.priority,
    within: then.within,
    clockStart: clockOf(then.clockStart ?? 'released'),
    duties: (then.duties ?? []).map((duty) => dutyOf(duty, clockOf)),
    satisfiedBy: then.satisfiedBy ?? ['patch', 'removal'],
    pointer,
  });
}

function dutyOf({ id, description, within, clockStart, before = 'closure' }: spec.Duty, clockOf: ReadClock): Duty {
  return { id, description, within, clockStart: clockStart && clockOf(clockStart), before };
}

function conditionsOf(when: spec.Conditions): readonly Condition[] {
  return Object.entries(when).flatMap(([name, test]): Condition[] => {
    if (name === 'labels') return labelConditions(test as NonNullable<spec.Conditions['labels']>);
    return isFactName(name) ? testsOf(test).map((one) => ({ fact: name, test: one })) : [];
  });
}

function labelConditions(labels: Readonly<Record<string, string | readonly string[]>>): Condition[] {
  return Object.entries(labels).map(([key, values]) => ({
    fact: `labels.${key}`,
    test: { kind: 'anyOf', values: [values].flat() },
  }));
}

type Scalar = string | number | boolean;
type Bounds = { readonly [K in 'gte' | 'gt' | 'lte' | 'lt']?: string | number };

/** What a condition asks, as written: a value, several of which any will do, bounds, or knowledge itself. */
function testsOf(test: unknown): readonly FactTest[] {
  if (typeof test !== 'object' || test === null) return [{ kind: 'anyOf', values: [test as Scalar] }];
  if (Array.isArray(test)) return [{ kind: 'anyOf', values: test as Scalar[] }];
  const { known, ...bounds } = test as Bounds & { readonly known?: boolean };
  return [
    ...(known === undefined ? [] : [{ kind: 'known', known } as const]),
    ...(Object.keys(bounds).length === 0 ? [] : [rangeOf(bounds)]),
  ];
}

function rangeOf({ gte, gt, lte, lt }: Bounds): FactTest {
  return { kind: 'range', gte: bound(gte), gt: bound(gt), lte: bound(lte), lt: bound(lt) };
}

/** Days become instants, as the values they are held against. */
function bound(value: string | number | undefined): number | undefined {
  return typeof value === 'string' ? parseDate(value) : value;
}

function clockStartOf(clockStart: spec.ClockStart): ClockStart {
  if (typeof clockStart === 'string') return { kind: 'at', event: clockStart };
  const { earliest, latest } = clockStart;
  return earliest === undefined ? { kind: 'latest', events: latest ?? [] } : { kind: 'earliest', events: earliest };
}

function assumptionsOf(assume: spec.Facts): ReadonlyMap<string, Scalar> {
  const { labels, ...facts } = assume;
  const ofLabels = Object.entries(labels ?? {}).map(([key, value]) => [`labels.${key}`, value] as const);
  return new Map<string, Scalar>([...Object.entries(facts), ...ofLabels]);
}

function extendsCycle(policy: Resource<'PatchPolicy'>, cycle: string, pointer: Pointer, locate?: Locate): Diagnostic {
  const at = { file: policy.origin.file, range: locate?.(policy.origin, pointer) };
  return diagnostic('policy/extends-cycle', { policy: policy.name, cycle }, { at });
}
