import type { ComponentFinding } from '../../model/finding.ts';
import type { Ledger, LedgerDue, LedgerFinding, LedgerPackage, LedgerPolicy, RuleVersion } from '../../model/ledger.ts';
import type { Rule } from '../../model/policy.ts';
import type { Instant } from '../../model/time.ts';
import { isSuspended, joined } from '../ledger/fold-package.ts';
import { advisoryIds, meet } from '../ledger/identity.ts';
import { isRecorded, policyRules } from '../ledger/policy-rules.ts';
import type { PolicyTable } from './table.ts';

/** Since when the rules of a policy govern. */
export interface PolicyTenure {
  /** It was changed since the last run of `observe`, or came or went: what the ledger promised is not renegotiated. */
  readonly isPending: boolean;
  readonly isGone: boolean;
  /** By rule; only rules of which there was more than one version. */
  readonly versions: ReadonlyMap<string, readonly RuleVersion[]>;
}

/** Since when the rules of every policy govern, by policy. */
export type Tenures = ReadonlyMap<string, PolicyTenure>;

/** Reads from the ledger since when rules govern. What it has not recorded yet governs from `asOf` on. */
export function tenuresOf(ledger: Ledger, tables: readonly PolicyTable[], asOf: Instant): Tenures {
  const tenures = new Map<string, PolicyTenure>();
  const current = policyRules(tables);
  for (const [policy, known] of ledger.policies) {
    const isGone = !current.has(policy);
    tenures.set(policy, { isPending: isGone && known.rules.length > 0, isGone, versions: new Map() });
  }
  for (const [policy, rules] of current) {
    const known = ledger.policies.get(policy);
    const versions = rules
      .map(({ rule, digest, within = 'none', priority }) => {
        const version: RuleVersion = { digest, within, priority, effectiveAt: asOf };
        return [rule, allVersions(known, rule, version)] as const;
      })
      .filter(([, all]) => all.length > 1);
    tenures.set(policy, { isPending: !isRecorded(rules, known), isGone: false, versions: new Map(versions) });
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
 * The due of a rule under the ledger (DESIGN §3.5). A promise once recorded is moved by facts alone, never by an edit of
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
  if (known !== undefined && (tenure === undefined || tenure.isPending)) {
    return earliest(kept?.due, dueAt(rule.within, latest(start, asOf)));
  }
  const computed = dueByVersions(rule, start, dueAt, tenure?.versions.get(rule.id));
  if (kept?.due === undefined || kept.rule !== rule.id || kept.within !== rule.within) return computed;
  // The catalogue alone says when a KEV entry is due, whatever was recorded.
  if (rule.within === 'kev-due-date') return computed;
  const startedEarlier = start !== undefined && kept.start !== undefined && start < kept.start;
  return startedEarlier ? earliest(kept.due, computed) : kept.due;
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
