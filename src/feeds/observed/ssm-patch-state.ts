import { parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, fieldOf, listOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { reportedAsset } from './report.ts';
import { readJsonObject } from './report-json.ts';

/**
 * Reads the patch states of AWS Systems Manager: the answers of `aws ssm describe-instance-patch-states` and
 * `describe-instance-patches`. They tell when an instance was scanned and whether it waits for a reboot, and no software.
 */
export const ssmPatchStateReader: ReportReader = {
  id: 'ssm-patch-state',
  title: 'AWS SSM patch state (JSON)',
  specification: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstancePatchState.html',
  scope: 'fleet',
  recognises: ({ form, head, keys }) =>
    form === 'json-object' && (keys.has('InstancePatchStates') || (keys.has('Patches') && head.includes('"KBId"'))),
  read: readStates,
};

function readStates(file: SourceFile): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const answer = readJsonObject(file, problems);
  if (answer === undefined) return { value: [], diagnostics: problems.list() };
  const value: ReportedAsset[] = [];
  const missing = { updates: 0, assets: 0 };
  for (const [index, item] of listOf(answer, 'InstancePatchStates').items.entries()) {
    const state = asRecord(item);
    const name = state && textOf(state, 'InstanceId');
    if (state === undefined || name === undefined) {
      problems.tell('observed/wrong-entry', { entry: `Entry ${index + 1}`, reason: 'it has no InstanceId' });
      continue;
    }
    const pending = fieldOf(state, 'InstalledPendingRebootCount');
    const count = countOf(state, 'MissingCount') + countOf(state, 'FailedCount');
    missing.updates += count;
    if (count > 0) missing.assets += 1;
    const pendingReboot = typeof pending === 'number' ? pending > 0 : undefined;
    value.push(reportedAsset({ names: [name], lastSeen: timeOf(state), pendingReboot }));
  }
  const patches = recordsOf(answer, 'Patches');
  if (patches.length > 0) {
    const inState = (wanted: RegExp): number => patches.filter((one) => wanted.test(textOf(one, 'State') ?? '')).length;
    const count = inState(/^(?:Missing|Failed)$/i);
    missing.updates += count;
    if (count > 0) missing.assets += 1;
    value.push(reportedAsset({ pendingReboot: inState(/^InstalledPendingReboot$/i) > 0 }));
  }
  if (missing.updates > 0)
    problems.tell('observed/missing-updates', { count: missing.updates, assets: missing.assets });
  if (value.length === 0) problems.tell('observed/no-assets', {});
  return { value, diagnostics: problems.list() };
}

/** When the last scan or installation ended, as ISO text or, from older command lines, seconds since 1970. */
function timeOf(state: UnknownRecord): ReportedAsset['lastSeen'] {
  const at = fieldOf(state, 'OperationEndTime');
  if (typeof at === 'number' && Number.isFinite(at) && at > 0 && at < 1e11) {
    return Math.floor(at * 1000) as NonNullable<ReportedAsset['lastSeen']>;
  }
  return parseInstant(typeof at === 'string' ? at : '');
}

function countOf(state: UnknownRecord, key: string): number {
  const count = fieldOf(state, key);
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}
