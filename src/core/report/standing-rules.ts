import type { Kind } from '../../model/kinds.ts';
import type { ReportTable } from '../../model/report.ts';
import { needText } from '../evidence/approval-needs.ts';
import { codeCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { policySource, workspaceSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

interface StandingRule {
  readonly matter: 'approval' | 'freeze';
  readonly name: string;
  readonly asks: string | undefined;
  readonly place: string | undefined;
}

/** What decides about patching: whoever may change it may change what is promised. */
const deciding: readonly Kind[] = [
  ...(['PatchPolicy', 'Exception', 'Assessment', 'MaintenanceWindow', 'Freeze', 'Rollout'] as const),
  ...(['Cluster', 'Inventory', 'Change'] as const),
];

const columns: readonly ColumnOf<StandingRule>[] = [
  { key: 'matter', title: 'Matter', cell: ({ matter }) => textCell(matter) },
  { key: 'name', title: 'Of', cell: ({ name }) => codeCell(name) },
  { key: 'asks', title: 'Asks for', cell: ({ asks }) => textCell(asks, 'no role: the merge alone') },
  { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place, 'not stated') },
];

/** Who decides about exceptions, emergencies and the rest, and what passes a freeze. */
export function standingRuleTable(input: ReportInput): ReportTable {
  const { estate } = input.decision;
  const items = [...approvalRules(input), ...freezeRules(input)];
  return tableOf<StandingRule>({
    id: 'd1-standing',
    caption: 'Who decides, and what passes a freeze',
    columns,
    items,
    whenEmpty: 'Nothing is decided by anybody.',
    population: populationOf({
      unit: 'kind of decision, and freeze',
      sources: [workspaceSource(estate), policySource(estate)],
      rowsIn: deciding.length + (estate.resources.Freeze?.size ?? 0),
      items,
      by: 'matter',
      labelOf: ({ matter }) => matter,
    }),
  });
}

function approvalRules({ decision: { estate }, locate }: ReportInput): readonly StandingRule[] {
  const [workspace] = estate.resources.Workspace?.values() ?? [];
  return deciding.map((kind) => {
    const needs = estate.workspace.approvals.get(kind) ?? [];
    // Roles for Changes mostly stand in the policies, and differ by priority.
    const more = kind === 'Change' ? ['what the policies of its visits ask, by priority'] : [];
    const asks = [...needs.map(needText), ...more];
    return {
      matter: 'approval',
      name: kind,
      asks: asks.length === 0 ? undefined : asks.join(' and '),
      place: workspace && needs.length > 0 ? placeOf(locate, workspace.origin, ['spec', 'approvals', kind]) : undefined,
    };
  });
}

function freezeRules({ decision: { estate }, locate }: ReportInput): readonly StandingRule[] {
  return [...(estate.resources.Freeze?.values() ?? [])].map(({ name, origin, document: { spec } }) => {
    const exempt = spec.exempt === undefined ? [] : [`${spec.exempt.join(' and ')} work passes`];
    const role = spec.overrideRole === undefined ? [] : [`${spec.overrideRole} may let an emergency pass`];
    return {
      matter: 'freeze',
      name,
      asks: [...exempt, ...role].join('; ') || 'nothing passes',
      place: placeOf(locate, origin, ['metadata', 'name']),
    };
  });
}
