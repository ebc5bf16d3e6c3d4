import type { ComponentFinding } from '../../model/finding.ts';
import type { Ledger, LedgerDue, LedgerFinding, LedgerPackage, LedgerPolicy, RuleVersion } from '../../model/ledger.ts';
import type { Rule } from '../../model/policy.ts';
import type { Instant } from '../../model/time.ts';
import type { EffectiveOf } from '../ledger/effective.ts';
import { isSuspended, joined, openSince } from '../ledger/fold-package.ts';
import { isRecorded } from '../ledger/fold-policies.ts';
import { advisoryIds, meet } from '../ledger/identity.ts';
import { policyRules } from '../ledger/policy-rules.ts';
import type { PolicyTable } from './table.ts';

/** Since when the rules of a policy govern. */
export interface PolicyTenure {
  /** It was changed since the last run of `observe`, or came or went: what the ledger promised is not renegotiated. */
  readonly isPending: boolean;
  readonly isGone: boolean;
  /** The last change: that which is pending, else the last that the ledger holds. */
  readonly changedAt: Instant | undefined;
  /** By rule; only rules of which there was more than one version. */
  readonly versions: ReadonlyMap<string, readonly RuleVersion[]>;
}

/** Since when the rules of every policy govern, by policy. */
export type Tenures = ReadonlyMap<string, PolicyTenure>;

/** Reads from the ledger since when rules govern. Of what it has not recorded yet, `effectiveOf` tells. */
export function tenuresOf(ledger: Ledger, tables: readonly PolicyTable[], effectiveOf: EffectiveOf): Tenures {
  const tenures = new Map<string, PolicyTenure>();
  const current = policyRules(tables);
  for (const [policy, known] of ledger.policies) {
    const isGone = !current.has(policy);
    const { changedAt, rules } = known;
    tenures.set(policy, { isPending: isGone && rules.length > 0, isGone, changedAt, versions: new Map() });
  }
  for (const [policy, rules] of current) {
    const known = ledger.policies.get(policy);
    const isPending = !isRecorded(rules, known);
    const changedAt = isPending || known === undefined ? effectiveOf(policy).at : known.changedAt;
    const versions = rules
      .map(({ rule, digest, within = 'none', priority }) => {
        const version: RuleVersion = { digest, within, priority, effectiveAt: changedAt };
        return [rule, allVersions(known, rule, version)] as const;
      })
      .filter(([, all]) => all.length > 1);
    tenures.set(policy, { isPending, isGone: false, changedAt, versions: new Map(versions) });
  }
  return tenures;
}

function allVersions(known: LedgerPolicy | undefined, rule: string, now: RuleVersion): readonly RuleVersion[] {
  const recorded = known?.versions.get(rule) ?? [];
  return recorded.at(-1)?.digest === now.digest ? recorded : [...recorded, now];
}

/** What the ledger holds of a finding; nothing when it ended for good. */
export function liveFinding(history: LedgerPackage | undefined, finding: ComponentFinding): LedgerFinding | undefined {
  if (history === undefined) return undefined;
  const ids = advisoryIds(finding);
  const [first, ...others] = history.findings.filter(
    (one) => (one.closed === undefined || isSuspended(one)) && meet(one.advisories, ids),
  );
  return first && others.reduce(joined, first);
}

/** Computes a due from a time limit and a start. */
export type DueAt = (within: string, start: Instant | undefined) => Instant | undefined;

/** What the ledger has to say when a policy judges a finding. */
export interface Claim {
  readonly tenure: PolicyTenure | undefined;
  /** `undefined`: the ledger does not know the finding. */
  readonly known: LedgerFinding | undefined;
  readonly kept: LedgerDue | undefined;
  readonly asOf: Instant;
}

/**
 * The due of a rule under the ledger. A promise once recorded is moved by facts alone, never by an edit of
 * the policy that gave it: a loosened rule governs clocks that start after it became effective, a tightened one governs
 * open work from then, `min(original, max(start, effective) + within)`. A clock that started does not restart.
 */
export function dueUnderLedger(
  rule: Rule,
  start: Instant | undefined,
  dueAt: DueAt,
  claim: Claim,
): Instant | undefined {
  const { tenure, known, kept, asOf } = claim;
  const byRule = dueByVersions(rule, start, dueAt, tenure?.versions.get(rule.id));
  if (known === undefined) return byRule;
  const isPending = tenure === undefined || tenure.isPending;
  const isSameRule = kept?.due !== undefined && kept.rule === rule.id && kept.within === rule.within;
  if (isSameRule && !isPending) {
    const isEarlier = rule.within === 'kev-due-date' || (start !== undefined && start < (kept.start ?? start));
    return isEarlier ? earliest(kept.due, byRule) : kept.due;
  }
  const since = tenure === undefined ? asOf : tenure.changedAt;
  const due =
    since === undefined || since <= openSince(known)
      ? byRule
      : graced(byRule, kept?.due, dueAt(rule.within, latest(start, since)));
  return isPending ? earliest(kept?.due, due) : due;
}

/**
 * A rule that may have reached open work through a change of its policy gives it the whole time since that change, unless
 * less was promised before. What is not due at all is due last.
 */
function graced(
  byRule: Instant | undefined,
  promised: Instant | undefined,
  sinceChange: Instant | undefined,
): Instant | undefined {
  const soonest = earliest(promised, sinceChange);
  return byRule === undefined || soonest === undefined ? undefined : latest(byRule, soonest);
}

/** Every version that governed since the clock started has its say; the first one governs all clocks before it. */
function dueByVersions(
  rule: Rule,
  start: Instant | undefined,
  dueAt: DueAt,
  versions: readonly RuleVersion[] | undefined,
): Instant | undefined {
  if (versions === undefined || start === undefined) return dueAt(rule.within, start);
  const first = Math.max(
    0,
    versions.findLastIndex(({ effectiveAt }) => effectiveAt <= start),
  );
  return versions
    .slice(first)
    .map(({ within, effectiveAt }, index) => dueAt(within, index === 0 ? start : latest(start, effectiveAt)))
    .reduce(earliest);
}

function earliest(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return right < left ? right : left;
}

/** A clock that has not started starts no earlier for it. */
function latest(start: Instant | undefined, other: Instant): Instant | undefined {
  return start === undefined || start > other ? start : other;
}
