import type { Release } from '../../ecosystems/purl.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { textOf, type UnknownRecord } from '../shape.ts';
import { withRunningKernel } from './kernel.ts';
import { tellNoSource } from './no-source.ts';
import { isTable, type Snapshot, snapshotsOf } from './osquery-snapshots.ts';
import { releaseOf, softwareTables, tableOf } from './osquery-tables.ts';
import { reportedAsset } from './report.ts';
import { type Software, softwareOf } from './software.ts';

/**
 * Reads result sets of osquery: what `osqueryi --json` prints, an object of result sets by table, and the lines of
 * `osqueryd.snapshots.log`.
 */
export const osqueryReader: ReportReader = {
  id: 'osquery',
  title: 'osquery results (JSON)',
  specification: 'https://osquery.readthedocs.io/en/stable/deployment/logging/',
  scope: 'fleet',
  recognises: isResults,
  read: readResults,
};

function isResults({ form, keys }: FileSample): boolean {
  if (form === 'json-array') return tableOf(keys) !== undefined || keys.has('hostIdentifier');
  return form === 'json-object' && (keys.has('hostIdentifier') || [...keys].some(isTable));
}

function readResults(file: SourceFile, context: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const byHost = new Map<string, Snapshot[]>();
  for (const snapshot of snapshotsOf(file, problems)) {
    const known = byHost.get(snapshot.host);
    if (known === undefined) byHost.set(snapshot.host, [snapshot]);
    else known.push(snapshot);
  }
  const value = [...byHost.values()].map((snapshots) => assetOf(snapshots, file, context, problems));
  if (value.length === 0) problems.tell('observed/no-assets', {});
  tellNoSource(
    value.map(({ components }) => components),
    problems,
  );
  return { value, diagnostics: problems.list() };
}

function assetOf(
  snapshots: readonly Snapshot[],
  file: SourceFile,
  { ecosystem }: ReportContext,
  problems: Problems,
): ReportedAsset {
  const current = newestOfQueries(snapshots);
  const rowOf = (table: string): UnknownRecord => current.find((one) => one.table === table)?.rows[0] ?? {};
  const system = rowOf('os_version');
  const software = softwareOf(file, problems);
  for (const snapshot of current) readSnapshot(snapshot, { ecosystem, distro: releaseOf(system) }, software);
  const { components, unread } = software.finish();
  const hostname = textOf(rowOf('system_info'), 'hostname');
  const stated = current.flatMap((one) => [one.host, one.hostname ?? '']);
  const names = [...new Set([...stated, hostname ?? ''].filter((name) => name !== ''))];
  const isSilent = !current.some(({ table }) => softwareTables.has(table ?? ''));
  const kernel = textOf(rowOf('kernel_info'), 'version');
  return reportedAsset({
    names,
    lastSeen: latest(current),
    components: isSilent ? undefined : marked(components, kernel, names[0] ?? 'This host', problems),
    unread,
    draft: { fields: {}, labels: labelsOf(system) },
  });
}

function readSnapshot({ table, query, rows }: Snapshot, release: Release, software: Software): void {
  const read = softwareTables.get(table ?? '');
  for (const row of rows) {
    if (read !== undefined) read(row, release, software);
    else if (table === undefined) {
      software.leaveOut('not-software', 'it is of a query over no table of software that is read', { label: query });
    }
  }
}

/** Of each query its newest snapshot; of equal moments, and where none is known, all. */
function newestOfQueries(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const newest = new Map<string, Instant>();
  for (const { query, at } of snapshots) {
    if (at !== undefined && at > (newest.get(query) ?? Number.NEGATIVE_INFINITY)) newest.set(query, at);
  }
  return snapshots.filter(({ query, at }) => !newest.has(query) || newest.get(query) === at);
}

function marked(
  components: NonNullable<ReportedAsset['components']>,
  kernel: string | undefined,
  entry: string,
  problems: Problems,
): ReportedAsset['components'] {
  if (kernel === undefined) return components;
  const read = withRunningKernel(components, kernel);
  const isLinux = components.some(({ ecosystem }) => ecosystem !== 'generic' && ecosystem.includes(':'));
  if (!read.isFound && isLinux) problems.tell('observed/unknown-kernel', { entry, release: kernel.slice(0, 80) });
  return read.components;
}

function latest(snapshots: readonly Snapshot[]): Instant | undefined {
  return snapshots.reduce<Instant | undefined>(
    (last, { at }) => (at !== undefined && (last === undefined || at > last) ? at : last),
    undefined,
  );
}

function labelsOf(system: UnknownRecord): Readonly<Record<string, string>> {
  const words = ['name', 'version'].flatMap((field) => textOf(system, field) ?? []);
  return words.length === 0 ? {} : { os: words.join(' ') };
}
