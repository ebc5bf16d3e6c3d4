import { describe, expect, it } from 'vitest';
import { catalogReaders, readCatalogFile } from '../../src/feeds/catalog/registry.ts';
import { inventoryReaders, readInventoryFile } from '../../src/feeds/inventory/registry.ts';
import { readObservations } from '../../src/feeds/observed/observation.ts';
import { packageListReaders } from '../../src/feeds/observed/registry.ts';
import type { Outcome } from '../../src/model/diagnostic.ts';
import { describeReaders, type Subject } from '../support/reader-contract.ts';
import { listSubjects } from '../support/report-subjects.ts';

const path = 'x';
const list = { ecosystem: 'X:1', file: path };

const day = '2024-01-01T00:00:00Z';
const osvUnits = ['A', 'B', 'C'].map((id) =>
  JSON.stringify({
    id: `GHSA-${id}`,
    modified: '2024-01-01T00:00:00Z',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: id },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.0' }] }],
      },
    ],
  }),
);
const kevUnits = ['2024-1001', '2024-1002', '2024-1003'].map((cve) =>
  JSON.stringify({ cveID: `CVE-${cve}`, dateAdded: '2024-03-30', dueDate: '2024-04-20' }),
);
const cveUnits = ['2024-1001', '2024-1002', '2024-1003'].map((cve) =>
  JSON.stringify({ cveMetadata: { cveId: `CVE-${cve}` }, containers: { cna: {} } }),
);
const csafUnits = ['A', 'B', 'C'].map((id) =>
  JSON.stringify({
    document: { csaf_version: '2.0', tracking: { id, initial_release_date: day, current_release_date: day } },
    product_tree: {
      full_product_names: [{ product_id: '1', product_identification_helper: { purl: `pkg:npm/${id}@1.0.0` } }],
    },
    vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { known_affected: ['1'] } }],
  }),
);
const openVexUnits = ['1001', '1002', '1003'].map((number) =>
  JSON.stringify({
    vulnerability: { name: `CVE-2024-${number}` },
    products: [{ '@id': 'pkg:npm/a@1.0.0' }],
    status: 'not_affected',
    justification: 'component_not_present',
  }),
);
const cycloneDxUnits = ['1001', '1002', '1003'].map((number) =>
  JSON.stringify({
    id: `CVE-2024-${number}`,
    analysis: { state: 'not_affected', justification: 'code_not_present' },
    affects: [{ ref: 'pkg:npm/a@1.0.0' }],
  }),
);
const statementIds = (value: {
  readonly statements?: readonly { readonly ids: readonly string[] }[];
}): readonly string[] => (value.statements ?? []).flatMap(({ ids }) => ids);
const byLine = (units: readonly string[]): string => `${units.join('\n')}\n`;
const byParagraph = (units: readonly string[]): string => `${units.join('\n\n')}\n`;
const names = (value: readonly { readonly name: string }[]): readonly string[] => value.map(({ name }) => name);
const documentIds = (value: { readonly documents: readonly { readonly id: string }[] }): readonly string[] =>
  value.documents.map(({ id }) => id);
const assetNames = (value: { readonly assets: readonly { readonly name: string }[] }): readonly string[] =>
  names(value.assets);
const catalog = (text: string): Outcome<unknown> => readCatalogFile({ path, text });
const inventory = (text: string): Outcome<unknown> => readInventoryFile({ path, text });

const subjects: readonly Subject[] = [
  {
    title: 'osv, array',
    read: catalog,
    units: osvUnits,
    join: (units) => `[${units.join(',\n')}]`,
    idsOf: documentIds,
  },
  { title: 'osv, lines', read: catalog, units: osvUnits, join: byLine, idsOf: documentIds },
  {
    title: 'osv, YAML',
    read: catalog,
    units: ['A', 'B', 'C'].map(
      (id) =>
        `id: ${id}\nmodified: "2024-01-01T00:00:00Z"\naffected: [{package: {ecosystem: npm, name: a}, versions: ["1"]}]\n`,
    ),
    join: (units) => units.join('---\n'),
    idsOf: documentIds,
  },
  {
    title: 'kev',
    read: catalog,
    units: kevUnits,
    join: (units) => `{"catalogVersion":"1","vulnerabilities":[${units.join(',')}],"count":${units.length}}`,
    idsOf: (value: { readonly kev?: { readonly entries: ReadonlyMap<string, unknown> } }) => [
      ...(value.kev?.entries.keys() ?? []),
    ],
  },
  {
    title: 'cve-record',
    read: catalog,
    units: cveUnits,
    join: byLine,
    idsOf: (value: { readonly cves: readonly { readonly cve: string }[] }) => value.cves.map(({ cve }) => cve),
  },
  {
    title: 'epss',
    read: catalog,
    units: ['CVE-2024-1001,0.1,0.2', 'CVE-2024-1002,0.5,0.6', 'CVE-2024-1003,0,0'],
    join: (units) => `#model_version:v1,score_date:2025-01-01\ncve,epss,percentile\n${byLine(units)}`,
    idsOf: (value: { readonly epss?: { readonly scores: ReadonlyMap<string, unknown> } }) => [
      ...(value.epss?.scores.keys() ?? []),
    ],
  },
  {
    title: 'csaf',
    read: catalog,
    units: csafUnits,
    join: (units) => `[${units.join(',\n')}]`,
    idsOf: documentIds,
  },
  {
    title: 'openvex',
    read: catalog,
    units: openVexUnits,
    join: (units) =>
      `{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://x/1","author":"a","statements":[${units.join(',')}]}`,
    idsOf: statementIds,
  },
  {
    title: 'cyclonedx-vex',
    read: catalog,
    units: cycloneDxUnits,
    join: (units) => `{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[${units.join(',')}]}`,
    idsOf: statementIds,
  },
  {
    title: 'dpkg-status',
    read: (text) => packageListReaders['dpkg-status'].read(text, list),
    units: ['a', 'b', 'c'].map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1:2-3`),
    join: byParagraph,
    idsOf: names,
  },
  {
    title: 'dpkg-query',
    read: (text) => packageListReaders['dpkg-query'].read(text, list),
    units: ['aa\t1\taa', 'bb:amd64\t1:2-3\tbase (1)', 'cc\t2\tcc'],
    join: byLine,
    idsOf: names,
  },
  {
    title: 'rpm-qa',
    read: (text) => packageListReaders['rpm-qa'].read(text, list),
    units: ['a\t0:1-1\tx86_64', 'b\t2:1.0-1.el9\tnoarch', 'c-1-1.el9.x86_64'],
    join: byLine,
    idsOf: names,
  },
  {
    title: 'apk-installed',
    read: (text) => packageListReaders['apk-installed'].read(text, list),
    units: ['P:musl\nV:1.2-r1\no:musl', 'P:b\nV:2-r0', 'P:c\nV:3-r0'],
    join: byParagraph,
    idsOf: names,
  },
  {
    title: 'observations',
    read: (text) => readObservations({ path, text }),
    units: ['a', 'b', 'c'].map((asset) =>
      JSON.stringify({ asset, source: 's', lastSeen: '2026-01-01T00:00:00Z', components: [{ purl: 'pkg:npm/a@1' }] }),
    ),
    join: byLine,
    idsOf: (value: { readonly observations: readonly { readonly asset: string }[] }) =>
      value.observations.map(({ asset }) => asset),
  },
  {
    title: 'csv',
    read: inventory,
    units: ['a,prod,"x ""y"""', 'b,test,z', 'c,dev,'],
    join: (units) => `name,env,note\n${byLine(units)}`,
    idsOf: assetNames,
  },
  {
    title: 'ansible-ini',
    read: inventory,
    units: ['[web]\na[1:2] owner=x', '[db]\nb', '[all:vars]\nowner=y'],
    join: byLine,
    idsOf: assetNames,
  },
  {
    title: 'ansible-yaml',
    read: inventory,
    units: ['web:\n  hosts: {a: {owner: x}}', 'db:\n  hosts: {b: {}}', 'site:\n  children: {web: {}, db: {}}'],
    join: byLine,
    idsOf: assetNames,
  },
  ...listSubjects,
];

describe('the readers under contract', () => {
  it('are all readers of the registries', () => {
    const ids = [...catalogReaders, ...inventoryReaders, ...Object.values(packageListReaders)].map(({ id }) => id);

    expect(ids.filter((id) => !subjects.some(({ title }) => title.startsWith(id)))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describeReaders(subjects);
