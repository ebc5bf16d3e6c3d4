import type { Jump } from '../../model/finding.ts';
import type * as spec from '../../model/generated/patch-policy.ts';
import type { Governance, Priority, TestDemand } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration, type ZonedCalendar } from '../time.ts';
import type { PolicyTable } from './table.ts';

type PolicySpec = spec.PatchPolicy['spec'];

/** Updates that join routine Changes when no policy says anything. */
const defaultJumps: readonly Jump[] = ['patch', 'minor'];

/** The policies that govern a requirement, and what it is. */
export interface GovernanceInput {
  readonly policies: ReadonlyMap<string, PolicySpec>;
  readonly priority: Priority;
  /** `undefined`: no target, or a scheme without such a notion; then nothing is held back by its jump. */
  readonly jump: Jump | undefined;
  readonly calendar: ZonedCalendar;
  readonly asOf: Instant;
}

/**
 * What several policies ask together of the visit: roles add up, the longest lead time, the tests of
 * each, the most recent drill. What only widens a choice, `jumps` and `bundle`, holds where somebody says so
 * and nobody says otherwise: a preset that is silent forbids nothing.
 */
export function governanceOf(input: GovernanceInput): Governance {
  const { policies, priority, jump } = input;
  const specs = [...policies.keys()].sort().flatMap((name) => policies.get(name) ?? []);
  const approvals = specs.flatMap(({ approvals: by }) => by?.[priority] ?? []);
  const bundles = specs.flatMap(({ bundle }) => bundle ?? []);
  const jumps = specs.flatMap((one) => (one.jumps === undefined ? [] : [one.jumps]));
  const isAllowed =
    jump === undefined || (jumps.length === 0 ? [defaultJumps] : jumps).every((one) => one.includes(jump));
  return {
    policies: [...policies.keys()].sort(),
    approverRoles: [...new Set(approvals.flatMap(({ roles }) => roles ?? []))].sort(),
    leadTimeMs: Math.max(0, ...approvals.map(({ leadTime }) => lengthMs(leadTime, input))),
    testing: testDemands(specs, priority),
    rollback: rollbackOf(specs, input),
    bundleAll: bundles.includes('all') && !bundles.includes('urgent'),
    jumpAllowed: isAllowed,
  };
}

/**
 * The policies that govern the work on what these oblige: themselves, and every policy that took one of them over with
 * `extends`. A preset says by when; how it is approved and tested stands in the policy that extends it.
 */
export function governingPolicies(
  tables: readonly PolicyTable[],
  obliging: ReadonlySet<string>,
): ReadonlyMap<string, PolicySpec> {
  const specs = new Map(tables.map(({ table, spec }) => [table.policy, spec] as const));
  const governs = (name: string, through: readonly string[]): boolean =>
    obliging.has(name) ||
    (specs.get(name)?.extends ?? []).some((next) => !through.includes(next) && governs(next, [...through, next]));
  return new Map([...specs].filter(([name]) => governs(name, [name])));
}

/** What each policy wants tested, in the order of their names; two that want the same ask once. */
function testDemands(specs: readonly PolicySpec[], priority: Priority): readonly TestDemand[] {
  const demands = new Map<string, TestDemand>();
  for (const { testing } of specs) {
    if (testing === undefined || testing.exempt?.includes(priority)) continue;
    const { kinds = [], environment, onMirror = false, validFor } = testing;
    const demand = { kinds: [...new Set(kinds)].sort(), environment, onMirror, validFor };
    demands.set(JSON.stringify(demand), demand);
  }
  return [...demands.values()];
}

/** The rollback whose drill must be most recent; of equals the first by policy name. */
function rollbackOf(specs: readonly PolicySpec[], input: GovernanceInput): Governance['rollback'] {
  const strictest = specs
    .flatMap(({ rollback }) => rollback ?? [])
    .map((rollback) => ({ rollback, ms: drillMs(rollback.testedWithin, input) }))
    .reduce<{ rollback: NonNullable<PolicySpec['rollback']>; ms: number } | undefined>(
      (best, one) => (best === undefined || one.ms < best.ms ? one : best),
      undefined,
    );
  return strictest && { procedure: strictest.rollback.procedure, testedWithin: strictest.rollback.testedWithin };
}

function drillMs(text: string | undefined, input: GovernanceInput): number {
  return text === undefined ? Number.POSITIVE_INFINITY : lengthMs(text, input);
}

/** A length as it is from now on; calendar days and business days differ by where they begin. */
function lengthMs(text: string | undefined, { calendar, asOf }: GovernanceInput): number {
  const duration = text === undefined ? undefined : parseDuration(text);
  return duration === undefined ? 0 : addDuration(asOf, duration, calendar) - asOf;
}
