import type { HealthFinding } from '../../model/health.ts';
import type { Decision } from '../plan/decision.ts';
import { addDuration, formatZoned } from '../time.ts';

const remedy = 'patchledger observe --yes on the base branch, and commit what it writes';

/** Is there a ledger, and is it kept? */
export function examineEvidence({ ledger, plan, estate }: Decision): readonly HealthFinding[] {
  const { workspace } = estate;
  const { timeZone: zone, weekend, holidays, staleAfter } = workspace;
  const weight = plan.summary.requirements.total;
  if (ledger.lastAt === undefined) {
    const text = 'there is no ledger: deadlines move with the facts, and nothing proves what was promised';
    return [{ hurt: 'gap', code: 'ledger-absent', text, weight, remedy }];
  }
  if (addDuration(ledger.lastAt, staleAfter, { zone, weekend, holidays }) >= plan.asOf) return [];
  const text = `the ledger was last written ${formatZoned(ledger.lastAt, zone)}, longer ago than ${staleAfter.text}`;
  return [{ hurt: 'stale', code: 'ledger-stale', text, weight, remedy }];
}
