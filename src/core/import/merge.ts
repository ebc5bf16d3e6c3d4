import type { Component } from '../../model/asset.ts';
import type { DuplicateReport, IncomingReport } from '../../model/import.ts';

/** The reports of one run, one an asset and kind of thing they tell. */
export interface MergedReports {
  /** Sorted by asset. */
  readonly reports: readonly IncomingReport[];
  readonly duplicates: readonly DuplicateReport[];
}

/**
 * Brings together what several files say of one asset. Lists of different ecosystems add up (packages of the system in
 * one file, those of Python in another); of two lists of one ecosystem the later holds, and the other is reported.
 */
export function mergeReports(incoming: readonly IncomingReport[]): MergedReports {
  const byAsset = new Map<string, IncomingReport[]>();
  for (const report of incoming) {
    const known = byAsset.get(report.asset);
    if (known === undefined) byAsset.set(report.asset, [report]);
    else known.push(report);
  }
  const duplicates: DuplicateReport[] = [];
  const reports = [...byAsset.keys()].sort().flatMap((asset) => {
    // Later first; of one moment the file whose name comes first, so that the order of the command line does not matter.
    const sorted = (byAsset.get(asset) ?? []).toSorted(
      (left, right) => right.lastSeen - left.lastSeen || compareText(left.file, right.file),
    );
    return mergeAsset(sorted, duplicates);
  });
  return { reports, duplicates };
}

const compareText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

function mergeAsset(sorted: readonly IncomingReport[], duplicates: DuplicateReport[]): readonly IncomingReport[] {
  const merged: IncomingReport[] = [];
  for (const report of sorted) {
    const at = merged.findIndex((known) => (known.components === undefined) === (report.components === undefined));
    const known = merged[at];
    if (known === undefined) merged.push(report);
    else if (addsUp(known, report)) merged[at] = added(known, report);
    else if (!isSame(known, report)) duplicates.push({ asset: report.asset, file: report.file, kept: known.file });
  }
  return merged;
}

function addsUp(one: IncomingReport, other: IncomingReport): boolean {
  if (one.components === undefined || other.components === undefined) return one.file !== other.file;
  if (one.raw !== undefined || other.raw !== undefined) return false;
  const ecosystems = ecosystemsOf(one.components);
  return ![...ecosystemsOf(other.components)].some((ecosystem) => ecosystems.has(ecosystem));
}

const ecosystemsOf = (components: readonly Component[]): ReadonlySet<string> =>
  new Set(components.map(({ ecosystem }) => ecosystem));

/** The later report leads; whatever is worse is true. */
function added(one: IncomingReport, other: IncomingReport): IncomingReport {
  const pending = [one.pendingReboot, other.pendingReboot].filter((flag) => flag !== undefined);
  return {
    ...one,
    components: one.components && [...one.components, ...(other.components ?? [])],
    unread: one.unread + other.unread,
    pendingReboot: pending.length === 0 ? undefined : pending.includes(true),
  };
}

const isSame = (one: IncomingReport, other: IncomingReport): boolean =>
  one.file === other.file && one.lastSeen === other.lastSeen && one.components === other.components;
