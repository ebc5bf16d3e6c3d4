import type { Asset } from '../../model/asset.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { ReportCell } from '../../model/report.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { formatInstant, localDate } from '../time.ts';
import { alike } from './alike.ts';
import { absentCell, codeCell, codesCell, textCell } from './cells.ts';
import { detections } from './detected.ts';
import type { ReportInput } from './input.ts';
import { unratedIn } from './known-since.ts';
import { ofLine, type RequirementRow } from './requirements.ts';
import type { ColumnOf } from './table.ts';

/** The 31 columns of the FedRAMP template, in its order: key and title of each are the template's heading. */
export function poamColumns(input: ReportInput): readonly ColumnOf<RequirementRow>[] {
  const lookups = lookupsIn(input);
  const cells = { ...weaknessCells(input, lookups), ...planCells(input, lookups), ...riskCells(lookups) };
  return Object.entries(cells).map(([heading, cell]) => ({ key: heading, title: heading, cell }));
}

type CellOf = (row: RequirementRow) => ReportCell;
type Requirement = RequirementRow['requirement'];

/** What the estate says beside a row. */
interface Lookups {
  readonly assetOf: (row: RequirementRow) => Asset | undefined;
  readonly exceptionOf: (row: RequirementRow) => Exception['spec'] | undefined;
}

function lookupsIn({ decision: { plan, estate } }: ReportInput): Lookups {
  const assets = new Map(plan.assets.map((asset) => [asset.name, asset] as const));
  return {
    assetOf: ({ requirement }) => assets.get(requirement.asset),
    exceptionOf: ({ requirement }) =>
      requirement.exception && estate.resources.Exception?.get(requirement.exception.name)?.document.spec,
  };
}

const weaknessCells = (
  { decision: { plan } }: ReportInput,
  { assetOf }: Lookups,
): Readonly<Record<string, CellOf>> => ({
  'POAM ID': ({ requirement }) => codeCell(requirement.id),
  Controls: always(textCell('SI-2, RA-5')),
  'Weakness Name': ofLine(({ component, version }) => textCell(`${component} ${version} is affected`)),
  'Weakness Description': ofFlaws((flaws) => textCell(descriptionOf(flaws))),
  'Weakness Detector Source': always(textCell(`Patchledger ${plan.tool.version}, advisories against inventory`)),
  'Weakness Source Identifier': ofFlaws(({ advisories }) => codesCell(advisories, 'none')),
  'Asset Identifier': ({ requirement }) => codeCell(requirement.asset),
  'Point of Contact': (row) => codeCell(assetOf(row)?.owner, 'nobody'),
  'Resources Required': always(absentCell('not stated')),
});

function planCells(input: ReportInput, { exceptionOf }: Lookups): Readonly<Record<string, CellOf>> {
  const { plan } = input.decision;
  const ofDay = dayIn(plan.timeZone);
  const detectedAt = detections(input);
  const waitsForVendor = (row: RequirementRow): boolean =>
    row.requirement.state === 'no-fix' || exceptionOf(row)?.treatment === 'vendor-pending';
  return {
    'Overall Remediation Plan': alike(
      ({ requirement: { target, partial, worse, state } }) => [target, partial, worse, state],
      (target, partial, worse, state) => textCell(remediation({ target, partial, worse, state })),
    ),
    'Original Detection Date': ofDay(({ requirement }) => detectedAt(requirement), 'not in the ledger'),
    'Scheduled Completion Date': ofDay(({ requirement: { due, originalDue } }) => originalDue ?? due, 'no deadline'),
    'Planned Milestones': ({ visit }) =>
      textCell(
        visit && `Maintenance visit ${formatInstant(visit.start)} to ${formatInstant(visit.end)}`,
        'none planned',
      ),
    'Milestone Changes': ({ requirement: { due, originalDue } }) =>
      due === originalDue || due === undefined ? none : textCell(`deadline moved to ${formatInstant(due)}`),
    'Status Date': ofDay(() => plan.asOf, 'unknown'),
    'Vendor Dependency': (row) => yesNo(waitsForVendor(row)),
    'Last Vendor Check-in Date': (row) => textCell(exceptionOf(row)?.vendor?.lastCheckIn, 'none'),
    'Vendor Dependent Product Name': (row) => (waitsForVendor(row) ? codeCell(row.requirement.component.name) : none),
  };
}

const riskCells = ({ assetOf, exceptionOf }: Lookups): Readonly<Record<string, CellOf>> => ({
  'Original Risk Rating': ({ requirement }) => textCell(rating(requirement.severity)),
  'Adjusted Risk Rating': always(absentCell('not adjusted')),
  'Risk Adjustment': always(no),
  'False Positive': always(no),
  'Operational Requirement': (row) => yesNo(exceptionOf(row)?.treatment === 'accept'),
  'Deviation Rationale': (row) => textCell(exceptionOf(row)?.reason, 'none'),
  'Supporting Documents': ({ requirement }) => codeCell(requirement.exception?.origin.file, 'none'),
  Comments: ({ why }) => textCell(why, 'none'),
  'Auto-Approve': always(no),
  'BOD 22-01 tracking': ofFlaws((flaws) => textCell(kevOf(flaws))),
  'BOD 22-01 Due Date': ofFlaws((flaws) => textCell(kevDueDate(flaws), 'none')),
  CVE: ofFlaws((flaws) => codesCell(cvesOf(flaws), 'none')),
  'Service Name': (row) => codeCell(assetOf(row)?.cluster, 'none'),
});

const always =
  (cell: ReportCell): CellOf =>
  () =>
    cell;

const [yes, no, none] = [textCell('Yes'), textCell('No'), absentCell('none')];
const yesNo = (is: boolean): ReportCell => (is ? yes : no);

/** The local day of an instant, or the word for its absence. */
const dayIn = (zone: TimeZone) => (instantOf: (row: RequirementRow) => Instant | undefined, absent: string) =>
  alike(
    (row: RequirementRow) => [instantOf(row)],
    (at) => textCell(at === undefined ? undefined : localDate(at, zone), absent),
  );

/** What an open item is affected by; alike assets share it. */
type Flaws = Pick<Requirement, 'advisories' | 'findings'>;

const ofFlaws = (make: (flaws: Flaws) => ReportCell): CellOf =>
  alike(
    ({ requirement: { advisories, findings } }) => [advisories, findings],
    (advisories, findings) => make({ advisories, findings }),
  );

/** Names what nobody rated, for the rating speaks of the others alone. */
function descriptionOf(flaws: Flaws): string {
  const affected = `Affected by ${flaws.advisories.join(', ') || 'no advisory'}`;
  const unrated = unratedIn(flaws);
  return unrated.length === 0 ? affected : `${affected}; nobody rated ${unrated.join(', ')}`;
}

function remediation({
  target,
  partial,
  worse,
  state,
}: Pick<Requirement, 'target' | 'partial' | 'worse' | 'state'>): string {
  if (target !== undefined) return `Update to ${target}`;
  if (partial !== undefined) return `Update to ${partial.version}, which fixes a part; mitigate the rest`;
  if (state !== 'no-fix') return 'To be decided by a person';
  const why = worse ? `${worse.version} would bring in ${worse.brings.join(', ')}` : 'No fixed version is published';
  return `${why}: mitigate, remove or accept`;
}

/** The template knows three ratings. */
function rating(severity: Requirement['severity']): string | undefined {
  const ratings = { critical: 'High', high: 'High', medium: 'Moderate', low: 'Low', none: 'Low' } as const;
  return severity && ratings[severity];
}

/** `No` only when the catalogue of known exploited vulnerabilities speaks of every finding. */
function kevOf({ findings }: Flaws): string | undefined {
  const known = findings.map(({ facts }) => facts.kev.value);
  if (known.includes(true)) return 'Yes';
  return known.length === 0 || known.includes(undefined) ? undefined : 'No';
}

function kevDueDate({ findings }: Flaws): string | undefined {
  const dates = findings.flatMap(({ facts }) =>
    typeof facts.kevDueDate.value === 'string' ? [facts.kevDueDate.value] : [],
  );
  return [...dates].sort()[0];
}

const cvesOf = ({ advisories, findings }: Flaws): readonly string[] =>
  [...new Set([...advisories, ...findings.flatMap(({ cves }) => cves)])].filter((id) => id.startsWith('CVE-')).sort();
