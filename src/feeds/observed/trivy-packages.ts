import { parseInstant } from '../../core/time.ts';
import { ecosystemOf, type Release } from '../../ecosystems/purl.ts';
import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, fieldOf, listOf, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { singleReport } from './report.ts';
import { readJsonValue } from './report-json.ts';
import { type Software, softwareOf, withDetails } from './software.ts';

/** Reads packages as Trivy lists them: a report made with `--list-all-pkgs`, or a bare list of an image's packages. */
export const trivyPackagesReader: ReportReader = {
  id: 'trivy-packages',
  title: 'Trivy package list (JSON)',
  specification: 'https://trivy.dev/latest/docs/configuration/reporting/',
  scope: 'asset',
  recognises: isTrivy,
  read: readTrivy,
};

function isTrivy({ form, head, keys }: FileSample): boolean {
  if (form === 'json-array')
    return keys.has('Name') && keys.has('Version') && (keys.has('SrcName') || keys.has('Arch'));
  return (
    form === 'json-object' && keys.has('Results') && (keys.has('SchemaVersion') || head.includes('"ArtifactName"'))
  );
}

function readTrivy(file: SourceFile, { ecosystem }: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const value = readJsonValue(file, problems);
  if (value === undefined) return { value: [], diagnostics: problems.list() };
  const software = softwareOf(file, problems);
  const report = asRecord(value) ?? {};
  const system = recordOf(recordOf(report, 'Metadata') ?? {}, 'OS') ?? {};
  const release = { ecosystem, distro: distroOf(textOf(system, 'Family') ?? '', textOf(system, 'Name') ?? '') };
  if (Array.isArray(value)) readPackages(value, [], { software, release, file: undefined });
  for (const [index, item] of listOf(report, 'Results').items.entries()) {
    const result = asRecord(item) ?? {};
    const isSystem = textOf(result, 'Class') === 'os-pkgs';
    const reading = { software, release, file: isSystem ? undefined : textOf(result, 'Target') };
    readPackages(listOf(result, 'Packages').items, ['Results', index, 'Packages'], reading);
  }
  const results = recordsOf(report, 'Results');
  if (!Array.isArray(value) && !results.some((result) => Object.hasOwn(result, 'Packages'))) {
    const reason = 'this Trivy report lists findings and no packages; make it with --list-all-pkgs';
    problems.tell('observed/unrecognised', { reason });
    return { value: [], diagnostics: problems.list() };
  }
  const name = textOf(report, 'ArtifactName');
  const lastSeen = parseInstant(textOf(report, 'CreatedAt') ?? '');
  return singleReport({ names: name === undefined ? [] : [name], lastSeen, ...software.finish() }, problems);
}

interface Reading {
  readonly software: Software;
  readonly release: Release;
  /** The lock file or folder in which language packages were found. */
  readonly file: string | undefined;
}

function readPackages(items: readonly unknown[], parent: Pointer, reading: Reading): void {
  for (const [index, item] of items.entries()) {
    const record = asRecord(item);
    const pointer = [...parent, index];
    if (record !== undefined) readPackage(record, pointer, reading);
    else reading.software.leaveOut('wrong', 'it is not an object', { label: pointer.join('.'), pointer });
  }
}

function readPackage(record: UnknownRecord, pointer: Pointer, { software, release, file }: Reading): void {
  const name = textOf(record, 'Name');
  const purl = textOf(recordOf(record, 'Identifier') ?? {}, 'PURL');
  const entry = { label: purl ?? name ?? '(unnamed)', pointer };
  const version = versionOf(record, '');
  const ecosystem = ecosystemOf(release);
  if (file !== undefined || (purl !== undefined && ecosystem === undefined)) {
    const path = textOf(record, 'FilePath') ?? file;
    if (purl === undefined) software.leaveOut('unmatched', 'it has no package URL, so no ecosystem is known', entry);
    else software.addPurl({ purl, release, details: { path } }, entry);
  } else if (name === 'gpg-pubkey') {
    software.leaveOut('not-software', 'it is a signing key', entry);
  } else if (name === undefined || version === undefined) {
    software.leaveOut('wrong', 'it lacks a name or a version', entry);
  } else if (ecosystem === undefined) software.leaveOut('unmatched', noRelease, entry);
  else software.add(withDetails({ ecosystem, name, version }, { source: sourceOf(record) }));
}

const noRelease = 'nothing says to which release it belongs (state it: --ecosystem Debian:12)';

/** `[epoch:]version[-release]` of the package, or with `Src` of its source. */
function versionOf(record: UnknownRecord, prefix: '' | 'Src'): string | undefined {
  const version = textOf(record, `${prefix}Version`);
  const release = textOf(record, `${prefix}Release`);
  const epoch = fieldOf(record, `${prefix}Epoch`);
  if (version === undefined) return undefined;
  const whole = release === undefined ? version : `${version}-${release}`;
  return typeof epoch === 'number' && epoch > 0 ? `${epoch}:${whole}` : whole;
}

function sourceOf(record: UnknownRecord): Component['source'] {
  const name = textOf(record, 'SrcName');
  const version = versionOf(record, 'Src');
  if (name === undefined) return undefined;
  return version === undefined ? { name } : { name, version };
}
