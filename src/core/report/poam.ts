import type { ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { requirementStates } from '../../model/requirement.ts';
import { counted } from './cells.ts';
import { detections } from './detected.ts';
import { commonGaps, linesOf, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { poamColumns } from './poam-columns.ts';
import { type RequirementRow, requirementRows, requirementSources } from './requirements.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/**
 * D10: open items as a plan of action and milestones, in the 31 columns of the FedRAMP template. Its CSV twin carries
 * the template's headings. Dates of detection and first completion dates never change; what moved is said beside them.
 */
export function poamDocument(input: ReportInput): ReportDocument {
  const rows = requirementRows(input.decision).filter(({ requirement }) => requirement.state !== 'done');
  const sections: readonly ReportSection[] = [
    {
      title: 'Open items',
      text: ['One row a requirement: one component of one asset. Ratings critical and high are both High there.'],
      tables: [poamTable(input, rows)],
    },
  ];
  const detectedAt = detections(input);
  const lookedAt = counted(rows.length, 'open item');
  const nameOf = ({ requirement: { id, asset } }: RequirementRow): string => `${id} on ${asset}`;
  return {
    id: 'D10',
    slug: 'poam',
    title: 'Plan of action and milestones',
    question: 'What is open, and by which steps will it be closed?',
    summary: [
      `${lookedAt}, ${rows.filter(({ requirement }) => requirement.overdue).length} past their completion date.`,
    ],
    gaps: [
      ...commonGaps(input),
      {
        check: 'every open item has a day of detection on record',
        lookedAt,
        found: linesOf(
          rows.filter(({ requirement }) => detectedAt(requirement) === undefined),
          nameOf,
        ),
      },
      {
        check: 'every open item has a milestone',
        lookedAt,
        found: linesOf(
          rows.filter(({ visit }) => visit === undefined),
          nameOf,
        ),
      },
      sumsGap(sections),
    ],
    sections,
    limits: [
      'Resources required are not kept by the estate and are left to the person who files the plan.',
      'Columns are those of the template as its public readers name them; the workbook itself carries formats that CSV does not.',
    ],
  };
}

function poamTable(input: ReportInput, items: readonly RequirementRow[]): ReportTable {
  const { decision } = input;
  const columns = poamColumns(input);
  const part = (caption: string, from: number, to: number) => ({
    caption,
    columns: ['POAM ID', ...columns.slice(Math.max(1, from), to).map(({ key }) => key)],
  });
  return tableOf({
    id: 'd10-poam',
    caption: 'Every open item',
    columns,
    items,
    parts: [
      part('The weakness', 1, 7),
      part('The plan', 7, 14),
      part('Vendor and risk', 14, 21),
      part('Deviation and comments', 21, 27),
      part('Known exploited vulnerabilities', 27, 31),
    ],
    whenEmpty: 'Nothing is open.',
    population: populationOf({
      unit: 'requirement',
      sources: [...requirementSources(decision), recordSource(decision.estate, ['LedgerRecord', 'ApprovalRecord'])],
      rowsIn: decision.plan.summary.requirements.total,
      excluded: [{ reason: 'done', count: decision.plan.summary.requirements.total - items.length }],
      items,
      by: 'state',
      labelOf: ({ requirement }) => requirement.state,
      order: requirementStates,
    }),
  });
}
