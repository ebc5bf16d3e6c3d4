import { describe, expect, it } from 'vitest';
import { linkFiles } from '../../../src/commands/link-files.ts';
import { defaultFolders } from '../../../src/model/estate-files.ts';
import { decided, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const osv = (id: string, more: object = {}) => ({
  ...{ id, modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
  ...more,
});

/** Places of the `assess/…` diagnostics of a host with app 1.0.0. */
function places(catalog: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = decided({
    'inventory/a.yaml': yaml('Inventory', 'hosts', {
      assets: [{ name: 'a', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
    }),
    ...catalog,
  });
  return diagnostics
    .filter(({ code }) => code.startsWith('assess/'))
    .map(({ code, file, range }) => `${file}:${range?.start.line}:${range?.start.column} ${code}`);
}

const incomplete = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }] };

describe('what an advisory says and cannot be used is placed', () => {
  it.each([
    ['in a file of one', JSON.stringify(osv('A', incomplete)), '1:1'],
    ['in a list', `[\n${JSON.stringify(osv('B'))},\r\n  ${JSON.stringify(osv('A', incomplete))}]`, '3:3'],
    ['in lines', `${JSON.stringify(osv('B'))}\n${JSON.stringify(osv('A', incomplete))}\n`, '2:1'],
    ['in an answer', JSON.stringify({ vulns: [osv('B'), osv('A', incomplete)] }), '1:226'],
  ])('%s', (_, text, place) => {
    expect(places({ 'catalog/a.json': text })).toEqual([`catalog/a.json:${place} assess/cvss-invalid`]);
  });

  it('in the record of a CVE that states another score than its vector', () => {
    const record = {
      ...{ dataType: 'CVE_RECORD', dataVersion: '5.1' },
      cveMetadata: { cveId: 'CVE-2026-0001', state: 'PUBLISHED' },
      containers: {
        cna: {
          metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 5 } }],
        },
      },
    };
    const other = { ...record, cveMetadata: { cveId: 'CVE-2026-0002', state: 'PUBLISHED' } };
    const catalog = {
      'catalog/a.json': JSON.stringify(osv('A', { aliases: ['CVE-2026-0001'] })),
      'catalog/cves.json': `[${JSON.stringify(other)},\n ${JSON.stringify(record)}]`,
    };

    expect(places(catalog)).toEqual(['catalog/cves.json:2:2 assess/cvss-mismatch']);
  });

  it('in a range that nobody can order', () => {
    const affected = [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: 'one' }, { fixed: 'two' }] }],
      },
    ];

    expect(
      places({ 'catalog/a.json': `[${JSON.stringify(osv('B'))},\n${JSON.stringify(osv('A', { affected }))}]` }),
    ).toEqual(['catalog/a.json:2:1 assess/range-unjudged']);
  });

  it('in either of two revisions of one document', () => {
    const older = `[${JSON.stringify(osv('B'))},\n${JSON.stringify(osv('A', { modified: '2026-11-01T00:00:00Z' }))}]`;
    const { diagnostics } = decided({
      'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [] }),
      'catalog/a.json': older,
      'catalog/b.json': JSON.stringify(osv('A')),
    });
    const [problem] = diagnostics.filter(({ code }) => code === 'assess/duplicate-document');

    expect([problem?.file, problem?.range?.start.line]).toEqual(['catalog/b.json', 1]);
    expect(problem?.related?.map(({ file, range }) => [file, range?.start.line])).toEqual([['catalog/a.json', 2]]);
  });
});

it('the places of a CSAF document are known by its id and by its CVEs', () => {
  const csaf = {
    document: {
      ...{ category: 'csaf_security_advisory', csaf_version: '2.0', title: 'x' },
      publisher: { category: 'vendor', name: 'v', namespace: 'https://example.org' },
      tracking: {
        ...{ id: 'V-1', status: 'final', version: '1' },
        ...{ current_release_date: '2026-11-20T00:00:00Z', initial_release_date: '2026-11-20T00:00:00Z' },
        revision_history: [],
      },
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        scores: [
          { products: [], cvss_v3: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 } },
        ],
      },
    ],
  };
  const file = { path: 'catalog/v.json', text: JSON.stringify(csaf), lane: 'data', bytes: 1 } as const;
  const options = { asOf: at('2026-11-22T12:00:00Z'), commit: undefined, folders: defaultFolders };
  const { catalog } = linkFiles([file], options).value.estate;
  const lineOf = (id: string) => catalog.placeOf?.(file.path, id)?.range?.start.line;

  expect([lineOf('V-1'), lineOf('CVE-2026-0001'), lineOf('CVE-2026-0002')]).toEqual([1, 1, undefined]);
  expect(catalog.placeOf?.('catalog/other.json', 'V-1')).toBeUndefined();
});
