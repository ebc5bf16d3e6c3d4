import type { GapCheck, GapLines, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { priorities, type RequirementState, requirementStates } from '../../model/requirement.ts';
import { counted, numberCell, textCell } from './cells.ts';
import { type EndedFindings, endedFindings, endedTable } from './ended.ts';
import { assetGaps, commonGaps, diagnosticGap, linesOf, sourceGaps, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { outcomeTable } from './outcomes.ts';
import { type RequirementRow, requirementRows, requirementSources, requirementTable } from './requirements.ts';
import { catalogueSource, inventorySource, observedSource, recordSource } from './sources.ts';
import { type AuditStatus, auditStatuses, failuresIn, statusOf } from './status.ts';
import { populationOf, tableOf } from './table.ts';
import { countOf } from './within.ts';

/** D4: what is required of every asset, by when, where it stands, and why it is not patched. */
export function patchStatusDocument(input: ReportInput): ReportDocument {
  const rows = requirementRows(input.decision);
  const ended = endedFindings(input);
  const sections: readonly ReportSection[] = [
    {
      title: 'By status',
      text: [
        'Status is judged by the policy in force then, which is named in each row. A deadline that has passed stays ' +
          'overdue until the work is done: neither an exception nor a decline takes it out of the open count.',
      ],
      tables: [statusTable(input, rows, ended)],
    },
    { title: 'By state and priority', text: [], tables: [stateTable(input, rows)] },
    {
      title: 'Requirements',
      text: ['A requirement is one component of one asset that must move to a target version. Most pressing first.'],
      tables: [requirementTable(input, rows)],
    },
    {
      title: 'What ended',
      text: ['A finding is one advisory for one component of one asset. Each is judged by its first due.'],
      tables: [endedTable(input, ended)],
    },
    {
      title: 'What was judged',
      text: ['What is not listed above was looked at as well: every component has one outcome here.'],
      tables: [outcomeTable(input), findingTable(input)],
    },
  ];
  return {
    id: 'D4',
    slug: 'patch-status',
    title: 'Patch status',
    question: 'Is everything patched, per asset?',
    summary: statusSentences(input, rows),
    gaps: [...commonGaps(input), ...ownGaps(input, rows), ...assetGaps(input), ...sourceGaps(input), sumsGap(sections)],
    sections,
    limits: [
      'A vulnerability without a published advisory is not here.',
      'States are those at the instant of the report; what ended is known from the ledger alone.',
      'Due instants follow the policies as they stand at the commit; the ledger, where there is one, keeps the first ones.',
    ],
  };
}

function statusSentences({ decision: { plan } }: ReportInput, rows: readonly RequirementRow[]): readonly string[] {
  const overdue = rows.filter(({ requirement }) => requirement.overdue);
  const excepted = overdue.filter(({ requirement }) => requirement.state === 'excepted').length;
  const { findings } = plan.summary;
  const covered = excepted > 0 ? `, ${excepted} of them under an exception` : '';
  return [
    `${counted(rows.length, 'requirement')}, ${overdue.length} overdue${covered}.`,
    `${counted(findings.affected, 'finding')} affected, ${findings.fixed} fixed, ${findings.notAffected} not affected, ` +
      `${findings.unknown} unknown.`,
  ];
}

interface StatusCount {
  readonly status: AuditStatus;
  readonly open: number;
  readonly ended: number;
}

/** Every promise by its status: what stands today and what ended, which together are the population. */
function statusTable(input: ReportInput, rows: readonly RequirementRow[], ended: EndedFindings): ReportTable {
  const { plan, estate } = input.decision;
  const hasFailed = failuresIn(input);
  const counts = new Map(auditStatuses.map((status) => [status, { open: 0, ended: 0 }] as const));
  for (const { requirement } of rows) add(counts, statusOf(requirement, hasFailed), 'open');
  for (const { status } of ended.items) add(counts, status, 'ended');
  const items = auditStatuses.map(
    (status): StatusCount => ({ status, ...(counts.get(status) ?? { open: 0, ended: 0 }) }),
  );
  return tableOf<StatusCount>({
    id: 'd4-statuses',
    caption: 'Every promise by status',
    columns: [
      { key: 'status', title: 'Status', cell: ({ status }) => textCell(status) },
      { key: 'requirements', title: 'Requirements today', cell: ({ open }) => numberCell(open) },
      { key: 'ended', title: 'Findings that ended', cell: (item) => numberCell(item.ended) },
      { key: 'total', title: 'Total', cell: (item) => numberCell(item.open + item.ended) },
    ],
    items,
    whenEmpty: 'Nothing was promised.',
    population: populationOf({
      unit: 'requirement today or finding that ended',
      sources: [...requirementSources(input.decision), recordSource(estate, ['LedgerRecord', 'DeploymentRecord'])],
      filters: ended.filters,
      rowsIn: plan.summary.requirements.total + ended.items.length + countOf(ended.excluded),
      excluded: ended.excluded,
      items,
      by: 'status',
      labelOf: ({ status }) => status,
      weightOf: (item) => item.open + item.ended,
      order: auditStatuses,
    }),
  });
}

function add(
  counts: ReadonlyMap<AuditStatus, { open: number; ended: number }>,
  status: AuditStatus,
  kind: 'open' | 'ended',
): void {
  const count = counts.get(status);
  if (count !== undefined) count[kind] += 1;
}

interface StateRow {
  readonly state: RequirementState;
  readonly requirements: readonly RequirementRow[];
}

function stateTable({ decision }: ReportInput, rows: readonly RequirementRow[]): ReportTable {
  const items = requirementStates
    .map((state): StateRow => ({ state, requirements: rows.filter(({ requirement }) => requirement.state === state) }))
    .filter(({ requirements }) => requirements.length > 0);
  return tableOf<StateRow>({
    id: 'd4-states',
    caption: 'Requirements by state and priority',
    columns: [
      { key: 'state', title: 'State', cell: ({ state }) => textCell(state) },
      ...priorities.map((priority) => ({
        key: priority,
        title: priority,
        cell: ({ requirements }: StateRow) =>
          numberCell(requirements.filter(({ requirement }) => requirement.priority === priority).length),
      })),
      { key: 'total', title: 'Total', cell: ({ requirements }) => numberCell(requirements.length) },
      {
        key: 'overdue',
        title: 'Of them overdue',
        cell: ({ requirements }) => numberCell(requirements.filter(({ requirement }) => requirement.overdue).length),
      },
    ],
    items,
    whenEmpty: 'Nothing is required of any asset.',
    population: populationOf({
      unit: 'requirement',
      sources: requirementSources(decision),
      rowsIn: decision.plan.summary.requirements.total,
      items,
      by: 'state',
      labelOf: ({ state }) => state,
      weightOf: ({ requirements }) => requirements.length,
      order: requirementStates,
    }),
  });
}

interface StatusRow {
  readonly status: string;
  readonly findings: number;
}

/** Findings by status over all assets: also what was found not to apply. */
function findingTable({ decision: { plan, estate } }: ReportInput): ReportTable {
  const { affected, fixed, notAffected, unknown } = plan.summary.findings;
  const items: readonly StatusRow[] = [
    { status: 'affected', findings: affected },
    { status: 'fixed', findings: fixed },
    { status: 'not affected', findings: notAffected },
    { status: 'unknown', findings: unknown },
  ];
  return tableOf<StatusRow>({
    id: 'd4-findings',
    caption: 'Findings by status',
    columns: [
      { key: 'status', title: 'Status', cell: ({ status }) => textCell(status) },
      { key: 'findings', title: 'Findings', cell: ({ findings }) => numberCell(findings) },
    ],
    items,
    whenEmpty: 'No advisory names anything that is installed.',
    population: populationOf({
      unit: 'finding: one advisory for one component of one asset',
      sources: [inventorySource(estate), observedSource(estate), catalogueSource(estate)],
      filters: ['advisories that name the package of an installed component'],
      rowsIn: affected + fixed + notAffected + unknown,
      items,
      by: 'status',
      labelOf: ({ status }) => status,
      weightOf: ({ findings }) => findings,
      order: items.map(({ status }) => status),
    }),
  });
}

function ownGaps(input: ReportInput, rows: readonly RequirementRow[]): readonly GapCheck[] {
  const { assessments } = input.decision;
  const lookedAt = counted(rows.length, 'requirement');
  const lines = (isMeant: (row: RequirementRow) => boolean): GapLines => linesOf(rows.filter(isMeant), rowName);
  const marked =
    (mark: string) =>
    (row: RequirementRow): boolean =>
      row.requirement.reasons.some(({ code }) => code === mark);
  const unjudged = [...new Set([...assessments.values()].flatMap((assessment) => assessment.unjudged))].sort();
  return [
    { check: 'a policy says by when each requirement is due', lookedAt, found: lines(marked('no-policy')) },
    {
      check: 'every open requirement is carried by a visit, or says why it needs none',
      lookedAt,
      found: lines(({ requirement, visit }) => visit === undefined && needsVisit.has(requirement.state)),
    },
    {
      check: 'every fact was known that a rule asked for',
      lookedAt,
      found: lines((row) => marked('needs-facts')(row) || marked('could-be-stricter')(row)),
    },
    {
      check: 'every installed version can be ordered',
      lookedAt,
      found: lines(({ requirement }) => requirement.state === 'unknown'),
    },
    {
      check: 'every advisory of an installed package can be judged by version',
      lookedAt: counted(assessments.size, 'distinct component'),
      found: unjudged.map((document) => `${document}: only ranges that no order of versions can judge`),
    },
    diagnosticGap(
      'every exception and assessment is approved and in force',
      `${counted(exceptionsIn(input), 'exception')} and ${counted(assessmentsIn(input), 'assessment')}`,
      input,
      (code) => /^policy\/(exception|assessment)-/.test(code),
    ),
  ];
}

const needsVisit: ReadonlySet<RequirementState> = new Set(['open', 'due-soon', 'overdue', 'pending-reboot']);

const exceptionsIn = ({ decision: { estate } }: ReportInput): number => estate.resources.Exception?.size ?? 0;
const assessmentsIn = ({ decision: { estate } }: ReportInput): number => estate.resources.Assessment?.size ?? 0;

function rowName({ requirement: { id, asset, component } }: RequirementRow): string {
  return `${id}: ${component.name} ${component.version} on ${asset}`;
}
