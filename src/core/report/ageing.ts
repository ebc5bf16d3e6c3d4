import type { ReportDocument, ReportFigure, ReportSection, ReportTable } from '../../model/report.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { alike } from './alike.ts';
import { codeCell, codesCell, counted, numberCell, placeCell, textCell } from './cells.ts';
import { escalatedTo } from './escalation.ts';
import { assetGaps, commonGaps, linesOf, sumsGap } from './gaps.ts';
import { assetNamed, type ReportInput } from './input.ts';
import { ofInstant, ofLine, type RequirementRow, requirementRows, requirementSources } from './requirements.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

const dayMs = 86_400_000;

/** Whole days since a clock started, up to and with; the last one has no end. */
const buckets = [
  { label: '0-7', most: 7 },
  { label: '8-14', most: 14 },
  { label: '15-30', most: 30 },
  { label: '31-60', most: 60 },
  { label: '61-90', most: 90 },
  { label: 'over 90', most: Number.POSITIVE_INFINITY },
] as const;
const notStarted = 'not started';

/** D5: how old what is open has become, what is late, why, and who answers for it. A breach stays until it is mended. */
export function ageingDocument(input: ReportInput): ReportDocument {
  const rows = requirementRows(input.decision).filter(({ requirement }) => requirement.state !== 'done');
  const late = rows.filter(({ requirement }) => requirement.overdue);
  const ageing = bucketTable(input, rows);
  const sections: readonly ReportSection[] = [
    {
      title: 'Ageing',
      text: ['Age counts whole days from the start of the clock that binds.'],
      figures: [ageingFigure(input, rows)],
      tables: [ageing],
    },
    {
      title: 'Breaches',
      text: ['What is past its deadline is here whatever else is said of it: an exception does not hide it.'],
      tables: [breachTable(input, late)],
    },
  ];
  const oldest = rows.reduce((most, row) => Math.max(most, ageOf(row, input.decision.plan.asOf) ?? 0), 0);
  return {
    id: 'D5',
    slug: 'ageing',
    title: 'Deadline ageing and breaches',
    question: 'How late, and why?',
    summary: [
      `${counted(late.length, 'breach')} among ${counted(rows.length, 'open requirement')}; ` +
        `the oldest clock has run for ${counted(oldest, 'day')}.`,
    ],
    gaps: [
      ...commonGaps(input),
      ...assetGaps(input),
      {
        check: 'somebody answers for every asset with a breach',
        lookedAt: counted(late.length, 'requirement'),
        found: linesOf(
          late.filter(({ requirement }) => ownerOf(input, requirement.asset) === undefined),
          nameOf,
        ),
      },
      {
        check: 'every breach has a visit that will end it',
        lookedAt: counted(late.length, 'requirement'),
        found: linesOf(
          late.filter(({ visit }) => visit === undefined),
          nameOf,
        ),
      },
      sumsGap(sections),
    ],
    sections,
    limits: [
      'Whom a breach is escalated to follows from the policies; whether that person was told is known only where an ActivityRecord says so.',
      'Work that was done late leaves this document; the deployment log and the ledger keep it.',
    ],
  };
}

const nameOf = ({ requirement: { id, asset, component } }: RequirementRow): string =>
  `${id}: ${component.name} on ${asset}`;

const ownerOf = ({ decision }: ReportInput, asset: string): string | undefined =>
  assetNamed(decision.plan, asset)?.owner;

/** Whole days since the binding clock started; `undefined` where none runs. */
function ageOf({ binding }: RequirementRow, asOf: Instant): number | undefined {
  const start = binding?.start;
  return start === undefined || start > asOf ? undefined : Math.floor((asOf - start) / dayMs);
}

function bucketOf(row: RequirementRow, asOf: Instant): string {
  const age = ageOf(row, asOf);
  return age === undefined ? notStarted : (buckets.find(({ most }) => age <= most)?.label ?? notStarted);
}

const labels: readonly string[] = [...buckets.map(({ label }) => label), notStarted];

interface BucketRow {
  readonly label: string;
  readonly rows: readonly RequirementRow[];
}

function dealt(rows: readonly RequirementRow[], asOf: Instant): readonly BucketRow[] {
  const byLabel = new Map(labels.map((label): readonly [string, RequirementRow[]] => [label, []]));
  for (const row of rows) byLabel.get(bucketOf(row, asOf))?.push(row);
  return [...byLabel].map(([label, of]) => ({ label, rows: of }));
}

function bucketTable({ decision }: ReportInput, rows: readonly RequirementRow[]): ReportTable {
  const { asOf } = decision.plan;
  const items = dealt(rows, asOf);
  const done = decision.plan.summary.requirements.total - rows.length;
  return tableOf<BucketRow>({
    id: 'd5-ageing',
    caption: 'Open requirements by age in days and priority',
    columns: [
      { key: 'age', title: 'Age in days', cell: ({ label }) => textCell(label) },
      ...priorities.map((priority) => ({
        key: priority,
        title: priority,
        cell: (item: BucketRow) =>
          numberCell(item.rows.filter(({ requirement }) => requirement.priority === priority).length),
      })),
      { key: 'total', title: 'Total', cell: (item) => numberCell(item.rows.length) },
      {
        key: 'overdue',
        title: 'Of them overdue',
        cell: (item) => numberCell(item.rows.filter(({ requirement }) => requirement.overdue).length),
      },
    ],
    items,
    whenEmpty: 'Nothing is open.',
    population: populationOf({
      unit: 'requirement',
      sources: requirementSources(decision),
      rowsIn: decision.plan.summary.requirements.total,
      excluded: [{ reason: 'done', count: done }],
      items,
      by: 'age',
      labelOf: ({ label }) => label,
      weightOf: (item) => item.rows.length,
      order: labels,
    }),
  });
}

function ageingFigure({ decision }: ReportInput, rows: readonly RequirementRow[]): ReportFigure {
  const items = dealt(rows, decision.plan.asOf);
  const counts = items.filter((item) => item.rows.length > 0).map((item) => `${item.label}: ${item.rows.length}`);
  return {
    id: 'd5-ageing-figure',
    title: 'Open requirements by age in days',
    description: counts.length === 0 ? 'Nothing is open.' : `By age in days, ${counts.join(', ')}.`,
    tableId: 'd5-ageing',
    chart: {
      kind: 'stacked-bars',
      categories: items.map(({ label }) => label),
      series: priorities.map((priority) => ({
        label: priority,
        values: items.map((item) => item.rows.filter(({ requirement }) => requirement.priority === priority).length),
      })),
      unit: 'requirements',
    },
  };
}

function breachTable(input: ReportInput, late: readonly RequirementRow[]): ReportTable {
  const { decision } = input;
  const { plan } = decision;
  const columns: readonly ColumnOf<RequirementRow>[] = [
    { key: 'id', title: 'Requirement', cell: ({ requirement }) => codeCell(requirement.id) },
    { key: 'asset', title: 'Asset', cell: ({ requirement }) => codeCell(requirement.asset) },
    { key: 'component', title: 'Component', cell: ofLine(({ component }) => codeCell(component)) },
    { key: 'priority', title: 'Priority', cell: ({ requirement }) => textCell(requirement.priority) },
    { key: 'due', title: 'Due', cell: ofInstant(({ requirement }) => requirement.due, 'no deadline') },
    {
      key: 'daysLate',
      title: 'Days late',
      cell: ({ requirement }) => numberCell(daysLate(requirement.due, plan.asOf)),
    },
    { key: 'why', title: 'Why', cell: ({ why }) => textCell(why) },
    {
      key: 'owner',
      title: 'Accountable',
      cell: ({ requirement }) => textCell(ownerOf(input, requirement.asset), 'nobody'),
    },
    {
      key: 'escalatedTo',
      title: 'Escalated to',
      cell: alike(
        ({ requirement: { due, governance } }: RequirementRow) => [due, governance],
        (due, governance) => codesCell(escalatedTo({ due, governance }, decision), 'nobody'),
      ),
    },
    { key: 'projectedClose', title: 'Projected close', cell: ofInstant(({ visit }) => visit?.end, 'no visit') },
    { key: 'rule', title: 'Required by', cell: ofLine(({ rule }) => codeCell(rule, 'no rule')) },
    { key: 'ruleAt', title: 'Rule at', cell: ofLine(({ ruleAt }) => placeCell(ruleAt, 'no rule')) },
  ];
  return tableOf({
    id: 'd5-breaches',
    caption: 'Every breach',
    columns,
    items: late,
    parts: [
      { caption: 'How late, and why', columns: ['id', 'asset', 'component', 'priority', 'due', 'daysLate', 'why'] },
      {
        caption: 'Who answers, and when it ends',
        columns: ['id', 'owner', 'escalatedTo', 'projectedClose', 'rule', 'ruleAt'],
      },
    ],
    whenEmpty: 'Nothing is past its deadline.',
    population: populationOf({
      unit: 'requirement',
      sources: requirementSources(decision),
      filters: ['past its deadline, under an exception or not'],
      rowsIn: plan.summary.requirements.total,
      excluded: [{ reason: 'not past a deadline', count: plan.summary.requirements.total - late.length }],
      items: late,
      by: 'priority',
      labelOf: ({ requirement }) => requirement.priority,
      order: priorities,
    }),
  });
}

const daysLate = (due: Instant | undefined, asOf: Instant): number =>
  due === undefined ? 0 : Math.floor((asOf - due) / dayMs);
