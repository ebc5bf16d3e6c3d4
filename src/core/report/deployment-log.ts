import type { GapCheck, ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { absentCell, codeCell, codesCell, counted, placeCell, textCell } from './cells.ts';
import { changeGaps } from './change-gaps.ts';
import { type Deployment, type DeploymentLog, deploymentLog } from './deployments.ts';
import { chosenDeployments, dossierSlug } from './dossiers.ts';
import { commonGaps, sumsGap } from './gaps.ts';
import { workTimes } from './in-window.ts';
import { placeOf, type ReportInput } from './input.ts';
import { plannedSection } from './planned-visits.ts';
import { policySource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { type Within, within } from './within.ts';

/** D9: what was deployed where and when, how it ended, and on whose word; newest first. */
export function deploymentLogDocument(input: ReportInput): ReportDocument {
  const whole = deploymentLog(input.decision.estate);
  const dated = within(input, whole.rows, ({ start, end }) => end ?? start);
  const log = { ...whole, rows: dated.items };
  const timeOf = workTimes(input, log.rows);
  const sections: readonly ReportSection[] = [
    { title: 'Deployments', text: ['Newest first.'], tables: [deploymentTable(input, log, dated, timeOf)] },
    plannedSection(input),
  ];
  const left = whole.superseded.reduce((sum, { rows }) => sum + rows, 0);
  return {
    id: 'D9',
    slug: 'deployment-log',
    title: 'Deployment log',
    question: 'What was done when?',
    summary: [
      `${counted(log.rows.length, 'deployment')} recorded, ${log.rows.filter(isGood).length} of them succeeded.`,
      ...(left > 0 ? [`${counted(left, 'row')} left out, corrected by later records.`] : []),
    ],
    gaps: [...commonGaps(input), ...ownGaps(input, log, timeOf), sumsGap(sections)],
    sections,
    limits: [
      'Work that nobody recorded is not here.',
      'Start and end are those that the record claims; D14 and the dossiers say when a record came into the branch.',
      'Windows and freezes are those of the commit; what they were at the time of the work is in the history.',
    ],
  };
}

const isGood = ({ row }: Deployment): boolean => row.result === 'succeeded' || row.result === 'succeeded-with-issues';

type TimeOf = ReturnType<typeof workTimes>;

function deploymentTable(
  input: ReportInput,
  log: DeploymentLog,
  dated: Within<Deployment>,
  timeOf: TimeOf,
): ReportTable {
  const {
    decision: { estate },
    locate,
  } = input;
  const chosen = new Set(chosenDeployments(input).chosen);
  return tableOf({
    id: 'd9-deployments',
    caption: 'Every deployment',
    columns: columnsWith(
      ({ record, index }) => placeOf(locate, record.origin, ['spec', 'rows', index]),
      (deployment) =>
        chosen.has(deployment) ? { kind: 'dossier', slug: dossierSlug(deployment) } : absentCell('not chosen'),
      timeOf,
    ),
    items: log.rows,
    parts: [
      // The table that every guide to patch management shows comes first, as it is shown there.
      {
        caption: 'What was done',
        columns: ['version', 'application', 'date', 'issues', 'asset', 'result', 'fromVersion', 'ecosystem'],
      },
      {
        caption: 'How it went',
        columns: ['application', 'asset', 'window', 'ring', 'reboot', 'verified', 'feedback', 'package'],
      },
      {
        caption: 'On whose word',
        columns: ['application', 'asset', 'change', 'visit', 'engine', 'executor', 'record', 'dossier'],
      },
      {
        caption: 'In its window, or in an emergency',
        columns: ['application', 'asset', 'window', 'inWindow', 'freezes', 'emergency', 'record'],
      },
    ],
    whenEmpty: 'No deployment is recorded in the estate. That does not mean that nothing was deployed.',
    population: populationOf({
      unit: 'row of a deployment record',
      sources: [recordSource(estate, ['DeploymentRecord', 'VerificationRecord']), policySource(estate)],
      rowsIn: log.rowsIn,
      filters: dated.filters,
      excluded: [
        ...log.superseded.map(({ record, by, rows }) => ({
          reason: `record ${record} is superseded by ${by}`,
          count: rows,
        })),
        ...dated.excluded,
      ],
      items: log.rows,
      by: 'result',
      labelOf: ({ row }) => row.result,
      order: ['succeeded', 'succeeded-with-issues', 'failed', 'rolled-back', 'skipped'],
    }),
  });
}

function columnsWith(
  placeIn: (deployment: Deployment) => string,
  dossierCell: (deployment: Deployment) => ReportCell,
  timeOf: TimeOf,
): readonly ColumnOf<Deployment>[] {
  return [
    { key: 'version', title: 'Patch version', cell: ({ row }) => codeCell(row.version) },
    { key: 'application', title: 'Application affected', cell: ({ row }) => codeCell(row.application.name) },
    { key: 'ecosystem', title: 'Ecosystem', cell: ({ row }) => codeCell(row.application.ecosystem) },
    { key: 'date', title: 'Implementation date', cell: dateCell },
    { key: 'issues', title: 'Issues reported', cell: issuesCell },
    { key: 'asset', title: 'Asset', cell: ({ row }) => codeCell(row.asset) },
    { key: 'result', title: 'Result', cell: ({ row }) => textCell(row.result) },
    { key: 'fromVersion', title: 'Version before', cell: ({ row }) => codeCell(row.fromVersion) },
    { key: 'window', title: 'Window', cell: ({ row }) => codeCell(row.window, 'none') },
    { key: 'inWindow', title: 'In its window', cell: (deployment) => textCell(timeOf(deployment).verdict) },
    { key: 'freezes', title: 'In a freeze', cell: (deployment) => codesCell(timeOf(deployment).freezes, 'none') },
    { key: 'ring', title: 'Ring', cell: ({ row }) => codeCell(row.ring, 'none') },
    { key: 'reboot', title: 'Reboot', cell: ({ row }) => textCell(row.reboot) },
    { key: 'verified', title: 'Verified', cell: verifiedCell },
    { key: 'feedback', title: 'Feedback', cell: ({ row }) => textCell(row.feedback, 'none') },
    { key: 'change', title: 'Change', cell: ({ spec }) => codeCell(spec.change, 'none') },
    { key: 'visit', title: 'Visit', cell: ({ row }) => codeCell(row.visit, 'none') },
    { key: 'engine', title: 'Engine and job', cell: engineCell },
    { key: 'executor', title: 'Executor', cell: ({ spec }) => codeCell(spec.executor) },
    { key: 'package', title: 'SHA-256 and signature', cell: packageCell },
    { key: 'emergency', title: 'Emergency', cell: emergencyCell },
    { key: 'record', title: 'Record', cell: (deployment) => placeCell(placeIn(deployment)) },
    { key: 'dossier', title: 'Dossier', cell: dossierCell },
  ];
}

function dateCell({ start, end }: Deployment): ReportCell {
  return start === undefined || end === undefined ? absentCell('unreadable') : { kind: 'period', from: start, to: end };
}

function issuesCell({ row }: Deployment): ReportCell {
  const issues = row.issues ?? [];
  return issues.length === 0 ? absentCell('none') : { kind: 'list', items: issues.map((issue) => textCell(issue)) };
}

function verifiedCell({ verified }: Deployment): ReportCell {
  if (verified === undefined) return absentCell('not verified');
  return {
    kind: 'list',
    items: [{ kind: 'instant', at: verified.at }, textCell(`${verified.method} by ${verified.verifier}`)],
  };
}

function engineCell({ spec }: Deployment): ReportCell {
  return { kind: 'list', items: [codeCell(spec.engine), codeCell(spec.job, 'no job')] };
}

/** What was installed, and whether its signature was good; a check that nobody made is unknown. */
function packageCell({ row }: Deployment): ReportCell {
  const { artifactSha256, signatureVerified } = row;
  const signature =
    signatureVerified === undefined
      ? absentCell('signature unknown')
      : textCell(signatureVerified ? 'signature good' : 'signature not good');
  return { kind: 'list', items: [codeCell(artifactSha256, 'digest unknown'), signature] };
}

function emergencyCell({ spec }: Deployment): ReportCell {
  return textCell(spec.emergency && `let run by ${spec.emergency.by}: ${spec.emergency.reason}`, 'no');
}

function ownGaps({ decision: { plan, estate } }: ReportInput, log: DeploymentLog, timeOf: TimeOf): readonly GapCheck[] {
  const lookedAt = counted(log.rows.length, 'deployment');
  const known = new Set(plan.assets.flatMap(({ name, formerNames }) => [name, ...formerNames]));
  const lines = (isMeant: (deployment: Deployment) => boolean): readonly string[] =>
    log.rows.filter(isMeant).map(lineOf);
  return [
    {
      check: 'deployments are recorded',
      lookedAt: counted(log.rowsIn, 'row'),
      found: log.rowsIn === 0 ? ['no DeploymentRecord is in the estate'] : [],
    },
    ...changeGaps(estate, log.rows, lineOf),
    { check: 'every deployment succeeded', lookedAt, found: lines((deployment) => !isGood(deployment)) },
    {
      check: 'a later check found every deployed version in effect',
      lookedAt,
      found: lines((deployment) => isGood(deployment) && deployment.verified === undefined),
    },
    {
      check: 'every deployment lay in the window that it names and in no freeze, or was an emergency',
      lookedAt,
      found: lines((deployment) => isOutside(deployment, timeOf)),
    },
    {
      check: 'the digest of every package is on record, and its signature was found good',
      lookedAt,
      found: lines(({ row }) => row.artifactSha256 === undefined || row.signatureVerified !== true),
    },
    { check: 'no reboot is pending', lookedAt, found: lines(({ row }) => row.reboot === 'pending') },
    {
      check: 'every asset that was worked on is in the inventory',
      lookedAt,
      found: lines(({ row }) => !known.has(row.asset)),
    },
    {
      check: 'corrections do not correct one another',
      lookedAt: counted(log.superseded.length + log.circular.length, 'corrected record'),
      found: log.circular.map((record) => `${record} is corrected in a circle, and shown`),
    },
  ];
}

/** What was skipped took no time, and an emergency answers for its own. */
function isOutside(deployment: Deployment, timeOf: TimeOf): boolean {
  if (deployment.spec.emergency !== undefined || deployment.row.result === 'skipped') return false;
  const { verdict, freezes } = timeOf(deployment);
  return verdict !== 'inside' || freezes.length > 0;
}

function lineOf({ row, record }: Deployment): string {
  return `${row.application.name} ${row.version} on ${row.asset} (${row.result}, record ${record.name})`;
}
