import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { DeploymentResult, JobReader, JobReport, ReportedRow } from '../../model/record-report.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { asRecord, fieldOf, recordsAmong, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { type JobJson, readJobJson } from './job-json.ts';
import { visitMarker } from './marker.ts';

/** Reads the invocations of one Run Command job of AWS Systems Manager, as the AWS CLI prints them. */
export const ssmReader: JobReader = {
  id: 'aws-ssm',
  title: 'AWS SSM (list-command-invocations --details, get-command-invocation)',
  specification: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandInvocation.html',
  kinds: ['deployment'],
  recognises: ({ form, keys }) =>
    form === 'json-object' && (keys.has('CommandInvocations') || (keys.has('CommandId') && keys.has('InstanceId'))),
  read: readInvocations,
};

function readInvocations(file: SourceFile): Outcome<JobReport> {
  return readJobJson('aws-ssm', file, (json) => {
    const root = asRecord(json.value) ?? {};
    const isList = fieldOf(root, 'CommandInvocations') !== undefined;
    const all = isList ? recordsOf(root, 'CommandInvocations') : recordsAmong([root]);
    const pointers = all.map((_, index) => (isList ? ['CommandInvocations', index] : []));
    const place = json.placesOf(pointers);
    const rows = all.flatMap((one, index) => rowOf(one, place(pointers[index] ?? []), json));
    if (all.length === 0) json.problems.tell('record/wrong-report', { reason: 'it lists no invocation' });
    const jobs = new Set(all.flatMap((one) => textOf(one, 'CommandId') ?? []));
    const [job] = jobs;
    if (jobs.size > 1) {
      const reason = `it holds ${jobs.size} commands, and one record is one job; ask for one with --command-id`;
      json.problems.tell('record/wrong-report', { reason });
      return { engine: 'aws-ssm', tool: 'AWS Systems Manager', rows: [] };
    }
    return { engine: 'aws-ssm', tool: 'AWS Systems Manager', ...(job !== undefined && { job }), rows };
  });
}

/** Statuses of a command that is over. */
const results: Readonly<Record<string, DeploymentResult>> = {
  Success: 'succeeded',
  Failed: 'failed',
  TimedOut: 'failed',
  Cancelled: 'failed',
};

function rowOf(invocation: UnknownRecord, at: SourceLocation, { problems }: JobJson): readonly ReportedRow[] {
  const names = ['InstanceName', 'InstanceId'].flatMap((key) => textOf(invocation, key) ?? []);
  const entry = `invocation of ${(names[0] ?? 'an unnamed instance').slice(0, 100)}`;
  const leaveOut = (reason: string): readonly ReportedRow[] => {
    problems.tell('record/wrong-entry', { entry, reason }, () => at);
    return [];
  };
  if (names.length === 0) return leaveOut('it names no instance');
  const status = textOf(invocation, 'Status') ?? '';
  const result = Object.hasOwn(results, status) ? results[status] : undefined;
  if (result === undefined)
    return leaveOut(status === '' ? 'it has no status' : `its status is ${status.slice(0, 40)}, so it is not over`);
  const details = textOf(invocation, 'StatusDetails');
  const mark = visitMarker(textOf(invocation, 'Comment'));
  return [
    {
      assets: names,
      visit: mark?.visit,
      requirement: mark?.requirement,
      result,
      ...timesOf(invocation),
      ...(result === 'failed' && { issues: [`${status}${details && details !== status ? `: ${details}` : ''}`] }),
      at,
    },
  ];
}

function timesOf(invocation: UnknownRecord): Pick<ReportedRow, 'start' | 'end'> {
  const plugins = recordsOf(invocation, 'CommandPlugins');
  const all = (records: readonly UnknownRecord[], key: string): readonly Instant[] =>
    records.flatMap((record) => instantOf(fieldOf(record, key)) ?? []);
  const starts = [...all(plugins, 'ResponseStartDateTime'), ...all([invocation], 'ExecutionStartDateTime')];
  const ends = [...all(plugins, 'ResponseFinishDateTime'), ...all([invocation], 'ExecutionEndDateTime')];
  const requested = all([invocation], 'RequestedDateTime');
  const first = starts.length > 0 ? starts : requested;
  return {
    start: first.length === 0 ? undefined : (Math.min(...first) as Instant),
    end: ends.length === 0 ? undefined : (Math.max(...ends) as Instant),
  };
}

/** Version 2 of the CLI writes ISO 8601, version 1 and some programs seconds since 1970. */
function instantOf(value: unknown): Instant | undefined {
  if (typeof value === 'string') return parseInstant(value);
  const isSeconds = typeof value === 'number' && value > 0 && value < 1e11;
  return isSeconds ? (Math.round(value * 1000) as Instant) : undefined;
}
