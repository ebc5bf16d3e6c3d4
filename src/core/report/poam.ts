import type { Exception } from '../../model/generated/exception.ts';
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { requirementStates } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { formatInstant, localDate } from '../time.ts';
import { absentCell, codeCell, codesCell, counted, textCell } from './cells.ts';
import { detections } from './detected.ts';
import { commonGaps, linesOf, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { unratedIn } from './known-since.ts';
import { type RequirementRow, requirementRows, requirementSources } from './requirements.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { whyOpen } from './why-open.ts';

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
  const columns = columnsFor(input);
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

/** A column whose key and title are the template's heading. */
const column = (heading: string, cell: (row: RequirementRow) => ReportCell): ColumnOf<RequirementRow> => ({
  key: heading,
  title: heading,
  cell,
});

function columnsFor(input: ReportInput): readonly ColumnOf<RequirementRow>[] {
  const { plan, estate } = input.decision;
  const zone = plan.timeZone;
  const day = dayIn(zone);
  const detectedAt = detections(input);
  const assets = new Map(plan.assets.map((asset) => [asset.name, asset] as const));
  const assetOf = ({ requirement }: RequirementRow) => assets.get(requirement.asset);
  const exceptionOf = ({ requirement }: RequirementRow): Exception['spec'] | undefined =>
    requirement.exception && estate.resources.Exception?.get(requirement.exception.name)?.document.spec;
  const waitsForVendor = (row: RequirementRow): boolean =>
    row.requirement.state === 'no-fix' || exceptionOf(row)?.treatment === 'vendor-pending';
  return [
    column('POAM ID', ({ requirement }) => codeCell(requirement.id)),
    column('Controls', () => textCell('SI-2, RA-5')),
    column('Weakness Name', ({ line }) => textCell(`${line.component} ${line.version} is affected`)),
    column('Weakness Description', ({ requirement }) => textCell(descriptionOf(requirement))),
    column('Weakness Detector Source', () =>
      textCell(`Patchledger ${plan.tool.version}, advisories against inventory`),
    ),
    column('Weakness Source Identifier', ({ requirement }) => codesCell(requirement.advisories, 'none')),
    column('Asset Identifier', ({ requirement }) => codeCell(requirement.asset)),
    column('Point of Contact', (row) => codeCell(assetOf(row)?.owner, 'nobody')),
    column('Resources Required', () => absentCell('not stated')),
    column('Overall Remediation Plan', ({ requirement }) => textCell(remediation(requirement))),
    column('Original Detection Date', ({ requirement }) => day(detectedAt(requirement), 'not in the ledger')),
    column('Scheduled Completion Date', ({ requirement }) =>
      day(requirement.originalDue ?? requirement.due, 'no deadline'),
    ),
    column('Planned Milestones', ({ visit }) =>
      textCell(
        visit && `Maintenance visit ${formatInstant(visit.start)} to ${formatInstant(visit.end)}`,
        'none planned',
      ),
    ),
    column('Milestone Changes', ({ requirement: { due, originalDue } }) =>
      due === originalDue || due === undefined
        ? absentCell('none')
        : textCell(`deadline moved to ${formatInstant(due)}`),
    ),
    column('Status Date', () => day(plan.asOf, 'unknown')),
    column('Vendor Dependency', (row) => yesNo(waitsForVendor(row))),
    column('Last Vendor Check-in Date', (row) => textCell(exceptionOf(row)?.vendor?.lastCheckIn, 'none')),
    column('Vendor Dependent Product Name', (row) =>
      waitsForVendor(row) ? codeCell(row.requirement.component.name) : absentCell('none'),
    ),
    column('Original Risk Rating', ({ requirement }) => textCell(rating(requirement.severity))),
    column('Adjusted Risk Rating', () => absentCell('not adjusted')),
    column('Risk Adjustment', () => textCell('No')),
    column('False Positive', () => textCell('No')),
    column('Operational Requirement', (row) => yesNo(exceptionOf(row)?.treatment === 'accept')),
    column('Deviation Rationale', (row) => textCell(exceptionOf(row)?.reason, 'none')),
    column('Supporting Documents', ({ requirement }) => codeCell(requirement.exception?.origin.file, 'none')),
    column('Comments', (row) => textCell(whyOpen(row, zone), 'none')),
    column('Auto-Approve', () => textCell('No')),
    column('BOD 22-01 tracking', ({ requirement }) => textCell(kevOf(requirement))),
    column('BOD 22-01 Due Date', ({ requirement }) => textCell(kevDueDate(requirement), 'none')),
    column('CVE', ({ requirement }) => codesCell(cvesOf(requirement), 'none')),
    column('Service Name', (row) => codeCell(assetOf(row)?.cluster, 'none')),
  ];
}

const dayIn =
  (zone: TimeZone) =>
  (at: Instant | undefined, absent: string): ReportCell =>
    textCell(at === undefined ? undefined : localDate(at, zone), absent);

const yesNo = (is: boolean): ReportCell => textCell(is ? 'Yes' : 'No');

type Requirement = RequirementRow['requirement'];

/** Names what nobody rated, for the rating speaks of the others alone. */
function descriptionOf(requirement: Requirement): string {
  const affected = `Affected by ${requirement.advisories.join(', ') || 'no advisory'}`;
  const unrated = unratedIn(requirement);
  return unrated.length === 0 ? affected : `${affected}; nobody rated ${unrated.join(', ')}`;
}

function remediation({ target, partial, state }: Requirement): string {
  if (target !== undefined) return `Update to ${target}`;
  if (partial !== undefined) return `Update to ${partial.version}, which fixes a part; mitigate the rest`;
  return state === 'no-fix' ? 'No fixed version is published: mitigate, remove or accept' : 'To be decided by a person';
}

/** The template knows three ratings. */
function rating(severity: Requirement['severity']): string | undefined {
  const ratings = { critical: 'High', high: 'High', medium: 'Moderate', low: 'Low', none: 'Low' } as const;
  return severity && ratings[severity];
}

/** `No` only when the catalogue of known exploited vulnerabilities speaks of every finding. */
function kevOf({ findings }: Requirement): string | undefined {
  const known = findings.map(({ facts }) => facts.kev.value);
  if (known.includes(true)) return 'Yes';
  return known.length === 0 || known.includes(undefined) ? undefined : 'No';
}

function kevDueDate({ findings }: Requirement): string | undefined {
  const dates = findings.flatMap(({ facts }) =>
    typeof facts.kevDueDate.value === 'string' ? [facts.kevDueDate.value] : [],
  );
  return [...dates].sort()[0];
}

const cvesOf = ({ advisories, findings }: Requirement): readonly string[] =>
  [...new Set([...advisories, ...findings.flatMap(({ cves }) => cves)])].filter((id) => id.startsWith('CVE-')).sort();
