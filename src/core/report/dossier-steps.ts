import type { LedgerDue } from '../../model/ledger.ts';
import type { DossierStep, ReportCell } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { separationOf } from './approvals.ts';
import { codeCell, codesCell, instantCell, placeCell, textCell } from './cells.ts';
import { deploymentCells } from './dossier-deployment.ts';
import type { Story } from './dossier-story.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';

/** The seven steps of a deployment in the order in which an auditor follows them. */
export function dossierSteps(input: ReportInput, story: Story): readonly DossierStep[] {
  return [
    detected(input, story),
    severity(story),
    requiredBy(input, story),
    approvedBy(input, story),
    tested(input, story),
    deployed(input, story),
    verified(input, story),
  ];
}

/** When the record in a file came into the branch. */
const recordedAt = ({ history }: ReportInput, file: string | undefined): Instant | undefined =>
  file === undefined ? undefined : history?.recorded.get(file)?.at;

/** Where a record stands, or the word for its absence. */
const recordCell = ({ locate }: ReportInput, record: Resource | undefined, absent: string): ReportCell =>
  placeCell(record && placeOf(locate, record.origin, ['metadata', 'name']), absent);

function detected(input: ReportInput, { findings, promised, change }: Story): DossierStep {
  const first = [...findings].sort((left, right) => left.openedAt - right.openedAt)[0];
  const { ledger } = input.decision;
  const origin = first && ledger.origins.get(first.record);
  const advisories = [
    ...new Set([...findings.flatMap((one) => one.advisories), ...(promised?.advisories ?? [])]),
  ].sort();
  return {
    title: 'Detected',
    at: first?.openedAt,
    claimedBy: first && `the run of the ledger in ${first.record}`,
    recordedAt: recordedAt(input, origin?.file),
    cells: [
      { title: 'Advisories', cell: codesCell(advisories, 'none on record') },
      { title: 'Version then', cell: codeCell(first?.version ?? promised?.component.version) },
      { title: 'Evidence', cell: placeCell(origin && placeOf(input.locate, origin, ['metadata', 'name']), 'none') },
    ],
    missing:
      first !== undefined
        ? undefined
        : advisories.length > 0
          ? `The ledger holds no finding of the package from that time; the advisories are those of Change ${change?.name ?? ''}.`
          : 'The ledger holds no finding of the package from that time: since when it was known is not on record.',
  };
}

function severity({ facts, findings, promised }: Story): DossierStep {
  const stated = facts.map(({ advisory, facts: { severity: of, kev } }) => ({ advisory, of, kev }));
  const known = stated.filter(({ of }) => of.value !== undefined);
  const priority = firstDueOf(findings)?.priority ?? promised?.priority;
  return {
    title: 'Severity',
    isTimeless: true,
    at: undefined,
    claimedBy: undefined,
    recordedAt: undefined,
    cells: [
      {
        title: 'As the catalogue says at the commit',
        cell: codesCell(
          known.map(({ advisory, of }) => `${advisory}: ${of.value ?? ''} (${of.source})`),
          'unknown',
        ),
      },
      {
        title: 'Known to be exploited',
        cell: codesCell(
          stated.filter(({ kev }) => kev.value === true).map(({ advisory }) => advisory),
          stated.length > 0 && stated.every(({ kev }) => kev.value === false) ? 'no' : 'unknown',
        ),
      },
      { title: 'Priority then', cell: textCell(priority) },
    ],
    missing:
      known.length > 0
        ? undefined
        : 'What is installed now is judged against no advisory of then, so the severity given then is not shown.',
  };
}

/** The due that came first, of all policies and findings. */
function firstDueOf(findings: Story['findings']): LedgerDue | undefined {
  const dueOf = ({ originalDue, due }: LedgerDue): number => originalDue ?? due ?? Number.POSITIVE_INFINITY;
  return findings.flatMap(({ dues }) => [...dues.values()]).sort((left, right) => dueOf(left) - dueOf(right))[0];
}

function requiredBy(input: ReportInput, { findings, promised, change, due, deployment }: Story): DossierStep {
  const { plan, ledger } = input.decision;
  const set = firstDueOf(findings);
  const origin = set && ledger.origins.get(set.record);
  const name = set && `${set.policy}/${set.rule}`;
  return {
    title: 'Required by',
    at: set?.setAt,
    claimedBy: set && `the run of the ledger in ${set.record}`,
    recordedAt: recordedAt(input, origin?.file),
    cells: [
      {
        title: 'Policy and rule',
        cell: codeCell(name, (change?.document.spec.policyRefs ?? []).join(', ') || 'none on record'),
      },
      { title: 'Rule at', cell: placeCell(name && plan.ruleSources.get(name), 'no longer in force') },
      { title: 'In force then', cell: textCell(set && wordingThen(input, set), 'not known') },
      { title: 'Time limit', cell: textCell(set && `${set.within}`, 'not known') },
      { title: 'Clock start', cell: instantCell(set?.start, 'not known') },
      { title: 'First due', cell: instantCell(due, 'none on record') },
      { title: 'Deadline', cell: textCell(keptText(due, deployment.end), 'cannot be judged') },
    ],
    missing: set === undefined ? ruleGap(promised !== undefined, change?.name) : undefined,
  };
}

const keptText = (due: Instant | undefined, end: Instant | undefined): string | undefined =>
  due === undefined || end === undefined ? undefined : end <= due ? 'kept' : 'not kept';

const ruleGap = (isPromised: boolean, change: string | undefined): string =>
  isPromised
    ? `The ledger holds no due; priority and due are those of Change ${change ?? ''}.`
    : 'Neither the ledger nor a Change says which rule required it.';

/** Was the rule then what it is now? Judged by the versions that the ledger keeps. */
function wordingThen({ decision: { ledger } }: ReportInput, { policy, rule, setAt }: LedgerDue): string | undefined {
  const versions = ledger.policies.get(policy)?.versions.get(rule) ?? [];
  const then = versions.filter(({ effectiveAt }) => effectiveAt <= setAt).at(-1);
  if (then === undefined) return undefined;
  return then.digest === versions.at(-1)?.digest
    ? 'the same rule as at the commit of this report'
    : `an earlier wording (digest ${then.digest}); the history of the file keeps it`;
}

function approvedBy(input: ReportInput, { approval, change, deployment }: Story): DossierStep {
  const directory = directoryOf(input.decision.estate);
  const spec = approval?.record.document.spec;
  const at = approval?.reading.approvedAt;
  return {
    title: 'Approved by',
    at,
    claimedBy: spec && (spec.evidence === 'forge' ? 'the forge' : `${spec.assertedBy ?? 'somebody'}, asserted`),
    recordedAt: recordedAt(input, approval?.record.origin.file),
    cells: [
      { title: 'Change', cell: codeCell(deployment.spec.change, 'none named') },
      { title: 'Change at', cell: recordCell(input, change, 'not in the estate') },
      { title: 'By', cell: directory.cells(approval?.reading.approvers ?? [], 'nobody') },
      {
        title: 'Reviews',
        cell: codesCell(
          (spec?.reviews ?? []).filter(({ state }) => state === 'approved').map(({ id }) => id),
          'none',
        ),
      },
      { title: 'Merge', cell: codeCell(spec?.mergeCommit, 'not known') },
      { title: 'Separation of duties', cell: textCell(spec && separationOf(spec, approval.reading), 'not known') },
      { title: 'Evidence', cell: recordCell(input, approval?.record, 'none') },
    ],
    missing: approvalGap(deployment, approval),
  };
}

function approvalGap(
  { spec: { change, emergency }, start }: Story['deployment'],
  approval: Story['approval'],
): string | undefined {
  if (change === undefined && emergency !== undefined)
    return `Let run as an emergency by ${emergency.by}: ${emergency.reason}`;
  if (change === undefined) return 'The record names no Change, so nothing says that the work was approved.';
  if (approval === undefined) return `No record says that Change ${change} was approved.`;
  const { approvers, approvedAt, lacks } = approval.reading;
  if (lacks.length > 0) return `The approval does not hold: ${lacks.join('; ')}.`;
  if (approvers.length === 0) return 'No approving review that counts is on record.';
  return approvedAt !== undefined && start !== undefined && approvedAt <= start
    ? undefined
    : 'The approval is not known to have come before the work.';
}

function tested(input: ReportInput, { tests }: Story): DossierStep {
  const passed = tests.filter(({ document }) => document.spec.result === 'passed');
  const last = passed.at(-1) ?? tests.at(-1);
  return {
    title: 'Tested',
    at: last && parseInstant(last.document.spec.endedAt),
    claimedBy: last && (last.document.spec.tester ?? `record ${last.name}`),
    recordedAt: recordedAt(input, last?.origin.file),
    cells: [
      {
        title: 'Tests of this version before the work',
        cell: codesCell(
          tests.map(
            ({ name, document: { spec } }) =>
              `${name}: ${spec.kinds.join(', ')} in ${spec.environment}, ${spec.result}`,
          ),
          'none',
        ),
      },
      { title: 'Evidence', cell: recordCell(input, last, 'none') },
    ],
    missing:
      passed.length > 0
        ? undefined
        : tests.length > 0
          ? 'No test of this version passed before the work.'
          : 'No test of this version before the work is on record.',
  };
}

function deployed(input: ReportInput, { deployment }: Story): DossierStep {
  const { record, spec, row, index, end } = deployment;
  const isGood = row.result === 'succeeded' || row.result === 'succeeded-with-issues';
  return {
    title: 'Deployed',
    at: end,
    claimedBy: `${spec.engine}${spec.job === undefined ? '' : `, job ${spec.job}`}`,
    recordedAt: recordedAt(input, record.origin.file),
    cells: [
      ...deploymentCells(input, deployment),
      { title: 'Evidence', cell: placeCell(placeOf(input.locate, record.origin, ['spec', 'rows', index])) },
    ],
    missing:
      end === undefined
        ? 'The record names no readable time.'
        : isGood
          ? undefined
          : `The work did not succeed: ${row.result}.`,
  };
}

function verified(input: ReportInput, { deployment: { verified: found, row } }: Story): DossierStep {
  const directory = directoryOf(input.decision.estate);
  return {
    title: 'Verified',
    at: found?.at,
    claimedBy: found && directory.nameOf(found.verifier),
    recordedAt: recordedAt(input, found?.record.origin.file),
    cells: [
      { title: 'Method', cell: textCell(found?.method, 'none') },
      { title: 'Version found in effect', cell: codeCell(found && row.version, 'none') },
      { title: 'Evidence', cell: recordCell(input, found?.record, 'none') },
    ],
    missing:
      found === undefined ? 'No check after the work that found this version in effect is on record.' : undefined,
  };
}
