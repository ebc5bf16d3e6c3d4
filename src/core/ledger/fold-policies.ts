import type { PolicyEffective } from '../../model/generated/ledger-record.ts';
import type { LedgerPolicy, RuleVersion } from '../../model/ledger.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';

/**
 * The policies after one more record. Its rows hold every rule of each policy they name, in order: a rule with a new
 * digest has a new version from then on, one that is not named is gone, and a policy whose rules all ended has none.
 */
export function foldPolicies(
  before: ReadonlyMap<string, LedgerPolicy>,
  rows: readonly PolicyEffective[],
  at: Instant,
): ReadonlyMap<string, LedgerPolicy> {
  if (rows.length === 0) return before;
  const after = new Map(before);
  for (const policy of new Set(rows.map((row) => row.policy))) {
    const known = before.get(policy);
    const live = rows.filter((row) => row.policy === policy && row.ended !== true);
    if (isRecorded(live, known)) continue;
    const versions = new Map(known?.versions ?? []);
    for (const row of live) versions.set(row.rule, withVersion(versions.get(row.rule) ?? [], row, at));
    const rules = live.map(({ rule, digest }) => ({ rule, digest }));
    after.set(policy, { rules, changedAt: changedAt(rows, policy, at), versions });
  }
  return after;
}

/** The run that recorded a change may have come later than the change. */
function changedAt(rows: readonly PolicyEffective[], policy: string, at: Instant): Instant {
  const stated = rows.filter((row) => row.policy === policy).map((row) => effectiveAt(row, at));
  return stated.length === 0 ? at : (Math.max(...stated) as Instant);
}

/** Does the ledger hold just these rules, in this order? */
export function isRecorded(rules: readonly PolicyEffective[], known: LedgerPolicy | undefined): boolean {
  return (
    known !== undefined &&
    known.rules.length === rules.length &&
    known.rules.every(({ rule, digest }, index) => rules[index]?.rule === rule && rules[index]?.digest === digest)
  );
}

function withVersion(known: readonly RuleVersion[], row: PolicyEffective, at: Instant): readonly RuleVersion[] {
  const { digest, within = 'none', priority } = row;
  if (known.at(-1)?.digest === digest) return known;
  return [...known, { digest, within, priority, effectiveAt: effectiveAt(row, at) }];
}

function effectiveAt(row: PolicyEffective, at: Instant): Instant {
  return (row.effectiveAt === undefined ? undefined : parseInstant(row.effectiveAt)) ?? at;
}
