import { packageListReaders } from '../../src/feeds/observed/registry.ts';
import { reportReaders } from '../../src/feeds/observed/report-registry.ts';
import type { ReportedAsset } from '../../src/model/feed.ts';
import type { Subject } from './reader-contract.ts';

/** A small whole text of each format of reports, as units that may come in any order. */
type ReportText = Pick<Subject, 'units' | 'join'>;

const byLine = (units: readonly string[]): string => `${units.join('\n')}\n`;
const byParagraph = (units: readonly string[]): string => `${units.join('\n\n')}\n`;
const json = (values: readonly unknown[]): readonly string[] => values.map((value) => JSON.stringify(value));
const names = ['aa', 'bb', 'cc'];

const texts: Readonly<Record<string, ReportText>> = {
  cyclonedx: {
    units: json(names.map((name) => ({ type: 'library', name, version: '1', purl: `pkg:npm/${name}@1` }))),
    join: (units) => `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${units.join(',\n')}]}`,
  },
  spdx: {
    units: json(
      names.map((name) => ({
        SPDXID: `SPDXRef-${name}`,
        name,
        versionInfo: '1',
        externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:npm/${name}@1` }],
      })),
    ),
    join: (units) => `{"spdxVersion":"SPDX-2.3","packages":[${units.join(',\n')}]}`,
  },
  syft: {
    units: json(names.map((name) => ({ name, version: '1', type: 'npm', purl: `pkg:npm/${name}@1` }))),
    join: (units) => `{"artifacts":[${units.join(',\n')}],"source":{"type":"image"}}`,
  },
  'trivy-packages': {
    units: json(names.map((Name) => ({ Name, Version: '1', Release: '2', Arch: 'x86_64', SrcName: Name }))),
    join: (units) => `[${units.join(',\n')}]`,
  },
  'package-lock': {
    units: names.map((name) => `"node_modules/${name}":{"version":"1.0.0"}`),
    join: (units) => `{"name":"app","lockfileVersion":3,"packages":{${units.join(',\n')}}}`,
  },
  'dpkg-query': { units: ['aa\t1\taa', 'bb:amd64\t1:2-3\tbase (1)', 'cc\t2\tcc'], join: byLine },
  'dpkg-status': {
    units: names.map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1:2-3`),
    join: byParagraph,
  },
  'rpm-qa': { units: ['aa\t0:1-1\tx86_64', 'bb\t2:1.0-1.el9\tnoarch', 'cc-1-1.el9.x86_64'], join: byLine },
  'apk-installed': { units: ['P:musl\nV:1.2-r1\no:musl', 'P:b\nV:2-r0', 'P:c\nV:3-r0'], join: byParagraph },
  'ansible-facts': {
    units: names.map(
      (name) => `${name} | SUCCESS => {"ansible_facts":{"packages":{"p":[{"name":"p","version":"1"}]}}}`,
    ),
    join: byLine,
  },
  osquery: {
    units: json(
      names.map((host) => ({
        name: 'pack_it_npm_packages',
        hostIdentifier: host,
        unixTime: 1_767_225_600,
        snapshot: [{ name: 'p', version: '1', directory: '/srv' }],
      })),
    ),
    join: byLine,
  },
  'ssm-inventory': {
    units: json(
      names.map((Id) => ({
        Id,
        Data: { 'AWS:Application': { Content: [{ Name: 'p', Version: '1', Release: '1' }] } },
      })),
    ),
    join: (units) => `{"Entities":[${units.join(',\n')}]}`,
  },
  'ssm-patch-state': {
    units: json(names.map((InstanceId) => ({ InstanceId, InstalledPendingRebootCount: 0 }))),
    join: (units) => `{"InstancePatchStates":[${units.join(',\n')}]}`,
  },
  wsus: {
    units: ['aa,"Windows Server 2022",10.0.20348.2340', 'bb,Windows 11,10.0.22631.1', 'cc,Windows 11,10.0.22631.2'],
    join: (units) => `FullDomainName,OSDescription,OSVersion\n${byLine(units)}`,
  },
  configmgr: {
    units: ['aa,"Tool ""X""",1', 'bb,Tool,2', 'cc,Tool,3'],
    join: (units) => `Netbios_Name0,DisplayName0,Version0\n${byLine(units)}`,
  },
  csv: {
    units: ['aa,Tool,1,generic', 'bb,"To, ol",2,generic', 'cc,Tool,3,generic'],
    join: (units) => `hostname,package,version,ecosystem\n${byLine(units)}`,
  },
};

function textOf(id: string): ReportText {
  const text = texts[id];
  if (text === undefined) throw new Error(`no text of the format ${id} is given here`);
  return text;
}

/** Names of assets and of what is installed on them: a text that is cut off may lose some, never gain. */
const idsOf = (value: readonly ReportedAsset[]): readonly string[] =>
  value.flatMap(({ names: [name = ''], components = [] }) => [
    ...(name === '' ? [] : [name]),
    ...components.map((component) => `${name} ${component.name}`),
  ]);

/** Every report reader under contract. */
export const reportSubjects: readonly Subject[] = reportReaders.map((reader) => ({
  title: reader.id,
  read: (text) => {
    const ecosystem = reader.id === 'osquery' || reader.id === 'csv' ? undefined : 'X:1';
    return reader.read({ path: 'x', text }, { ecosystem, columns: new Map() });
  },
  ...textOf(reader.id),
  idsOf,
}));

/** Those that an observation may name as the format of its raw file. */
export const listSubjects: readonly Subject[] = (
  ['cyclonedx', 'package-lock', 'spdx', 'syft', 'trivy-packages'] as const
).map((id) => ({
  title: id,
  read: (text) => packageListReaders[id].read(text, { ecosystem: 'X:1', file: 'x' }),
  ...textOf(id),
  idsOf: (value: readonly { readonly name: string }[]) => value.map(({ name }) => name),
}));
