import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { JobReport, ReportedCases, ReportedRow } from '../../model/record-report.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { framing, type RecordFrame } from './frame.ts';
import { type MatchedRow, matchRows } from './match.ts';

/** What a record would state, before its schema has judged it. */
export interface Draft {
  readonly kind: 'TestRecord' | 'DeploymentRecord' | 'VerificationRecord';
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A tool's report with everything that it is read against. */
export interface JobInput {
  readonly file: string;
  readonly report: JobReport;
  readonly estate: Estate;
  readonly frame: RecordFrame;
}

/** A deployment as its engine reports it. `undefined`: nothing of it could be recorded. */
export function draftDeployment(input: JobInput): Outcome<Draft | undefined> {
  const { report, frame, estate } = input;
  const { rows: matched, diagnostics } = matchRows(report.rows, estate, 'work');
  const kept = matched.map((one) => deploymentRow(one, frame));
  const rows = kept.flatMap(({ value }) => value ?? []);
  const all = [...diagnostics, ...kept.flatMap((one) => one.diagnostics)];
  if (rows.length === 0) return nothing(input, all);
  const orders = matched.flatMap(({ order }) => order ?? []);
  const notes = [
    ...(matched.some(({ isApprovedVersion }) => isApprovedVersion)
      ? ['Where the report names no version, the row has the approved one.']
      : []),
    ...(frame.notes === undefined ? [] : [frame.notes]),
  ];
  const spec = {
    ...onlyChange(orders.map(({ change }) => change)),
    ...(report.engine !== undefined && { engine: report.engine }),
    ...(report.job !== undefined && { job: report.job }),
    ...emergencyOf(
      orders.map(({ emergency }) => emergency),
      estate,
    ),
    rows,
    claimedAt: formatInstant(lastOf(matched, frame)),
    ...framing('DeploymentRecord', frame),
    ...(notes.length > 0 && { notes: notes.join(' ') }),
  };
  return { value: { kind: 'DeploymentRecord', spec }, diagnostics: all };
}

/** What a table of checks found. */
export function draftVerification(input: JobInput): Outcome<Draft | undefined> {
  const { report, frame, estate } = input;
  const { rows: matched, diagnostics } = matchRows(report.rows, estate, 'checks');
  const kept = matched.map((one) => verificationRow(one, frame));
  const rows = kept.flatMap(({ value }) => value ?? []);
  const all = [...diagnostics, ...kept.flatMap((one) => one.diagnostics)];
  if (rows.length === 0) return nothing(input, all);
  const change = onlyChange(matched.flatMap(({ order }) => order?.change ?? []));
  const claimedAt = formatInstant(lastOf(matched, frame));
  const spec = { ...change, rows, claimedAt, ...framing('VerificationRecord', frame) };
  return { value: { kind: 'VerificationRecord', spec }, diagnostics: all };
}

/** A run of tests. One that tested nothing is no evidence, so there is no draft of it. */
export function draftTest({ file, report, frame }: JobInput): Outcome<Draft | undefined> {
  const { cases } = report;
  if (cases === undefined) return { value: undefined, diagnostics: [] };
  const refuse = (reason: string): Outcome<undefined> => ({
    value: undefined,
    diagnostics: [diagnostic('record/wrong-report', { reason }, { at: { file } })],
  });
  if (cases.passed + cases.failed === 0) return refuse('every test case was skipped, so nothing was tested');
  const endedAt = cases.endedAt ?? parseInstant(frame.claimedAt ?? '');
  if (endedAt === undefined) return refuse('it does not say when the tests ran; give it with --claimed-at');
  return { value: { kind: 'TestRecord', spec: testSpec(cases, endedAt, frame) }, diagnostics: [] };
}

function testSpec({ passed, failed, skipped, startedAt }: ReportedCases, endedAt: Instant, frame: RecordFrame) {
  return {
    cases: { passed, failed, skipped },
    result: failed === 0 ? 'passed' : 'failed',
    ...(startedAt !== undefined && { startedAt: formatInstant(startedAt) }),
    endedAt: formatInstant(endedAt),
    ...framing('TestRecord', frame),
  };
}

type Row = Outcome<Readonly<Record<string, unknown>> | undefined>;

function deploymentRow({ row, asset, order, application, version }: MatchedRow, frame: RecordFrame): Row {
  const time = timeOf(row, frame);
  if (row.result === undefined) return leftOut(row, 'it does not say how it ended');
  if (version === undefined) return leftOut(row, `it names no version of ${application.name}`);
  if (time === undefined) return leftOut(row, 'it does not say when it was; give that with --claimed-at');
  const { ring = order?.visit.ring, window = order?.visit.window, issues = [] } = row;
  const value = {
    ...(order !== undefined && { visit: order.visit.id }),
    ...{ asset, application },
    ...(row.fromVersion !== undefined && { fromVersion: row.fromVersion }),
    version,
    ...(ring !== undefined && { ring }),
    ...(window !== undefined && { window }),
    ...{ start: formatInstant(time.start), end: formatInstant(time.end), result: row.result },
    ...(row.reboot !== undefined && { reboot: row.reboot }),
    ...(row.artifactSha256 !== undefined && { artifactSha256: row.artifactSha256 }),
    ...(issues.length > 0 && { issues }),
    ...(row.feedback !== undefined && { feedback: row.feedback }),
  };
  return { value, diagnostics: [] };
}

function verificationRow({ row, asset, order, application }: MatchedRow, frame: RecordFrame): Row {
  const time = timeOf(row, frame);
  if (time === undefined) return leftOut(row, 'it does not say when it was checked; give that with --claimed-at');
  const value = {
    ...(order !== undefined && { visit: order.visit.id }),
    ...{ asset, application },
    // An approved version is a wish; only what was looked at counts here.
    ...(row.version !== undefined && { observedVersion: row.version }),
    ...(row.inEffect !== undefined && { inEffect: row.inEffect }),
    ...(row.healthy !== undefined && { healthy: row.healthy }),
    verifiedAt: formatInstant(time.end),
  };
  return { value, diagnostics: [] };
}

function timeOf({ start, end }: ReportedRow, { claimedAt }: RecordFrame) {
  const claimed = parseInstant(claimedAt ?? '');
  const [from, until] = [start ?? end ?? claimed, end ?? start ?? claimed];
  return from === undefined || until === undefined ? undefined : { start: from, end: until };
}

function leftOut({ assets, at }: ReportedRow, reason: string): Row {
  const entry = assets[0]?.slice(0, 100) ?? 'a row';
  return { value: undefined, diagnostics: [diagnostic('record/wrong-entry', { entry, reason }, { at })] };
}

/** A report of which no row is left is refused: an empty record would look as if nothing had been done. */
function nothing({ file, report }: JobInput, diagnostics: readonly Diagnostic[]): Outcome<undefined> {
  if (report.rows.length === 0 && diagnostics.length > 0) return { value: undefined, diagnostics };
  const reason = 'it has no row that could be recorded';
  return {
    value: undefined,
    diagnostics: [...diagnostics, diagnostic('record/wrong-report', { reason }, { at: { file } })],
  };
}

function onlyChange(changes: readonly string[]): { readonly change?: string } {
  const [change, ...others] = new Set(changes);
  return change === undefined || others.length > 0 ? {} : { change };
}

/** Work that an EmergencyRecord let run, all of it. */
function emergencyOf(records: readonly (string | undefined)[], { resources }: Estate) {
  const [record, ...others] = new Set(records);
  const spec = record === undefined ? undefined : resources.EmergencyRecord?.get(record)?.document.spec;
  if (spec === undefined || others.length > 0) return {};
  const { by, reason, planFp } = spec;
  return { emergency: { by, reason, planFp } };
}

function lastOf(rows: readonly MatchedRow[], frame: RecordFrame): Instant {
  return Math.max(...rows.flatMap(({ row }) => timeOf(row, frame)?.end ?? [])) as Instant;
}
