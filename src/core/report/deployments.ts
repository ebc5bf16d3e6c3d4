import type { Estate } from '../../model/estate.ts';
import type { DeploymentRecord, Row } from '../../model/generated/deployment-record.ts';
import type { VerificationRecord } from '../../model/generated/verification-record.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { supersession } from '../evidence/supersession.ts';
import { readMoment } from '../time.ts';

/** What one job did to one component of one asset. */
export interface Deployment {
  readonly record: Resource<'DeploymentRecord'>;
  readonly spec: DeploymentRecord['spec'];
  readonly row: Row;
  readonly index: number;
  /** `undefined` when the text names no moment of the zone. */
  readonly start: Instant | undefined;
  readonly end: Instant | undefined;
  readonly verified: Verification | undefined;
}

/** The first check after a deployment that found its version in effect. */
export interface Verification {
  readonly at: Instant;
  readonly method: VerificationRecord['spec']['method'];
  readonly verifier: string;
  /** The record that says so. */
  readonly record: Resource<'VerificationRecord'>;
}

/** Every deployment that was recorded, the corrected ones apart. */
export interface DeploymentLog {
  /** Newest first. */
  readonly rows: readonly Deployment[];
  /** Rows in all records, superseded ones included. */
  readonly rowsIn: number;
  readonly superseded: readonly { readonly record: string; readonly by: string; readonly rows: number }[];
  /** Records that correct one another in a circle; they are all shown, since none of them is the last word. */
  readonly circular: readonly string[];
}

const memory = new WeakMap<Estate, DeploymentLog>();

/** Reads the deployment records of an estate, once: what a later record corrects is left out, and named. */
export function deploymentLog(estate: Estate): DeploymentLog {
  const known = memory.get(estate) ?? readLog(estate);
  memory.set(estate, known);
  return known;
}

function readLog(estate: Estate): DeploymentLog {
  const records = [...(estate.resources.DeploymentRecord?.values() ?? [])];
  const { replaced, circular } = supersession(records);
  const verificationOf = verifications(estate);
  const live = records.filter(({ name }) => !replaced.has(name));
  return {
    rows: live.flatMap((record) => deploymentsOf(record, estate.workspace.timeZone, verificationOf)).sort(byNewest),
    rowsIn: records.reduce((sum, { document }) => sum + document.spec.rows.length, 0),
    superseded: records.flatMap(({ name, document }) => {
      const by = replaced.get(name);
      return by === undefined ? [] : [{ record: name, by, rows: document.spec.rows.length }];
    }),
    circular,
  };
}

type VerificationOf = (row: Row, end: Instant | undefined) => Verification | undefined;

/** A check counts when it came after the work and found the deployed version, and did not find it out of effect. */
function verifications(estate: Estate): VerificationOf {
  const records = [...(estate.resources.VerificationRecord?.values() ?? [])];
  const { replaced } = supersession(records);
  const found = new Map<string, Verification[]>();
  for (const record of records) {
    const { name, document } = record;
    if (replaced.has(name)) continue;
    const { method, verifier, rows } = document.spec;
    for (const { asset, application, observedVersion = '', inEffect, verifiedAt } of rows) {
      const at = readMoment(verifiedAt, estate.workspace.timeZone, 'start');
      if (at === undefined || inEffect === false) continue;
      const key = verifiedKey(asset, application, observedVersion);
      found.set(key, [...(found.get(key) ?? []), { at, method, verifier, record }]);
    }
  }
  return ({ asset, application, version }, end) =>
    (found.get(verifiedKey(asset, application, version)) ?? [])
      .filter(({ at }) => end !== undefined && at >= end)
      .sort((left, right) => left.at - right.at)[0];
}

const verifiedKey = (asset: string, { ecosystem, name }: Row['application'], version: string): string =>
  [asset, ecosystem, name, version].join('\u0000');

function deploymentsOf(
  record: Resource<'DeploymentRecord'>,
  zone: TimeZone,
  verificationOf: VerificationOf,
): readonly Deployment[] {
  const { spec } = record.document;
  return spec.rows.map((row, index) => {
    const end = readMoment(row.end, zone, 'end');
    return {
      record,
      spec,
      row,
      index,
      start: readMoment(row.start, zone, 'start'),
      end,
      verified: verificationOf(row, end),
    };
  });
}

/** Newest first; what has no readable time comes first of all, so that it is not overlooked. */
function byNewest(left: Deployment, right: Deployment): number {
  const rank = ({ end, start, row, record, index }: Deployment): readonly (string | number)[] => [
    -(end ?? Number.MAX_SAFE_INTEGER),
    -(start ?? Number.MAX_SAFE_INTEGER),
    row.asset,
    row.application.name,
    record.name,
    index,
  ];
  const others = rank(right);
  for (const [at, ours] of rank(left).entries()) {
    const other = others[at];
    if (other === undefined || ours === other) continue;
    return ours < other ? -1 : 1;
  }
  return 0;
}
