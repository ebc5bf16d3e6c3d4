import { parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { FileSample, ReportContext, ReportedAsset, ReportReader } from '../../model/feed.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import { problemsOf } from '../problems.ts';
import { asRecord, listOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { cycloneDetails, propertiesOf } from './cyclonedx-details.ts';
import { distroOf } from './distribution.ts';
import { singleReport } from './report.ts';
import { readJsonObject } from './report-json.ts';
import { type Software, softwareOf, withDetails } from './software.ts';

/** Reads CycloneDX bills of materials in JSON (ECMA-424). */
export const cyclonedxReader: ReportReader = {
  id: 'cyclonedx',
  title: 'CycloneDX (JSON)',
  specification: 'https://cyclonedx.org/docs/1.6/json/',
  scope: 'asset',
  recognises: isCyclonedx,
  read: readBom,
};

/** 1.0 and 1.1 had no JSON; of what is read here, 1.2 and 1.7 differ in nothing from those between. */
const knownVersions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

function isCyclonedx({ form, head, keys }: FileSample): boolean {
  if (form !== 'json-object') return false;
  return /"bomFormat"\s*:\s*"CycloneDX"/.test(head) || (keys.has('bomFormat') && keys.has('specVersion'));
}

function readBom(file: SourceFile, { ecosystem }: ReportContext): Outcome<readonly ReportedAsset[]> {
  const problems = problemsOf(file.path, 'observed/further-problems');
  const bom = readJsonObject(file, problems);
  if (bom === undefined) return { value: [], diagnostics: problems.list() };
  const version = textOf(bom, 'specVersion') ?? '';
  if (!knownVersions.includes(version)) {
    const args = { format: 'CycloneDX', version: version.slice(0, 20), known: knownVersions.join(', ') };
    problems.tell('observed/untested-version', args);
  }
  const metadata = recordOf(bom, 'metadata') ?? {};
  const subject = recordOf(metadata, 'component') ?? {};
  const software = softwareOf(file, problems);
  const release = { ecosystem, distro: distroIn(bom) };
  // What the bill describes is itself software where its purl says so; a container image's own purl is its name only.
  if (textOf(subject, 'purl') !== undefined && textOf(subject, 'type') !== 'container') {
    readComponent(subject, ['metadata', 'component'], { software, release, isSubject: true });
  }
  if (listOf(bom, 'components').isWrong) {
    software.leaveOut('wrong', 'it is not a list', { label: 'components', pointer: ['components'] });
  }
  for (const [component, pointer] of entriesOf(bom)) {
    const record = asRecord(component);
    if (record !== undefined) readComponent(record, pointer, { software, release, isSubject: false });
    else software.leaveOut('wrong', 'it is not an object', { label: pointer.join('.'), pointer });
  }
  const type = assetTypes.get(textOf(subject, 'type') ?? '');
  const draft = { fields: type === undefined ? {} : { type }, labels: {} };
  const asset = { names: nameOf(subject), draft, lastSeen: parseInstant(textOf(metadata, 'timestamp') ?? '') };
  return singleReport({ ...asset, ...software.finish() }, problems);
}

/** Components may hold components, as deep as their author likes: those inside wait in a list, not on the stack. */
function* entriesOf(bom: UnknownRecord): Generator<readonly [component: unknown, pointer: Pointer]> {
  const waiting: { readonly items: readonly unknown[]; readonly pointer: Pointer }[] = [];
  waiting.push({ items: listOf(bom, 'components').items, pointer: ['components'] });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [index, component] of next.items.entries()) {
      const pointer = next.pointer.length < deepestPointer ? [...next.pointer, index] : next.pointer;
      yield [component, pointer];
      const record = asRecord(component);
      const inner = record === undefined ? [] : listOf(record, 'components').items;
      if (inner.length > 0) waiting.push({ items: inner, pointer: [...pointer, 'components'] });
    }
  }
}

/** Below this, an entry is told at the place of the one that holds it. */
const deepestPointer = 30;

interface Reading {
  readonly software: Software;
  readonly release: { readonly ecosystem: string | undefined; readonly distro: string | undefined };
  readonly isSubject: boolean;
}

/** Component types (`component.type`) that are no installed software. */
const noSoftware: ReadonlySet<string> = new Set([
  ...['file', 'data', 'machine-learning-model', 'cryptographic-asset', 'device', 'platform', 'container'],
  'operating-system',
]);

/** Types of software that no package manager brings, under the classes that policies know. */
const genericClasses: ReadonlyMap<string, string> = new Map([
  ['firmware', 'firmware'],
  ['device-driver', 'driver'],
]);

function readComponent(component: UnknownRecord, pointer: Pointer, { software, release, isSubject }: Reading): void {
  const type = textOf(component, 'type') ?? '';
  const purl = textOf(component, 'purl');
  const name = textOf(component, 'name');
  const version = textOf(component, 'version');
  const entry = { label: purl ?? name ?? '(unnamed)', pointer };
  if (textOf(component, 'scope') === 'excluded') {
    software.leaveOut('not-software', 'its scope is "excluded": it is not part of what is delivered', entry);
  } else if (purl !== undefined) {
    if (isSubject && version === undefined && !purl.includes('@')) return;
    software.addPurl({ purl, release, details: cycloneDetails(component, purl) }, entry);
  } else if (noSoftware.has(type)) {
    software.leaveOut('not-software', `it is of type "${type}"`, entry);
  } else if (genericClasses.has(type) && name !== undefined && version !== undefined) {
    software.add(withDetails({ ecosystem: 'generic', name, version }, { class: genericClasses.get(type) }));
  } else software.leaveOut('unmatched', 'it has no package URL, so no ecosystem is known', entry);
}

/** What the bill is about, as the type of an asset. */
const assetTypes: ReadonlyMap<string, string> = new Map([
  ['application', 'application'],
  ['container', 'container-image'],
  ['firmware', 'embedded-system'],
]);

/** The release that the bill states once: a component of type operating-system, as Trivy and Syft write it. */
function distroIn(bom: UnknownRecord): string | undefined {
  for (const component of listOf(bom, 'components').items) {
    const record = asRecord(component);
    if (record === undefined || textOf(record, 'type') !== 'operating-system') continue;
    const properties = propertiesOf(record);
    const id = properties.get('syft:distro:id') ?? textOf(record, 'name') ?? '';
    const version = properties.get('syft:distro:versionID') ?? textOf(record, 'version') ?? '';
    return distroOf(id, version);
  }
  return undefined;
}

function nameOf(subject: UnknownRecord): readonly string[] {
  const name = textOf(subject, 'name');
  const group = textOf(subject, 'group');
  if (name === undefined) return [];
  return [group === undefined ? name : `${group}/${name}`, name];
}
