import { ecosystemOf, type Release } from '../../ecosystems/purl.ts';
import { textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { type Software, withDetails } from './software.ts';

/** Reads one row of a table of software. */
type RowReader = (row: UnknownRecord, release: Release, software: Software) => void;

/** The tables of osquery's schema that list software, by name. */
export const softwareTables: ReadonlyMap<string, RowReader> = new Map<string, RowReader>([
  ['deb_packages', ofDistribution],
  ['rpm_packages', ofDistribution],
  ['apk_packages', ofDistribution],
  ['programs', (row, _, software) => addNamed(row, { ecosystem: 'generic', class: 'application' }, software)],
  ['apps', (row, _, software) => addNamed(row, { ecosystem: 'generic', class: 'application' }, software)],
  ['npm_packages', (row, _, software) => addNamed(row, { ecosystem: 'npm' }, software)],
  ['python_packages', (row, _, software) => addNamed(row, { ecosystem: 'PyPI' }, software)],
]);

/** Tables that say something of the machine. */
export const machineTables: ReadonlySet<string> = new Set(['os_version', 'kernel_info', 'system_info']);

/**
 * The table that rows come from, by columns that only it has: `osqueryi --json` does not name it. `undefined` when no
 * table fits.
 */
export function tableOf(columns: ReadonlySet<string>): string | undefined {
  return signatures.find(([, wanted]) => wanted.every((column) => columns.has(column)))?.[0];
}

/** The first that fits decides; columns of osquery's schema, common to versions 4 and 5. */
const signatures: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['os_version', ['name', 'version', 'platform']],
  ['system_info', ['hostname', 'uuid']],
  ['kernel_info', ['version', 'arguments']],
  ['apps', ['bundle_identifier']],
  ['rpm_packages', ['name', 'version', 'release']],
  ['deb_packages', ['name', 'version', 'revision']],
  ['deb_packages', ['name', 'version', 'source', 'status']],
  ['programs', ['name', 'version', 'identifying_number']],
  ['programs', ['name', 'version', 'install_source']],
  ['npm_packages', ['name', 'version', 'directory', 'homepage']],
  ['npm_packages', ['name', 'version', 'author', 'path']],
  ['python_packages', ['name', 'version', 'directory']],
];

/** The release that a row of `os_version` names. */
export function releaseOf(row: UnknownRecord): string | undefined {
  const version = textOf(row, 'version') ?? textOf(row, 'major') ?? '';
  return distroOf(textOf(row, 'name') ?? '', version) ?? distroOf(textOf(row, 'platform') ?? '', version);
}

function ofDistribution(row: UnknownRecord, release: Release, software: Software): void {
  const name = textOf(row, 'name');
  const version = versionOf(row);
  const entry = { label: name ?? '(unnamed)' };
  const ecosystem = ecosystemOf(release);
  const status = textOf(row, 'status');
  if (name === undefined || version === undefined) software.leaveOut('wrong', 'it lacks a name or a version', entry);
  else if (name === 'gpg-pubkey') software.leaveOut('not-software', 'it is a signing key', entry);
  else if (status !== undefined && /(?:config-files|not-installed)$/.test(status)) {
    software.leaveOut('not-software', 'only its configuration is left', entry);
  } else if (ecosystem === undefined) {
    software.leaveOut('unmatched', 'no os_version of this host names a release whose ecosystem is known', entry);
  } else software.add(withDetails({ ecosystem, name, version }, { source: sourceOf(row) }));
}

/** RPM keeps epoch and release apart. `revision` of deb_packages is part of its version already. */
function versionOf(row: UnknownRecord): string | undefined {
  const version = textOf(row, 'version');
  const release = textOf(row, 'release');
  const epoch = textOf(row, 'epoch');
  if (version === undefined) return undefined;
  const whole = release === undefined ? version : `${version}-${release}`;
  return epoch === undefined || !/^[1-9]\d*$/.test(epoch) ? whole : `${epoch}:${whole}`;
}

/** A source package: of dpkg `name (version)`, of RPM a file name. */
function sourceOf(row: UnknownRecord): { readonly name: string; readonly version?: string | undefined } | undefined {
  const source = textOf(row, 'source');
  if (source === undefined) return undefined;
  const rpm = /^(\S+)-([^\s-]+-[^\s-]+)\.(?:no)?src\.rpm$/.exec(source);
  if (rpm?.[1] !== undefined) return { name: rpm[1], version: rpm[2] };
  const [, name, version] = /^([^\s()]+)(?:\s*\(([^()\s]+)\))?$/.exec(source.trim()) ?? [];
  if (name === undefined) return undefined;
  return version === undefined ? { name } : { name, version };
}

function addNamed(
  row: UnknownRecord,
  as: { readonly ecosystem: string; readonly class?: string },
  software: Software,
): void {
  const name = textOf(row, 'name');
  const version = textOf(row, 'version') ?? textOf(row, 'bundle_short_version') ?? textOf(row, 'bundle_version');
  const entry = { label: name ?? '(unnamed)' };
  if (name === undefined || version === undefined) {
    software.leaveOut('wrong', 'it lacks a name or a version', entry);
    return;
  }
  const isLanguage = as.ecosystem !== 'generic';
  const path = isLanguage ? (textOf(row, 'directory') ?? textOf(row, 'path')) : undefined;
  software.add(withDetails({ ecosystem: as.ecosystem, name, version }, { class: as.class, path }));
}
