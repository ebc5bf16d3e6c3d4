import type { PatchPolicy } from '../../model/generated/patch-policy.ts';
import type { ReportTable } from '../../model/report.ts';
import { type Priority, priorities } from '../../model/requirement.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import { codeCell, codesCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { policySource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

interface GovernanceRow {
  readonly policy: string;
  readonly priority: Priority;
  readonly spec: PatchPolicy['spec'];
  readonly place: string;
}

/** What each policy asks before and after work of each priority: approval, tests, a way back. */
export function governanceTable(
  { decision: { estate }, locate }: ReportInput,
  tables: readonly PolicyTable[],
): ReportTable {
  const items: readonly GovernanceRow[] = tables.flatMap(({ table, spec }) =>
    priorities.map((priority) => ({
      policy: table.policy,
      priority,
      spec,
      place: placeOf(locate, table.origin, ['spec', 'approvals', priority]),
    })),
  );
  return tableOf<GovernanceRow>({
    id: 'd1-governance',
    caption: 'What each policy asks, by priority',
    columns: [
      { key: 'policy', title: 'Policy', cell: ({ policy }) => codeCell(policy) },
      { key: 'priority', title: 'Priority', cell: ({ priority }) => textCell(priority) },
      {
        key: 'approvers',
        title: 'Approval by',
        cell: ({ spec, priority }) => codesCell(spec.approvals?.[priority]?.roles ?? [], 'the merge alone'),
      },
      {
        key: 'leadTime',
        title: 'Lead time',
        cell: ({ spec, priority }) => textCell(spec.approvals?.[priority]?.leadTime, 'none'),
      },
      { key: 'testing', title: 'Tests before', cell: (row) => textCell(testingText(row), 'none asked') },
      { key: 'rollback', title: 'Way back', cell: ({ spec }) => textCell(spec.rollback?.procedure, 'none asked') },
      {
        key: 'drill',
        title: 'Drilled within',
        cell: ({ spec }) => textCell(spec.rollback?.testedWithin, 'no drill asked'),
      },
      { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
    ],
    items,
    whenEmpty: 'No policy is in force.',
    population: populationOf({
      unit: 'policy and priority',
      sources: [policySource(estate)],
      rowsIn: tables.length * priorities.length,
      items,
      by: 'priority',
      labelOf: ({ priority }) => priority,
      order: priorities,
    }),
  });
}

function testingText({ spec: { testing }, priority }: GovernanceRow): string | undefined {
  if (testing === undefined) return undefined;
  if (testing.exempt?.includes(priority) === true) return 'exempt';
  const kinds = testing.kinds === undefined ? 'any kind' : testing.kinds.join(', ');
  const where = testing.environment === undefined ? 'outside production' : `in ${testing.environment}`;
  const mirror = testing.onMirror === true ? ', on a mirror' : '';
  const validFor = testing.validFor === undefined ? '' : `, not older than ${testing.validFor}`;
  return `${kinds} ${where}${mirror}${validFor}`;
}
