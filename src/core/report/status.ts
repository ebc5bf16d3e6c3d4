import type { Requirement } from '../../model/requirement.ts';
import { packageKey } from '../estate/components.ts';
import { twinsIn } from '../evidence/twins.ts';
import { deploymentLog } from './deployments.ts';
import type { ReportInput } from './input.ts';

/** How every promise stands, in the words that auditors use. Each has exactly one of them. */
export const auditStatuses = [
  'met',
  'met-late',
  'open-in-SLA',
  'overdue',
  'excepted',
  'not-applicable',
  'failed',
  'unknown',
] as const;
export type AuditStatus = (typeof auditStatuses)[number];

/** Work tried last on a package of an asset failed or was taken back. */
export type HasFailed = (requirement: Requirement) => boolean;

/**
 * The status of a requirement at the instant of the report. A deadline that has passed wins over everything but the work
 * being done: neither an exception nor a decline takes a breach out of the open count.
 */
export function statusOf(requirement: Requirement, hasFailed: HasFailed): AuditStatus {
  const { state, overdue, obligations } = requirement;
  if (state === 'done') return overdue ? 'met-late' : 'met';
  if (overdue) return 'overdue';
  if (state === 'excepted') return 'excepted';
  if (state === 'mitigated') return 'met';
  if (state === 'unknown' || obligations.length === 0) return 'unknown';
  return hasFailed(requirement) ? 'failed' : 'open-in-SLA';
}

/** Reads from the records which work failed last. */
export function failuresIn({ decision: { estate } }: ReportInput): HasFailed {
  const { uidOf } = twinsIn(estate);
  const keyOf = (asset: string, ecosystem: string, name: string): string =>
    `${uidOf(asset) ?? asset}\u0000${packageKey(ecosystem, name)}`;
  const last = new Map<string, boolean>();
  // Newest first: what was tried later decides.
  for (const { row } of deploymentLog(estate).rows) {
    if (row.result === 'skipped') continue;
    const key = keyOf(row.asset, row.application.ecosystem, row.application.name);
    if (!last.has(key)) last.set(key, row.result === 'failed' || row.result === 'rolled-back');
  }
  return ({ asset, component }) => last.get(keyOf(asset, component.ecosystem, component.name)) ?? false;
}
