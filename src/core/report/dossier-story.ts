import type { ComponentFinding } from '../../model/finding.ts';
import type { Requirement as PlannedRequirement, Visit as PlannedVisit } from '../../model/generated/change.ts';
import type { LedgerFinding } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { packageKey } from '../estate/components.ts';
import { peopleIn } from '../evidence/approval-people.ts';
import { type ApprovalReading, readApproval } from '../evidence/approval-reading.ts';
import { lastWords } from '../evidence/supersession.ts';
import { twinsIn } from '../evidence/twins.ts';
import { advisoryIds, meet } from '../ledger/identity.ts';
import { durationText, parseInstant } from '../time.ts';
import type { Deployment } from './deployments.ts';
import type { ReportInput } from './input.ts';

/** The record of an approval and what it proves. */
export interface Approval {
  readonly record: Resource<'ApprovalRecord'>;
  readonly reading: ApprovalReading;
}

/** Everything on record about one deployment, joined from the ledger, the Change and the records. */
export interface Story {
  readonly deployment: Deployment;
  /** Findings of the package that were open when the work began, as the ledger has them. */
  readonly findings: readonly LedgerFinding[];
  /** What today's catalogue says of the same advisories. */
  readonly facts: readonly ComponentFinding[];
  readonly promised: PlannedRequirement | undefined;
  readonly visit: PlannedVisit | undefined;
  readonly change: Resource<'Change'> | undefined;
  readonly approval: Approval | undefined;
  readonly tests: readonly Resource<'TestRecord'>[];
  /** The first due: of the ledger, else of the Change. */
  readonly due: Instant | undefined;
  readonly verdict: string;
}

/** A reader of stories: what does not depend on the deployment is indexed once. */
export function storiesIn(input: ReportInput): (deployment: Deployment) => Story {
  const { estate } = input.decision;
  const findingsOf = ledgerFindings(input);
  const factsOf = knownFacts(input);
  const approvals = approvalsByChange(input);
  const tests = testsByPackage(lastWords([...(estate.resources.TestRecord?.values() ?? [])]));
  const { uidOf } = twinsIn(estate);
  return (deployment) => {
    const { spec, row } = deployment;
    const change = spec.change === undefined ? undefined : estate.resources.Change?.get(spec.change);
    const isMeant = ({ ecosystem, name }: { readonly ecosystem: string; readonly name: string }): boolean =>
      packageKey(ecosystem, name) === packageKey(row.application.ecosystem, row.application.name);
    const visit = change?.document.spec.visits.find(
      ({ asset, requirements }) =>
        (uidOf(asset) ?? asset) === (uidOf(row.asset) ?? row.asset) &&
        requirements.some(({ component }) => isMeant(component)),
    );
    const promised = visit?.requirements.find(({ component }) => isMeant(component));
    const findings = findingsOf(deployment);
    const due = firstDue(findings) ?? parseInstant(promised?.due ?? '');
    return {
      deployment,
      findings,
      facts: factsOf(deployment, [
        ...findings.flatMap(({ advisories }) => advisories),
        ...(promised?.advisories ?? []),
      ]),
      promised,
      visit,
      change,
      approval: spec.change === undefined ? undefined : approvals.get(spec.change),
      tests: testsOf(tests, deployment),
      due,
      verdict: verdictOf(deployment, findings, due),
    };
  };
}

/** Findings of the package that were opened before the work ended and not over before it began. */
function ledgerFindings({
  decision: { estate, ledger },
}: ReportInput): (deployment: Deployment) => readonly LedgerFinding[] {
  const { uidOf } = twinsIn(estate);
  return ({ row, start, end }) => {
    const packages = ledger.assets.get(uidOf(row.asset) ?? row.asset);
    if (packages === undefined) return [];
    const wanted = packageKey(row.application.ecosystem, row.application.name);
    const until = end ?? start;
    return [...packages.values()]
      .filter(({ ecosystem, name }) => packageKey(ecosystem, name) === wanted)
      .flatMap(({ findings }) => findings)
      .filter(
        ({ openedAt, closed }) =>
          until !== undefined && openedAt <= until && (closed === undefined || closed.at >= (start ?? until)),
      );
  };
}

/** What the catalogue says today of advisories, as it was judged for the package as it is installed now. */
function knownFacts(
  input: ReportInput,
): (deployment: Deployment, advisories: readonly string[]) => readonly ComponentFinding[] {
  const { assessments } = input.decision;
  const byPackage = new Map<string, ComponentFinding[]>();
  for (const { component, findings } of assessments.values()) {
    const key = packageKey(component.ecosystem, component.name);
    byPackage.set(key, [...(byPackage.get(key) ?? []), ...findings]);
  }
  return ({ row }, advisories) => {
    const all = byPackage.get(packageKey(row.application.ecosystem, row.application.name)) ?? [];
    const named = all.filter((finding) => meet(advisoryIds(finding), advisories));
    return [...new Map(named.map((finding) => [finding.advisory, finding] as const)).values()];
  };
}

function approvalsByChange({ decision: { estate } }: ReportInput): ReadonlyMap<string, Approval> {
  const people = peopleIn(estate);
  return new Map(
    lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])]).flatMap((record) => {
      const reading = readApproval(record.document.spec, people);
      return reading.changes.map((change) => [change, { record, reading }] as const);
    }),
  );
}

type TestsByPackage = ReadonlyMap<string, readonly Resource<'TestRecord'>[]>;

const testKey = (ecosystem: string, name: string, version: string): string =>
  `${packageKey(ecosystem, name)}\u0000${version}`;

function testsByPackage(records: readonly Resource<'TestRecord'>[]): TestsByPackage {
  const tests = new Map<string, Resource<'TestRecord'>[]>();
  for (const record of records) {
    for (const { ecosystem, name, version } of record.document.spec.patches) {
      const key = testKey(ecosystem, name, version);
      const known = tests.get(key);
      if (known) known.push(record);
      else tests.set(key, [record]);
    }
  }
  return tests;
}

/** Tests of what was deployed that ended before the work began: a later one released nothing. */
function testsOf(tests: TestsByPackage, { row, start }: Deployment): readonly Resource<'TestRecord'>[] {
  const { ecosystem, name } = row.application;
  return (tests.get(testKey(ecosystem, name, row.version)) ?? []).filter(({ document }) => {
    const ended = parseInstant(document.spec.endedAt);
    return ended !== undefined && start !== undefined && ended <= start;
  });
}

function firstDue(findings: readonly LedgerFinding[]): Instant | undefined {
  const dues = findings.flatMap(({ dues: all }) =>
    [...all.values()].flatMap(({ originalDue, due }) => originalDue ?? due ?? []),
  );
  return dues.length === 0 ? undefined : (Math.min(...dues) as Instant);
}

/** Detected, required, done: in one sentence, with what is not known said as such. */
function verdictOf(
  { row, end, verified }: Deployment,
  findings: readonly LedgerFinding[],
  due: Instant | undefined,
): string {
  const opened = findings.length === 0 ? undefined : (Math.min(...findings.map((one) => one.openedAt)) as Instant);
  const took =
    opened === undefined || end === undefined
      ? 'detected at a time not on record'
      : `${durationText(end - opened)} after detection`;
  const kept =
    due === undefined || end === undefined
      ? 'no deadline on record'
      : end <= due
        ? 'within its deadline'
        : `${durationText(end - due)} past its deadline`;
  const seen = verified === undefined ? 'not verified' : 'verified';
  return `${capital(row.result.replaceAll('-', ' '))}, ${took}, ${kept}, ${seen}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
