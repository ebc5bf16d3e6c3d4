import type { Requirement } from '../../model/requirement.ts';
import { packageKey } from '../estate/components.ts';
import { twinsIn } from '../evidence/twins.ts';
import { type Deployment, deploymentLog } from './deployments.ts';
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
export function failuresIn(input: ReportInput): HasFailed {
  const lastTried = lastTriedIn(input);
  return (requirement) => {
    const result = lastTried(requirement)?.row.result;
    return result === 'failed' || result === 'rolled-back';
  };
}

/** The newest work on the package of a requirement, skipped work aside; `undefined`: none is on record. */
export function lastTriedIn({
  decision: { estate },
}: ReportInput): (requirement: Requirement) => Deployment | undefined {
  const { uidOf } = twinsIn(estate);
  const byAsset = new Map<string, Map<string, Deployment>>();
  // Newest first: what was tried later decides.
  for (const deployment of deploymentLog(estate).rows) {
    const { row } = deployment;
    if (row.result === 'skipped') continue;
    const uid = uidOf(row.asset) ?? row.asset;
    const packages = byAsset.get(uid) ?? new Map<string, Deployment>();
    byAsset.set(uid, packages);
    const key = packageKey(row.application.ecosystem, row.application.name);
    if (!packages.has(key)) packages.set(key, deployment);
  }
  if (byAsset.size === 0) return () => undefined;
  return ({ asset, component }) =>
    byAsset.get(uidOf(asset) ?? asset)?.get(packageKey(component.ecosystem, component.name));
}
