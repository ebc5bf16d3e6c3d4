import type { Exception } from '../../model/generated/exception.ts';
import type { Plan } from '../../model/plan.ts';
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { selects } from '../estate/select.ts';
import { coveredBy } from '../exception/scope.ts';
import { type ApprovalEvidence, approvedExceptions, isSelfApproved } from '../prioritise/approval.ts';
import { formatInstant, formatZoned, readMoment } from '../time.ts';
import { assessmentTable, linkedAssessments } from './assessments.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, placeCell, textCell } from './cells.ts';
import {
  approvedAgainCell,
  type CoveredFindings,
  type ExceptionHistory,
  exceptionHistory,
  removedExceptions,
  reopenedText,
} from './exception-history.ts';
import { commonGaps, diagnosticGap, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { policySource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** D6: who accepted which risk, until when, and what protects meanwhile; and which statements say that none exists. */
export function exceptionDocument(input: ReportInput): ReportDocument {
  const history = exceptionHistory(input);
  const exceptions = exceptionRows(input, history);
  const assessments = [...(input.decision.estate.resources.Assessment?.values() ?? [])];
  const sections: readonly ReportSection[] = [
    {
      title: 'Exceptions',
      text: ['An approver is never typed in: it is read from the record of the merge that brought the exception.'],
      tables: [exceptionTable(input, exceptions), removedExceptions(input, history)],
    },
    {
      title: 'Assessments',
      text: ['A statement that an advisory does not apply, or is being looked into, in the words of OpenVEX.'],
      tables: [assessmentTable(input, assessments)],
    },
  ];
  const count = (status: ExceptionStatus): number => exceptions.filter((row) => row.status === status).length;
  return {
    id: 'D6',
    slug: 'exceptions',
    title: 'Exception and risk-acceptance register',
    question: 'Who accepted what, until when, with which compensation?',
    summary: [
      `${counted(exceptions.length, 'exception')}: ${count('in force')} in force, ${count('proposed')} proposed, ` +
        `${count('expired')} expired; ${counted(assessments.length, 'assessment')}.`,
    ],
    gaps: [
      ...commonGaps(input),
      diagnosticGap(
        'every exception and assessment is approved by somebody else and has not ended',
        `${counted(exceptions.length, 'exception')} and ${counted(assessments.length, 'assessment')}`,
        input,
        (code) => /^policy\/(exception|assessment)-/.test(code),
      ),
      {
        check: 'every exception states what protects meanwhile',
        lookedAt: counted(exceptions.length, 'exception'),
        found: exceptions.flatMap(({ name, spec }) => ((spec.compensatingControls ?? []).length === 0 ? [name] : [])),
      },
      {
        check: 'every compensating control names its evidence',
        lookedAt: counted(controlsOf(exceptions).length, 'control'),
        found: controlsOf(exceptions).flatMap(({ name, control, evidence }) =>
          evidence === undefined ? [`${name}: ${control}`] : [],
        ),
      },
      {
        check: `no exception in force ends within ${soonDays} days`,
        lookedAt: counted(count('in force'), 'exception in force'),
        found: endingSoon(exceptions, input.decision.plan),
      },
      {
        check: 'no exception in force waits for a review whose day is over',
        lookedAt: counted(count('in force'), 'exception in force'),
        found: exceptions.flatMap((row) =>
          isReviewOver(row, input.decision.plan) ? [`${row.name}: ${row.spec.reviewBy}`] : [],
        ),
      },
      {
        check: 'every exception covers something that is required',
        lookedAt: counted(exceptions.length, 'exception'),
        found: exceptions.flatMap(({ name, requirements }) => (requirements.length === 0 ? [name] : [])),
      },
      sumsGap(sections),
    ],
    sections,
    limits: [
      'What an exception said before it was approved again, and the text of one that was removed, is in the history of the repository.',
      'That a compensating control works is shown by the evidence it names, not by this register.',
    ],
  };
}

/** An exception that ends within so many days needs a decision now. */
const soonDays = 30;

function endingSoon(exceptions: readonly ExceptionRow[], { asOf, timeZone }: Plan): readonly string[] {
  return exceptions.flatMap(({ name, status, expires }) =>
    status === 'in force' && expires !== undefined && expires - asOf < soonDays * 86_400_000
      ? [`${name}: ends ${formatZoned(expires, timeZone)}`]
      : [],
  );
}

/** A day of review counts whole, and an approval on it or later is the review. */
function isReviewOver({ spec, status, approval }: ExceptionRow, { asOf, timeZone }: Plan): boolean {
  if (status !== 'in force' || spec.reviewBy === undefined) return false;
  const [from, until] = [readMoment(spec.reviewBy, timeZone, 'start'), readMoment(spec.reviewBy, timeZone, 'end')];
  return until !== undefined && asOf >= until && (approval?.approvedAt ?? 0) < (from ?? until);
}

const controlsOf = (exceptions: readonly ExceptionRow[]) =>
  exceptions.flatMap(({ name, spec }) => (spec.compensatingControls ?? []).map((one) => ({ name, ...one })));

type ExceptionStatus = 'in force' | 'proposed' | 'expired' | 'self-approved';

interface ExceptionRow {
  readonly name: string;
  readonly spec: Exception['spec'];
  readonly status: ExceptionStatus;
  readonly expires: Instant | undefined;
  readonly approval: ApprovalEvidence | undefined;
  /** Every approval of it by somebody who may, the earliest first. */
  readonly approvals: readonly ApprovalEvidence[];
  readonly covered: CoveredFindings | undefined;
  /** Assessments of what it names, on an asset that it selects. */
  readonly vex: readonly string[];
  readonly assets: readonly string[];
  /** Ids of the requirements that it covers, or would. */
  readonly requirements: readonly string[];
  readonly place: string;
}

function exceptionRows({ decision, locate }: ReportInput, history: ExceptionHistory): readonly ExceptionRow[] {
  const { plan, estate } = decision;
  const approved = approvedExceptions(estate, plan.asOf);
  const { timeZone } = estate.workspace;
  return [...(estate.resources.Exception?.values() ?? [])].map(({ name, origin, document: { spec } }) => {
    const assets = estate.assets.filter((asset) => selects(spec.selector, asset, estate.componentSets));
    const names = new Set(assets.map((asset) => asset.name));
    const meant = plan.requirements.filter(({ asset }) => names.has(asset));
    const expires = readMoment(spec.expires, timeZone, 'end');
    const approval = approved.get(name);
    const covered = coveredBy(spec, meant, timeZone).map(({ requirement }) => requirement);
    return {
      name,
      spec,
      status: statusOf(spec, expires, approval, plan.asOf),
      expires,
      approval,
      approvals: history.approvals.get(name) ?? [],
      covered: history.covered.get(name),
      vex: linkedAssessments(estate, spec, assets, covered),
      assets: [...names],
      requirements: covered.map(({ id }) => id),
      place: placeOf(locate, origin, ['metadata', 'name']),
    };
  });
}

function statusOf(
  { requestedBy }: Exception['spec'],
  expires: Instant | undefined,
  approval: ApprovalEvidence | undefined,
  asOf: Instant,
): ExceptionStatus {
  if (expires === undefined || asOf >= expires) return 'expired';
  if (approval === undefined) return 'proposed';
  return isSelfApproved(approval, requestedBy) ? 'self-approved' : 'in force';
}

function exceptionTable({ decision: { estate } }: ReportInput, items: readonly ExceptionRow[]): ReportTable {
  const columns: readonly ColumnOf<ExceptionRow>[] = [
    { key: 'exception', title: 'Exception', cell: ({ name }) => codeCell(name) },
    { key: 'status', title: 'Status', cell: ({ status }) => textCell(status) },
    { key: 'treatment', title: 'Treatment', cell: ({ spec }) => textCell(spec.treatment) },
    { key: 'reason', title: 'Reason', cell: ({ spec }) => textCell(spec.reason) },
    { key: 'residualRisk', title: 'Residual risk', cell: ({ spec }) => textCell(spec.residualRisk, 'not stated') },
    { key: 'scope', title: 'What', cell: ({ spec }) => scopeCell(spec) },
    { key: 'assets', title: 'Assets', cell: ({ assets }) => codesCell(assets, 'none') },
    { key: 'requirements', title: 'Requirements', cell: ({ requirements }) => codesCell(requirements, 'none') },
    { key: 'controls', title: 'Compensating controls', cell: ({ spec }) => controlsCell(spec) },
    { key: 'requestedBy', title: 'Requested by', cell: ({ spec }) => codeCell(spec.requestedBy) },
    { key: 'approvedBy', title: 'Approved by', cell: ({ approval }) => codesCell(approval?.approvers ?? [], 'nobody') },
    {
      key: 'approvedAt',
      title: 'Approved and merged at',
      cell: ({ approval }) => instantCell(approval?.approvedAt, 'not known'),
    },
    { key: 'approval', title: 'Approval record', cell: ({ approval }) => codeCell(approval?.record, 'none') },
    { key: 'reviewBy', title: 'Review by', cell: ({ spec }) => textCell(spec.reviewBy, 'at its end') },
    { key: 'expires', title: 'Expires', cell: ({ expires }) => instantCell(expires, 'unreadable') },
    { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
    { key: 'approvedAgain', title: 'Approved again', cell: ({ approvals }) => approvedAgainCell(approvals) },
    { key: 'vex', title: 'Linked assessments', cell: ({ vex }) => codesCell(vex, 'none') },
    { key: 'ended', title: 'How it ended', cell: endedCell },
  ];
  return tableOf({
    id: 'd6-exceptions',
    caption: 'Every exception',
    columns,
    items,
    parts: [
      {
        caption: 'What is accepted, and with which compensation',
        columns: ['exception', 'status', 'treatment', 'reason', 'residualRisk', 'scope', 'controls'],
      },
      {
        caption: 'Who asked, who approved, until when',
        columns: ['exception', 'requestedBy', 'approvedBy', 'approvedAt', 'approval', 'reviewBy', 'expires', 'source'],
      },
      { caption: 'What it covers', columns: ['exception', 'assets', 'requirements', 'vex'] },
      {
        caption: 'What became of it',
        columns: ['exception', 'status', 'approvedAgain', 'reviewBy', 'expires', 'ended'],
      },
    ],
    whenEmpty: 'No exception is filed.',
    population: populationOf({
      unit: 'exception',
      sources: [policySource(estate), recordSource(estate, ['ApprovalRecord', 'LedgerRecord'])],
      rowsIn: estate.resources.Exception?.size ?? 0,
      items,
      by: 'status',
      labelOf: ({ status }) => status,
      order: ['in force', 'proposed', 'self-approved', 'expired'],
    }),
  });
}

function endedCell({ status, expires, requirements, covered }: ExceptionRow): ReportCell {
  if (status === 'proposed' || status === 'self-approved') return absentCell('never in force');
  if (status === 'in force') {
    return requirements.length > 0
      ? absentCell('still in force')
      : textCell('nothing that it covers is required any more');
  }
  const when = expires === undefined ? 'its end cannot be read' : `expired ${formatInstant(expires)}`;
  return textCell([when, reopenedText(covered)].filter((part) => part !== undefined).join('; '));
}

function scopeCell({ advisories = [], packages = [], patches = [] }: Exception['spec']): ReportCell {
  const items = [
    ...advisories.map((id) => codeCell(id)),
    ...packages.map(({ ecosystem, name }) =>
      codeCell([ecosystem, name].filter((part) => part !== undefined).join(' ')),
    ),
    ...patches.map((patch) => codeCell(patch)),
  ];
  return items.length === 0 ? absentCell('everything on these assets') : { kind: 'list', items };
}

function controlsCell({ compensatingControls = [] }: Exception['spec']): ReportCell {
  if (compensatingControls.length === 0) return absentCell('none stated');
  return {
    kind: 'list',
    items: compensatingControls.map(({ control, evidence }) =>
      textCell(evidence === undefined ? `${control} (no evidence named)` : `${control} (evidence: ${evidence})`),
    ),
  };
}
