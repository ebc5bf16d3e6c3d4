import { comparerFor } from '../../ecosystems/registry.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { PackageRef } from '../../model/generated/common.ts';
import type { Row } from '../../model/generated/deployment-record.ts';
import type { Instant } from '../../model/time.ts';
import { rowVerdicts, type VerifiedRow } from '../../model/verification.ts';
import { packageKey } from '../estate/components.ts';
import type { Order } from '../record/orders.ts';
import { type Deployment, deploymentLog } from '../report/deployments.ts';
import { formatZoned, parseInstant } from '../time.ts';
import { lastWords } from './supersession.ts';
import { twinsIn } from './twins.ts';

/**
 * Holds every recorded deployment against what was seen last: the list of components that a source reported, or a check
 * that somebody recorded, whichever is newer. Nothing that was seen before the work ended proves anything about it. What
 * must be there is what was deployed, or what the visit was approved for where that is more.
 */
export function verifyRows(estate: Estate, orders: ReadonlyMap<string, Order>, asOf: Instant): readonly VerifiedRow[] {
  const look = lookerOf(estate, asOf);
  const takenBack = rollbacksIn(estate, asOf);
  const spoken = new Set<string>();
  // Newest first: the first row of a package on an asset is its last word.
  const rows = deploymentLog(estate).rows.flatMap((deployment): readonly VerifiedRow[] => {
    const { row, end, record } = deployment;
    if (end !== undefined && end > asOf) return [];
    const key = look.keyOf(row.asset, row.application);
    const isReplaced = row.result !== 'skipped' && spoken.has(key);
    if (row.result !== 'skipped') spoken.add(key);
    const base = {
      record: record.name,
      asset: row.asset,
      application: row.application,
      version: row.version,
      end,
      visit: row.visit,
    };
    if (isReplaced)
      return [{ ...base, verdict: 'replaced', observed: undefined, because: 'a later record of it speaks' }];
    const undone = takenBack(row, end);
    if (undone !== undefined)
      return [{ ...base, verdict: 'replaced', observed: undefined, because: `taken back by ${undone}` }];
    return [{ ...base, ...judged(deployment, wantedOf(row, orders), look) }];
  });
  return rows.toSorted(byVerdict);
}

type Judgement = Pick<VerifiedRow, 'verdict' | 'observed' | 'because'>;

function judged({ row, end }: Deployment, wanted: string, look: Looker): Judgement {
  if (row.result !== 'succeeded' && row.result !== 'succeeded-with-issues') {
    return { verdict: 'not-done', observed: undefined, because: `the record says ${row.result}` };
  }
  if (end === undefined) return { verdict: 'unseen', observed: undefined, because: 'its time cannot be read' };
  const sight = look.last(row.asset, row.application);
  if (sight === undefined) return { verdict: 'unseen', observed: undefined, because: look.whyBlind(row.asset) };
  const when = look.when(sight.at);
  if (sight.at < end) {
    return {
      verdict: 'unseen',
      observed: undefined,
      because: `last looked at ${when} (${sight.by}), before the work ended`,
    };
  }
  return held({ ...row, version: wanted }, sight, `${sight.by}, ${when}`);
}

/** The version that must be there: a lower one than was approved ends nothing. */
function wantedOf(row: Row, orders: ReadonlyMap<string, Order>): string {
  const key = packageKey(row.application.ecosystem, row.application.name);
  const updates = orders.get(row.visit ?? '')?.visit.requirements ?? [];
  const update = updates.find(({ component }) => packageKey(component.ecosystem, component.name) === key);
  return update !== undefined && !atLeast(row.version, { ...row, version: update.target }, 'yes')
    ? update.target
    : row.version;
}

/** What was seen, against what is said to have been deployed. */
function held(row: Row, sight: Sight, source: string): Judgement {
  const { versions, running, isWhole, inEffect } = sight;
  const newest = versions[0];
  if (newest === undefined) {
    const because = `${row.application.name} was not there (${source})`;
    return isWhole
      ? { verdict: 'contradicted', observed: undefined, because }
      : { verdict: 'unseen', observed: undefined, because: `${because}, and some of the software could not be read` };
  }
  const there = versions.find((version) => atLeast(version, row, 'yes'));
  if (there === undefined) {
    const isUnclear = versions.some((version) => atLeast(version, row, 'perhaps'));
    return isUnclear
      ? { verdict: 'unseen', observed: newest, because: `${newest} cannot be compared with ${row.version} (${source})` }
      : { verdict: 'contradicted', observed: newest, because: `${newest} was found (${source})` };
  }
  const isWaiting = inEffect === false || (running !== undefined && !atLeast(running, row, 'yes'));
  if (isWaiting) {
    const because = running === undefined ? `it is not in effect (${source})` : `${running} still runs (${source})`;
    return { verdict: 'pending-reboot', observed: there, because };
  }
  if (row.reboot === 'pending' && sight.awaitsReboot) {
    return { verdict: 'pending-reboot', observed: there, because: `the asset waits for a reboot (${source})` };
  }
  return { verdict: 'confirmed', observed: there, because: `found (${source})` };
}

/** Is a version what was deployed, or later? `perhaps`: nobody can tell. */
function atLeast(version: string, { application, version: deployed }: Row, answer: 'yes' | 'perhaps'): boolean {
  if (version === deployed) return answer === 'yes';
  const comparer = comparerFor(application.ecosystem, undefined);
  const [seen, wanted] = [comparer?.parse(version), comparer?.parse(deployed)];
  if (comparer === undefined || seen === undefined || wanted === undefined) return answer === 'perhaps';
  return answer === 'yes' && comparer.compare(seen, wanted) >= 0;
}

/** What was seen last of a package on an asset. */
interface Sight {
  readonly by: string;
  readonly at: Instant;
  /** Newest first. */
  readonly versions: readonly string[];
  /** Of software that is installed in several versions: the one that runs. */
  readonly running: string | undefined;
  readonly inEffect: boolean | undefined;
  /** Could all of the software be read? */
  readonly isWhole: boolean;
  readonly awaitsReboot: boolean;
}

interface Looker {
  readonly keyOf: (asset: string, application: PackageRef) => string;
  readonly last: (asset: string, application: PackageRef) => Sight | undefined;
  readonly whyBlind: (asset: string) => string;
  readonly when: (at: Instant) => string;
}

function lookerOf(estate: Estate, asOf: Instant): Looker {
  const twins = twinsIn(estate);
  const assets = new Map(estate.assets.map((asset) => [asset.uid, asset] as const));
  const checks = checksIn(estate, asOf);
  const keyOf = (asset: string, { ecosystem, name }: PackageRef): string =>
    `${twins.uidOf(asset) ?? `?${asset}`}\u0000${packageKey(ecosystem, name)}`;
  const assetOf = (name: string): Asset | undefined => assets.get(twins.uidOf(name) ?? '');
  return {
    keyOf,
    last(name, application) {
      const asset = assetOf(name);
      const listed = asset && listedOn(asset, application, estate);
      const checked = checks((other) => keyOf(other, application), keyOf(name, application), application);
      if (listed === undefined || checked === undefined) return listed ?? checked;
      return checked.at > listed.at ? checked : listed;
    },
    whyBlind: (name) =>
      assetOf(name) === undefined
        ? 'the estate has no such asset'
        : 'nobody looks at the asset: its components are written by people',
    when: (at) => formatZoned(at, estate.workspace.timeZone),
  };
}

function listedOn(asset: Asset, application: PackageRef, { componentSets }: Estate): Sight | undefined {
  if (asset.lastSeen === undefined) return undefined;
  const key = packageKey(application.ecosystem, application.name);
  const components = asset.componentSets
    .flatMap((digest) => componentSets.get(digest)?.components ?? [])
    .filter(({ ecosystem, name, path }) => path === undefined && packageKey(ecosystem, name) === key);
  return {
    by: asset.observedIn[0] ?? 'observed',
    at: asset.lastSeen,
    versions: newestFirst(components),
    running: components.find(({ running }) => running === true)?.version,
    inEffect: undefined,
    isWhole: !asset.partlyRead,
    awaitsReboot: asset.pendingReboot === true,
  };
}

function newestFirst(components: readonly Component[]): readonly string[] {
  const [first] = components;
  const comparer = first && comparerFor(first.ecosystem, first.scheme);
  const versions = [...new Set(components.map(({ version }) => version))].sort();
  return versions.toSorted((left, right) => {
    const [one, other] = [comparer?.parse(left), comparer?.parse(right)];
    return comparer === undefined || one === undefined || other === undefined ? 0 : comparer.compare(other, one);
  });
}

type Checks = (keyOf: (asset: string) => string, key: string, application: PackageRef) => Sight | undefined;

function checksIn({ resources }: Estate, asOf: Instant): Checks {
  const found = new Map<string, { readonly asset: string; readonly sight: Sight }[]>();
  for (const { name: by, document } of lastWords([...(resources.VerificationRecord?.values() ?? [])])) {
    for (const { asset, application, observedVersion, inEffect, verifiedAt } of document.spec.rows) {
      const at = parseInstant(verifiedAt);
      if (at === undefined || at > asOf) continue;
      const versions = observedVersion === undefined ? [] : [observedVersion];
      const sight = { by, at, versions, running: undefined, inEffect, isWhole: true, awaitsReboot: false };
      const key = packageKey(application.ecosystem, application.name);
      const known = found.get(key) ?? [];
      known.push({ asset, sight });
      found.set(key, known);
    }
  }
  return (keyOf, key, application) =>
    (found.get(packageKey(application.ecosystem, application.name)) ?? [])
      .filter(({ asset }) => keyOf(asset) === key)
      .map(({ sight }) => sight)
      .reduce<Sight | undefined>((last, one) => (last === undefined || one.at >= last.at ? one : last), undefined);
}

/** The rollback in earnest that took a row back: after it, of its asset, and of its package or of everything. */
function rollbacksIn({ resources, ...estate }: Estate, asOf: Instant) {
  const twins = twinsIn({ resources, ...estate });
  const rollbacks = lastWords([...(resources.RollbackRecord?.values() ?? [])]).flatMap(
    ({ name, document: { spec } }) => {
      const at = parseInstant(spec.endedAt);
      const counts = spec.occasion === 'incident' && spec.result === 'succeeded' && at !== undefined && at <= asOf;
      return counts ? [{ name, at, spec }] : [];
    },
  );
  return ({ asset, application }: Row, end: Instant | undefined): string | undefined =>
    rollbacks.find(({ at, spec }) => {
      const isOf =
        spec.application === undefined ||
        packageKey(spec.application.ecosystem, spec.application.name) ===
          packageKey(application.ecosystem, application.name);
      return (
        isOf && at >= (end ?? at) && spec.assets.some((name) => twins.uidOf(name) === (twins.uidOf(asset) ?? asset))
      );
    })?.name;
}

function byVerdict(left: VerifiedRow, right: VerifiedRow): number {
  return rowVerdicts.indexOf(left.verdict) - rowVerdicts.indexOf(right.verdict);
}
