import type { ApprovalRecord } from '../../model/generated/approval-record.ts';
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { peopleIn } from '../evidence/approval-people.ts';
import { type ApprovalReading, readApproval } from '../evidence/approval-reading.ts';
import { supersession } from '../evidence/supersession.ts';
import { parseInstant } from '../time.ts';
import { guardGaps, guardSection } from './branch-guards.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, placeCell, textCell } from './cells.ts';
import { deploymentLog } from './deployments.ts';
import { emergencyPart } from './emergencies.ts';
import { commonGaps, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { reviewTable } from './reviews.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { type Within, within } from './within.ts';

/** D7: who approved what, when, independent of whoever wrote it, and whether that is what was merged and deployed. */
export function approvalDocument(input: ReportInput): ReportDocument {
  const { rows: all, replaced } = approvalRows(input);
  const dated = within(input, all, ({ approvedAt }) => approvedAt);
  const rows = dated.items;
  const emergency = emergencyPart(input);
  const sections: readonly ReportSection[] = [
    {
      title: 'Approvals',
      text: [
        'Asserted means that a person states it; from the forge means that it was read from the reviews of the merge.',
      ],
      tables: [approvalTable(input, dated, replaced)],
    },
    { title: 'Reviews', text: [], tables: [reviewTable(input, rows)] },
    emergency.section,
    guardSection(input),
  ];
  const lookedAt = counted(rows.length, 'approval record');
  const named = (isMeant: (row: ApprovalRow) => boolean): readonly string[] =>
    rows.filter(isMeant).map(({ record }) => record.name);
  const changes = [...(input.decision.estate.resources.Change?.values() ?? [])];
  const covered = new Set(all.flatMap(({ changes }) => changes));
  return {
    id: 'D7',
    slug: 'approvals',
    title: 'Change-approval evidence',
    question: 'Who approved, when, independent of the requester?',
    summary: [
      `${lookedAt} for ${counted(changes.length, 'merged Change')}; ${named(({ spec }) => spec.evidence === 'forge').length} read from a forge.`,
    ],
    gaps: [
      ...commonGaps(input),
      {
        check: 'every merged Change has a record of its approval',
        lookedAt: counted(changes.length, 'Change'),
        found: changes.filter(({ name }) => !covered.has(name)).map(({ name }) => name),
      },
      {
        check: 'every role that must approve did',
        lookedAt,
        found: named(({ spec }) => (spec.missingRoles ?? []).length > 0),
      },
      {
        check: 'nobody approved what they wrote',
        lookedAt,
        found: named(({ separation }) => separation === 'self-approved'),
      },
      { check: 'what was merged is what was approved', lookedAt, found: named(({ spec }) => spec.content !== 'same') },
      { check: 'approval came before deployment', lookedAt, found: named(({ order }) => order === 'deployed first') },
      {
        check: 'approvals were read from the forge, not asserted',
        lookedAt,
        found: named(({ spec }) => spec.evidence === 'asserted'),
      },
      ...emergency.gaps,
      ...guardGaps(input),
      sumsGap(sections),
    ],
    sections,
    limits: [
      'A record says what the forge said when it was written; patchledger record approval writes it at the merge.',
      'Whoever owns the forge and every key can forge all of it; this document detects, it does not prevent.',
    ],
  };
}

type Separation = 'independent' | 'self-approved' | 'nobody approved' | 'asserted';
type Order = 'approved first' | 'deployed first' | 'nothing deployed' | 'not known';

interface ApprovalRow {
  readonly record: Resource<'ApprovalRecord'>;
  readonly spec: ApprovalRecord['spec'];
  readonly approvedAt: Instant | undefined;
  readonly changes: readonly string[];
  readonly separation: Separation;
  readonly order: Order;
  readonly place: string;
}

interface ApprovalRows {
  readonly rows: readonly ApprovalRow[];
  /** Records that a later one corrects. */
  readonly replaced: number;
}

function approvalRows({ decision: { estate }, locate }: ReportInput): ApprovalRows {
  const records = [...(estate.resources.ApprovalRecord?.values() ?? [])];
  const { replaced } = supersession(records);
  const firstStart = firstDeployments(estate);
  const people = peopleIn(estate);
  const rows = records
    .filter(({ name }) => !replaced.has(name))
    .map((record): ApprovalRow => {
      const { spec } = record.document;
      const reading = readApproval(spec, people);
      const { approvedAt } = reading;
      return {
        record,
        spec,
        approvedAt,
        changes: reading.changes,
        separation: separationOf(spec, reading),
        order: orderOf(approvedAt, firstOf(reading.changes, firstStart)),
        place: placeOf(locate, record.origin, ['metadata', 'name']),
      };
    });
  return { rows, replaced: records.length - rows.length };
}

/** Did somebody approve who wrote no part of it? */
export function separationOf(
  { reviews, evidence }: ApprovalRecord['spec'],
  { approvers, own }: ApprovalReading,
): Separation {
  if (approvers.length > 0 && reviews.length > 0) return 'independent';
  if (own.length > 0) return 'self-approved';
  return evidence === 'asserted' ? 'asserted' : 'nobody approved';
}

function orderOf(approvedAt: Instant | undefined, deployedAt: Instant | undefined): Order {
  if (deployedAt === undefined) return 'nothing deployed';
  if (approvedAt === undefined) return 'not known';
  return approvedAt <= deployedAt ? 'approved first' : 'deployed first';
}

function firstOf(changes: readonly string[], starts: ReadonlyMap<string, Instant>): Instant | undefined {
  const known = changes.flatMap((change) => starts.get(change) ?? []);
  return known.length === 0 ? undefined : (Math.min(...known) as Instant);
}

function firstDeployments(estate: ReportInput['decision']['estate']): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { spec, start } of deploymentLog(estate).rows) {
    if (spec.change === undefined || start === undefined) continue;
    first.set(spec.change, Math.min(start, first.get(spec.change) ?? start) as Instant);
  }
  return first;
}

function approvalTable(
  { decision: { estate } }: ReportInput,
  { items, filters, excluded }: Within<ApprovalRow>,
  replaced: number,
): ReportTable {
  const columns: readonly ColumnOf<ApprovalRow>[] = [
    { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
    { key: 'change', title: 'Change', cell: ({ spec }) => codeCell(spec.change, 'none') },
    {
      key: 'resources',
      title: 'Brought',
      cell: ({ spec }) =>
        codesCell(
          (spec.resources ?? []).map(({ kind, name }) => `${kind} ${name}`),
          'not stated',
        ),
    },
    { key: 'pullRequest', title: 'Pull request', cell: ({ spec }) => pullCell(spec) },
    { key: 'author', title: 'Opened by', cell: ({ spec }) => codeCell(spec.author?.login, 'not known') },
    { key: 'commitAuthors', title: 'Written by', cell: ({ spec }) => codesCell(spec.commitAuthors, 'not known') },
    {
      key: 'evidence',
      title: 'Evidence',
      cell: ({ spec }) =>
        textCell(spec.evidence === 'forge' ? 'from the forge' : `asserted by ${spec.assertedBy ?? 'somebody'}`),
    },
    { key: 'approvedAt', title: 'Approved at', cell: ({ approvedAt }) => instantCell(approvedAt, 'not known') },
    { key: 'separation', title: 'Separation of duties', cell: ({ separation }) => textCell(separation) },
    { key: 'missingRoles', title: 'Roles missing', cell: ({ spec }) => codesCell(spec.missingRoles ?? [], 'none') },
    { key: 'content', title: 'Merged what was approved', cell: ({ spec }) => contentCell(spec) },
    { key: 'order', title: 'Before deployment', cell: ({ order }) => textCell(order) },
    { key: 'planFp', title: 'Fingerprint', cell: ({ spec }) => codeCell(spec.planFp, 'none') },
    { key: 'headCommit', title: 'Reviewed head', cell: ({ spec }) => codeCell(spec.headCommit, 'not known') },
    { key: 'mergeCommit', title: 'Merge', cell: ({ spec }) => codeCell(spec.mergeCommit) },
    { key: 'mergedBy', title: 'Merged by', cell: ({ spec }) => codeCell(spec.mergedBy?.login, 'not known') },
    {
      key: 'mergedAt',
      title: 'Merged at',
      cell: ({ spec }) => instantCell(parseInstant(spec.mergedAt ?? ''), 'not known'),
    },
    {
      key: 'checks',
      title: 'Required checks',
      cell: ({ spec }) =>
        codesCell(
          (spec.requiredChecks ?? []).map(({ name, conclusion }) => `${name}: ${conclusion}`),
          'none on record',
        ),
    },
    { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
  ];
  return tableOf({
    id: 'd7-approvals',
    caption: 'Every approval',
    columns,
    items,
    parts: [
      {
        caption: 'Who approved, and does it hold',
        columns: ['record', 'change', 'evidence', 'approvedAt', 'separation', 'missingRoles', 'content', 'order'],
      },
      {
        caption: 'Who wrote and merged it',
        columns: ['record', 'pullRequest', 'author', 'commitAuthors', 'mergedBy', 'mergedAt', 'checks'],
      },
      { caption: 'What exactly', columns: ['record', 'resources', 'planFp', 'headCommit', 'mergeCommit', 'source'] },
    ],
    whenEmpty: 'No approval is on record.',
    population: populationOf({
      unit: 'approval record',
      sources: [recordSource(estate, ['ApprovalRecord', 'DeploymentRecord'])],
      rowsIn: estate.resources.ApprovalRecord?.size ?? 0,
      filters,
      excluded: [{ reason: 'corrected by a later record', count: replaced }, ...excluded],
      items,
      by: 'separation of duties',
      labelOf: ({ separation }) => separation,
    }),
  });
}

function pullCell({ pullRequest }: ApprovalRecord['spec']): ReportCell {
  return pullRequest === undefined ? absentCell('none') : codeCell(Object.values(pullRequest).map(String).join(' '));
}

function contentCell({ content, differingPaths = [] }: ApprovalRecord['spec']): ReportCell {
  if (content === undefined || content === 'unknown') return absentCell('not verified');
  return textCell(content === 'same' ? 'yes' : `no: ${differingPaths.join(', ')}`);
}
