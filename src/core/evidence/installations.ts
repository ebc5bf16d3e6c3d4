import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { VerificationRecord } from '../../model/generated/verification-record.ts';
import type { Instant } from '../../model/time.ts';
import { packageKey } from '../estate/components.ts';
import { deploymentLog } from '../report/deployments.ts';
import { parseInstant } from '../time.ts';
import { lastWords } from './supersession.ts';
import { type Twins, twinsIn } from './twins.ts';

/** A deployment that is said to have succeeded and that nothing took back since. */
export interface Installed {
  readonly record: string;
  readonly version: string;
  readonly end: Instant;
  /** Does what was installed wait for a reboot by its record? */
  readonly awaitsReboot: boolean;
}

/** What somebody found who looked. */
export interface Found {
  readonly record: string;
  readonly method: VerificationRecord['spec']['method'];
  /** `undefined`: the package was not there. */
  readonly version: string | undefined;
  /** `undefined`: nobody says. */
  readonly inEffect: boolean | undefined;
  readonly at: Instant;
}

/** The newest that records say of a package on an asset. */
export interface Installation {
  readonly installed: Installed | undefined;
  readonly found: Found | undefined;
}

/** What records say of one asset, by component; `undefined` where they are silent. */
export type InstallationOf = (component: Component) => Installation | undefined;

/**
 * Reads deployments, rollbacks and verifications up to an instant. Only a record that nobody corrected speaks, and the
 * newest decides: a deployment that failed, or a rollback, after one that succeeded leaves nothing installed. Records
 * name packages, not copies, so of a copy with a path they say nothing.
 */
export function installationsIn(estate: Estate, asOf: Instant): (asset: Asset) => InstallationOf | undefined {
  const twins = twinsIn(estate);
  const installed = newestDeployments(estate, asOf, twins);
  const found = newestFindings(estate, asOf, twins);
  const spokenOf = new Set([...installed.keys(), ...found.keys()].map(uidIn));
  return ({ uid }) => {
    if (!spokenOf.has(uid)) return undefined;
    return ({ ecosystem, name, path }) => {
      if (path !== undefined) return undefined;
      const key = keyOf(uid, { ecosystem, name });
      const installation = { installed: installed.get(key), found: found.get(key) };
      return (installation.installed ?? installation.found) ? installation : undefined;
    };
  };
}

const uidIn = (key: string): string => key.slice(0, key.indexOf('\u0000'));
const keyOf = (uid: string, { ecosystem, name }: { readonly ecosystem: string; readonly name: string }): string =>
  `${uid}\u0000${packageKey(ecosystem, name)}`;

function newestDeployments(estate: Estate, asOf: Instant, twins: Twins): ReadonlyMap<string, Installed> {
  const isUndone = rollbacksIn(estate, asOf, twins);
  const decided = new Map<string, Instant>();
  const installed = new Map<string, Installed>();
  // Newest first.
  for (const { record, row, end } of deploymentLog(estate).rows) {
    const uid = twins.uidOf(row.asset);
    if (uid === undefined || end === undefined || end > asOf || row.result === 'skipped') continue;
    const key = keyOf(uid, row.application);
    const newest = decided.get(key);
    if (newest !== undefined && end < newest) continue;
    decided.set(key, end);
    const succeeded = row.result === 'succeeded' || row.result === 'succeeded-with-issues';
    // Of several that ended at once one that failed decides.
    if (!succeeded) installed.delete(key);
    if (!succeeded || newest !== undefined || isUndone(uid, key, end)) continue;
    const { version, reboot } = row;
    installed.set(key, { record: record.name, version, end, awaitsReboot: reboot === 'pending' });
  }
  return installed;
}

/** Was something of an asset taken back after an instant? A rollback that names no package took everything back. */
function rollbacksIn(
  { resources }: Estate,
  asOf: Instant,
  twins: Twins,
): (uid: string, key: string, after: Instant) => boolean {
  const newest = new Map<string, Instant>();
  for (const { document } of lastWords([...(resources.RollbackRecord?.values() ?? [])])) {
    const { occasion, assets, application, endedAt, result } = document.spec;
    const end = parseInstant(endedAt);
    if (occasion === 'drill' || result === 'failed' || end === undefined || end > asOf) continue;
    for (const uid of assets.flatMap((name) => twins.uidOf(name) ?? [])) {
      const key = application === undefined ? uid : keyOf(uid, application);
      if (end > (newest.get(key) ?? Number.NEGATIVE_INFINITY)) newest.set(key, end);
    }
  }
  const since = (key: string, after: Instant): boolean => (newest.get(key) ?? Number.NEGATIVE_INFINITY) >= after;
  return (uid, key, after) => since(uid, after) || since(key, after);
}

function newestFindings({ resources }: Estate, asOf: Instant, twins: Twins): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const { name: record, document } of lastWords([...(resources.VerificationRecord?.values() ?? [])])) {
    const { method, rows } = document.spec;
    for (const { asset, application, observedVersion: version, inEffect, verifiedAt } of rows) {
      const uid = twins.uidOf(asset);
      const at = parseInstant(verifiedAt);
      if (uid === undefined || at === undefined || at > asOf) continue;
      const key = keyOf(uid, application);
      const one: Found = { record, method, version, inEffect, at };
      const known = found.get(key);
      if (known === undefined || isSooner(one, known)) found.set(key, one);
    }
  }
  return found;
}

/** The later one speaks first; of two at once the one that is less sure of the best. */
function isSooner(left: Found, right: Found): boolean {
  if (left.at !== right.at) return left.at > right.at;
  const doubt = Number(left.inEffect === true) - Number(right.inEffect === true);
  return doubt === 0 ? left.record < right.record : doubt < 0;
}
