import type { RuleVersion } from '../../model/ledger.ts';
import type { ReportTable } from '../../model/report.ts';
import { codeCell, instantCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

interface VersionRow extends RuleVersion {
  readonly policy: string;
  readonly rule: string;
  readonly change: 'first seen' | 'tightened or loosened' | 'otherwise changed';
}

const columns: readonly ColumnOf<VersionRow>[] = [
  { key: 'effectiveAt', title: 'Effective since', cell: ({ effectiveAt }) => instantCell(effectiveAt, 'unknown') },
  { key: 'policy', title: 'Policy', cell: ({ policy }) => codeCell(policy) },
  { key: 'rule', title: 'Rule', cell: ({ rule }) => codeCell(rule) },
  { key: 'change', title: 'Change', cell: ({ change }) => textCell(change) },
  { key: 'priority', title: 'Priority', cell: ({ priority }) => textCell(priority, 'not recorded') },
  { key: 'within', title: 'Within', cell: ({ within }) => textCell(within) },
  { key: 'sha256', title: 'Digest of the rule', cell: ({ digest }) => codeCell(digest) },
];

/** What was promised before: every version of every rule that a run of the ledger saw take effect, newest first. */
export function ruleVersionTable({ decision: { ledger, estate } }: ReportInput): ReportTable {
  const items = [...ledger.policies]
    .flatMap(([policy, { versions }]) =>
      [...versions].flatMap(([rule, all]) =>
        all.map((version, index) => ({ ...version, policy, rule, change: changeOf(all[index - 1], version) })),
      ),
    )
    .sort((left, right) => right.effectiveAt - left.effectiveAt || compare(left, right));
  return tableOf<VersionRow>({
    id: 'd1-versions',
    caption: 'Every version of a rule that took effect',
    columns,
    items,
    whenEmpty:
      'No run of the ledger saw a rule take effect: only the history of the repository tells what was promised.',
    population: populationOf({
      unit: 'version of a rule in the ledger',
      sources: [recordSource(estate, ['LedgerRecord'])],
      rowsIn: [...ledger.policies.values()].reduce(
        (sum, { versions }) => sum + [...versions.values()].reduce((rules, all) => rules + all.length, 0),
        0,
      ),
      items,
      by: 'change',
      labelOf: ({ change }) => change,
    }),
  });
}

function changeOf(before: RuleVersion | undefined, now: RuleVersion): VersionRow['change'] {
  if (before === undefined) return 'first seen';
  const isSame = before.within === now.within && before.priority === now.priority;
  return isSame ? 'otherwise changed' : 'tightened or loosened';
}

function compare(left: VersionRow, right: VersionRow): number {
  const [one, other] = [`${left.policy}\u0000${left.rule}`, `${right.policy}\u0000${right.rule}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
