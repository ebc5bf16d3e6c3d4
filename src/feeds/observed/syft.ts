import { parseInstant } from '../../core/time.ts';
import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, listOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { singleReport } from './report.ts';
import { readJsonObject } from './report-json.ts';
import { type Software, softwareOf } from './software.ts';

/** Reads Syft's own JSON (`syft -o json`). */
export const syftReader: ReportReader = {
  id: 'syft',
  title: 'Syft (JSON)',
  specification: 'https://github.com/anchore/syft/tree/main/schema/json',
  scope: 'asset',
  recognises: ({ form, keys }) =>
    form === 'json-object' && keys.has('artifacts') && !keys.has('matches') && !keys.has('bomFormat'),
  read: readReport,
};

function readReport(file: SourceFile, { ecosystem }: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const report = readJsonObject(file, problems);
  if (report === undefined) return { value: [], diagnostics: problems.list() };
  const software = softwareOf(file, problems);
  const distro = recordOf(report, 'distro') ?? {};
  const stated = distroOf(textOf(distro, 'id') ?? textOf(distro, 'name') ?? '', textOf(distro, 'versionID') ?? '');
  const artifacts = listOf(report, 'artifacts');
  if (artifacts.isWrong) software.leaveOut('wrong', 'it is not a list', { label: 'artifacts', pointer: ['artifacts'] });
  for (const [index, item] of artifacts.items.entries()) {
    const record = asRecord(item);
    const pointer = ['artifacts', index];
    if (record !== undefined) readArtifact(record, index, software, { ecosystem, distro: stated });
    else software.leaveOut('wrong', 'it is not an object', { label: pointer.join('.'), pointer });
  }
  const descriptor = recordOf(report, 'descriptor') ?? {};
  const lastSeen = parseInstant(textOf(descriptor, 'timestamp') ?? '');
  const isImage = textOf(recordOf(report, 'source') ?? {}, 'type') === 'image';
  const draft = { fields: isImage ? { type: 'container-image' } : {}, labels: {} };
  return singleReport({ names: namesOf(report), lastSeen, draft, ...software.finish() }, problems);
}

type Release = { readonly ecosystem: string | undefined; readonly distro: string | undefined };

function readArtifact(artifact: UnknownRecord, index: number, software: Software, release: Release): void {
  const name = textOf(artifact, 'name');
  const purl = textOf(artifact, 'purl');
  const entry = { label: purl ?? name ?? '(unnamed)', pointer: ['artifacts', index] };
  if (purl === undefined) {
    software.leaveOut('unmatched', 'it has no package URL, so no ecosystem is known', entry);
    return;
  }
  const isOfDistribution = /^pkg:(?:deb|rpm|apk)\//i.test(purl);
  const details = isOfDistribution ? { source: sourceOf(artifact) } : { path: pathOf(artifact) };
  const version = purl.includes('@') ? undefined : textOf(artifact, 'version');
  software.addPurl({ purl, version, release, details }, entry);
}

const sourceRpm = /^(\S+)-([^\s-]+-[^\s-]+)\.(?:no)?src\.rpm$/;

/** The source package: `source` of dpkg, `sourceRpm` of RPM, `originPackage` of apk. */
function sourceOf(artifact: UnknownRecord): Component['source'] {
  const metadata = recordOf(artifact, 'metadata');
  if (metadata === undefined) return undefined;
  const [, rpmName, rpmVersion] = sourceRpm.exec(textOf(metadata, 'sourceRpm') ?? '') ?? [];
  if (rpmName !== undefined && rpmVersion !== undefined) return { name: rpmName, version: rpmVersion };
  const name = textOf(metadata, 'source') ?? textOf(metadata, 'originPackage');
  const version = textOf(metadata, 'sourceVersion');
  if (name === undefined) return undefined;
  return version === undefined ? { name } : { name, version };
}

function pathOf(artifact: UnknownRecord): string | undefined {
  const [first] = listOf(artifact, 'locations').items;
  const location = asRecord(first);
  return location && textOf(location, 'path');
}

/** `source.name`, or what was scanned as it was given to Syft. */
function namesOf(report: UnknownRecord): readonly string[] {
  const source = recordOf(report, 'source') ?? {};
  const metadata = recordOf(source, 'metadata') ?? recordOf(source, 'target') ?? {};
  const given = [textOf(source, 'name'), textOf(metadata, 'userInput'), textOf(source, 'target')];
  return [...new Set(given.flatMap((name) => name ?? []))];
}
