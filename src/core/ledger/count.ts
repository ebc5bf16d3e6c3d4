import type { LedgerRecord } from '../../model/generated/ledger-record.ts';
import type { LedgerCounts } from '../../model/ledger.ts';

type Spec = LedgerRecord['spec'];
type Row = { readonly assets?: readonly string[]; readonly groups?: readonly number[] };

/** How much a record says: a row counts once for every asset of which it holds. */
export function ledgerCounts({ spec }: LedgerRecord): LedgerCounts {
  const closed = new Map<string, number>();
  for (const row of spec.closed ?? []) closed.set(row.by, (closed.get(row.by) ?? 0) + assetsOf(row, spec).length);
  const rules = spec.policyEffective ?? [];
  return {
    policies: [...new Set(rules.map(({ policy }) => policy))].sort(),
    opened: sum(spec.opened ?? [], spec),
    openedOn: new Set((spec.opened ?? []).flatMap((row) => assetsOf(row, spec))).size,
    dueSet: sum(
      (spec.dueSet ?? []).filter(({ previousDue }) => previousDue === undefined),
      spec,
    ),
    dueMoved: sum(
      (spec.dueSet ?? []).filter(({ previousDue, due }) => previousDue !== undefined && due !== previousDue),
      spec,
    ),
    declined: sum(spec.declined ?? [], spec),
    closed: [...closed].sort(([left], [right]) => (left < right ? -1 : 1)).map(([by, findings]) => ({ by, findings })),
  };
}

const sum = (rows: readonly Row[], spec: Spec): number =>
  rows.reduce((total, row) => total + assetsOf(row, spec).length, 0);

function assetsOf({ assets = [], groups = [] }: Row, spec: Spec): readonly string[] {
  return groups.length === 0 ? assets : [...assets, ...groups.flatMap((group) => spec.groups?.[group] ?? [])];
}
