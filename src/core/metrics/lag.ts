import { requirementKey } from '../ledger/identity.ts';
import type { Decision } from '../plan/decision.ts';

/** How far the ledger is behind the decision, counted in packages of assets. */
export interface LedgerLag {
  /** Open today, and the ledger holds no finding of it as open. */
  readonly unseen: number;
  /** Open by the ledger, and nothing is required of it today. */
  readonly outdated: number;
}

/** Holds what is open by the ledger against what is open today. They differ until `observe` runs on the same estate. */
export function ledgerLag({ plan, ledger }: Decision): LedgerLag {
  const uids = new Map(plan.assets.map(({ name, uid }) => [name, uid] as const));
  const keyOf = (uid: string, key: string): string => `${uid}\u0000${key}`;
  const today = new Set(
    plan.requirements.map(({ asset, component: { ecosystem, name, path } }) =>
      keyOf(uids.get(asset) ?? asset, requirementKey(ecosystem, name, path)),
    ),
  );
  let [seen, outdated] = [0, 0];
  for (const [uid, packages] of ledger.assets) {
    for (const [key, { findings }] of packages) {
      // An exception or an assessment ends a finding in the ledger and may leave its requirement standing.
      const isKnown = findings.some(({ closed }) => closed === undefined || closed.by === 'exception');
      if (!isKnown) continue;
      if (today.has(keyOf(uid, key))) seen += 1;
      else if (findings.some(({ closed }) => closed === undefined)) outdated += 1;
    }
  }
  return { unseen: today.size - seen, outdated };
}
