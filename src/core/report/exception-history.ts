import type { LedgerFinding } from '../../model/ledger.ts';
import type { ReportCell, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { type ApprovalEvidence, approvalsInOrder } from '../prioritise/approval.ts';
import { formatInstant } from '../time.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, numberCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** What the ledger holds of the findings that an exception covered. */
export interface CoveredFindings {
  readonly findings: number;
  readonly firstAt: Instant;
  /** How many of them opened again afterwards, which is when the exception no longer held. */
  readonly reopened: number;
  /** How many of those ended since, by how they did. */
  readonly endedBy: ReadonlyMap<string, number>;
}

/** What became of exceptions, whether they are on file or not: approvals in order, and the findings that they covered. */
export interface ExceptionHistory {
  readonly approvals: ReadonlyMap<string, readonly ApprovalEvidence[]>;
  readonly covered: ReadonlyMap<string, CoveredFindings>;
}

/** Reads approvals and the ledger once, for all exceptions. */
export function exceptionHistory({ decision: { estate, ledger, plan } }: ReportInput): ExceptionHistory {
  const approvals = new Map(
    [...approvalsInOrder(estate, 'Exception')].map(
      ([name, all]) => [name, all.filter(({ approvedAt }) => (approvedAt ?? plan.asOf) <= plan.asOf)] as const,
    ),
  );
  const covered = new Map<string, CoveredFindings>();
  for (const packages of ledger.assets.values()) {
    for (const { findings } of packages.values()) for (const finding of findings) addCovered(finding, covered);
  }
  return { approvals, covered };
}

/** Counts a finding for every exception that once ended an episode of it. */
function addCovered(finding: LedgerFinding, covered: Map<string, CoveredFindings>): void {
  if (finding.earlier.length === 0 && finding.closed?.by !== 'exception') return;
  const episodes = [...finding.earlier, finding];
  for (const [index, { closed }] of episodes.entries()) {
    if (closed?.by !== 'exception') continue;
    const name = closed.evidence ?? '';
    const before = covered.get(name);
    const isReopened = index < episodes.length - 1;
    const endedBy = new Map(before?.endedBy);
    if (isReopened && finding.closed !== undefined)
      endedBy.set(finding.closed.by, (endedBy.get(finding.closed.by) ?? 0) + 1);
    covered.set(name, {
      findings: (before?.findings ?? 0) + 1,
      firstAt: Math.min(closed.at, before?.firstAt ?? closed.at) as Instant,
      reopened: (before?.reopened ?? 0) + Number(isReopened),
      endedBy,
    });
  }
}

/** What opened again once an exception no longer held, in words; `undefined`: the ledger saw nothing open again. */
export function reopenedText(covered: CoveredFindings | undefined): string | undefined {
  if (covered === undefined || covered.reopened === 0) return undefined;
  const ended = [...covered.endedBy].sort().map(([by, count]) => `${count} of them ended by ${by}`);
  return [`${covered.reopened} of ${counted(covered.findings, 'finding')} opened again`, ...ended].join(', ');
}

/** The approvals after the first, each with its instant and record. */
export function approvedAgainCell(approvals: readonly ApprovalEvidence[] = []): ReportCell {
  if (approvals.length < 2) return absentCell('never');
  return {
    kind: 'list',
    items: approvals
      .slice(1)
      .map(({ approvedAt, record }) =>
        textCell(`${approvedAt === undefined ? 'when is not known' : formatInstant(approvedAt)}, ${record}`),
      ),
  };
}

interface RemovedRow {
  readonly name: string;
  readonly approvals: readonly ApprovalEvidence[];
  readonly covered: CoveredFindings | undefined;
}

/** Exceptions that approvals or the ledger know and that are on file no more. */
export function removedExceptions(input: ReportInput, { approvals, covered }: ExceptionHistory): ReportTable {
  const { estate } = input.decision;
  const known = [...new Set([...approvals.keys(), ...covered.keys()])].filter((name) => name !== '').sort();
  const items = known
    .filter((name) => estate.resources.Exception?.get(name) === undefined)
    .map((name): RemovedRow => ({ name, approvals: approvals.get(name) ?? [], covered: covered.get(name) }));
  const directory = directoryOf(estate);
  const columns: readonly ColumnOf<RemovedRow>[] = [
    { key: 'exception', title: 'Exception', cell: ({ name }) => codeCell(name) },
    {
      key: 'approvedBy',
      title: 'Last approved by',
      cell: ({ approvals: all }) => directory.cells(all.at(-1)?.approvers ?? [], 'not on record'),
    },
    {
      key: 'approvedAt',
      title: 'Last approved and merged at',
      cell: ({ approvals: all }) => instantCell(all.at(-1)?.approvedAt, 'not on record'),
    },
    {
      key: 'approval',
      title: 'Approval records',
      cell: ({ approvals: all }) =>
        codesCell(
          all.map(({ record }) => record),
          'none',
        ),
    },
    { key: 'findings', title: 'Findings covered', cell: (row) => numberCell(row.covered?.findings ?? 0) },
    { key: 'firstAt', title: 'Covered since', cell: (row) => instantCell(row.covered?.firstAt, 'not in the ledger') },
    {
      key: 'since',
      title: 'What became of them',
      cell: (row) => textCell(reopenedText(row.covered), 'nothing opened again, as far as the ledger saw'),
    },
  ];
  return tableOf({
    id: 'd6-removed',
    caption: 'Every exception that is on file no more',
    columns,
    items,
    whenEmpty: 'Approvals and the ledger name no exception but those on file.',
    population: populationOf({
      unit: 'exception that records name',
      sources: [recordSource(estate, ['ApprovalRecord', 'LedgerRecord'])],
      filters: ['named by an approval or by the ledger'],
      rowsIn: known.length,
      excluded: [{ reason: 'on file, and listed above', count: known.length - items.length }],
      items,
      by: 'ledger',
      labelOf: (row) => (row.covered === undefined ? 'covered nothing, as far as the ledger saw' : 'covered findings'),
    }),
  });
}
