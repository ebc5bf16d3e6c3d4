import { parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, listOf, recordOf, recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { distroOf } from './distribution.ts';
import { singleReport } from './report.ts';
import { readJsonObject } from './report-json.ts';
import { type Software, softwareOf } from './software.ts';

/** Reads SPDX 2.2 and 2.3 documents in JSON (ISO/IEC 5962). */
export const spdxReader: ReportReader = {
  id: 'spdx',
  title: 'SPDX 2.3 (JSON)',
  specification: 'https://spdx.github.io/spdx-spec/v2.3/',
  scope: 'asset',
  recognises: ({ form, keys }) => form === 'json-object' && (keys.has('spdxVersion') || keys.has('SPDXID')),
  read: readDocument,
};

const knownVersions = ['SPDX-2.2', 'SPDX-2.3'];

function readDocument(file: SourceFile, { ecosystem }: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const document = readJsonObject(file, problems);
  if (document === undefined) return { value: [], diagnostics: problems.list() };
  const version = textOf(document, 'spdxVersion') ?? '';
  if (!knownVersions.includes(version)) {
    const args = { format: 'SPDX', version: version.slice(0, 20), known: knownVersions.join(', ') };
    problems.tell('observed/untested-version', args);
  }
  const software = softwareOf(file, problems);
  const packages = listOf(document, 'packages');
  if (packages.isWrong) {
    software.leaveOut('wrong', 'it is not a list', { label: 'packages', pointer: ['packages'] });
  }
  const reading = { software, release: { ecosystem, distro: distroIn(document) }, described: describedBy(document) };
  for (const [index, item] of packages.items.entries()) {
    const record = asRecord(item);
    const pointer = ['packages', index];
    if (record !== undefined) readPackage(record, index, reading);
    else software.leaveOut('wrong', 'it is not an object', { label: pointer.join('.'), pointer });
  }
  const lastSeen = parseInstant(textOf(recordOf(document, 'creationInfo') ?? {}, 'created') ?? '');
  return singleReport({ names: namesOf(document, reading.described), lastSeen, ...software.finish() }, problems);
}

interface Reading {
  readonly software: Software;
  readonly release: { readonly ecosystem: string | undefined; readonly distro: string | undefined };
  /** SPDX ids of the packages that the document is about. */
  readonly described: ReadonlySet<string>;
}

const noSoftware: ReadonlySet<string> = new Set([
  ...['FILE', 'SOURCE', 'ARCHIVE', 'DEVICE', 'CONTAINER', 'OPERATING-SYSTEM', 'OPERATING_SYSTEM'],
]);

function readPackage(record: UnknownRecord, index: number, { software, release, described }: Reading): void {
  const name = textOf(record, 'name');
  const purl = purlOf(record);
  const entry = { label: purl ?? name ?? '(unnamed)', pointer: ['packages', index] };
  const purpose = textOf(record, 'primaryPackagePurpose') ?? '';
  // What the document describes may have a purl that only says what it is called, such as pkg:oci.
  const isSubject = described.has(textOf(record, 'SPDXID') ?? '');
  if (purl !== undefined && !(isSubject && purl.startsWith('pkg:oci/'))) {
    const version = textOf(record, 'versionInfo');
    // The purl of an RPM leaves its epoch to a qualifier, and versionInfo may hold it or not: the purl alone is exact.
    software.addPurl({ purl, version: purl.includes('@') ? undefined : version, release }, entry);
  } else if (isSubject) software.leaveOut('not-software', 'it is what the document is about', entry);
  else if (noSoftware.has(purpose)) software.leaveOut('not-software', `its purpose is ${purpose}`, entry);
  else software.leaveOut('unmatched', 'it has no package URL, so no ecosystem is known', entry);
}

/** The reference of type `purl`; its category is written with `-` in 2.3 and with `_` before. */
function purlOf(record: UnknownRecord): string | undefined {
  for (const reference of recordsOf(record, 'externalRefs')) {
    if (textOf(reference, 'referenceType') === 'purl') return textOf(reference, 'referenceLocator');
  }
  return undefined;
}

function describedBy(document: UnknownRecord): ReadonlySet<string> {
  const related = recordsOf(document, 'relationships').flatMap((relation) =>
    textOf(relation, 'relationshipType') === 'DESCRIBES' ? (textOf(relation, 'relatedSpdxElement') ?? []) : [],
  );
  return new Set([...textListOf(document, 'documentDescribes').items, ...related]);
}

function distroIn(document: UnknownRecord): string | undefined {
  const system = recordsOf(document, 'packages').find((record) =>
    /^OPERATING[-_]SYSTEM$/.test(textOf(record, 'primaryPackagePurpose') ?? ''),
  );
  return system && distroOf(textOf(system, 'name') ?? '', textOf(system, 'versionInfo') ?? '');
}

function namesOf(document: UnknownRecord, described: ReadonlySet<string>): readonly string[] {
  const subjects = recordsOf(document, 'packages').filter((record) => described.has(textOf(record, 'SPDXID') ?? ''));
  const [subject, ...others] = subjects.flatMap((record) => textOf(record, 'name') ?? []);
  const own = textOf(document, 'name');
  return [...(subject !== undefined && others.length === 0 ? [subject] : []), ...(own === undefined ? [] : [own])];
}
