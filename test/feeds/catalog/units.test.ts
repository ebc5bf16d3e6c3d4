import { describe, expect, it } from 'vitest';
import { catalogReaders } from '../../../src/feeds/catalog/registry.ts';
import { catalogFormats, readUnits, type UnitReading } from '../../../src/feeds/catalog/units.ts';

const read = (text: string, usual?: (typeof catalogFormats)[number]): UnitReading =>
  readUnits({ path: 'feed', text }, usual);
const linesOf = (reading: UnitReading): readonly string[] => [...reading.units].map((unit) => unit.line());
const idsOf = (reading: UnitReading): readonly string[] => [...reading.units].map(({ id }) => id);

const osv = (id: string): object => ({
  id,
  modified: '2026-01-01T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['1'] }],
});
const csaf = (id: string): object => ({
  document: { csaf_version: '2.0', title: 't', tracking: { id } },
  product_tree: {
    full_product_names: [{ product_id: 'P', name: 'p', product_identification_helper: { purl: 'pkg:npm/a@1' } }],
  },
  vulnerabilities: [{ cve: 'CVE-2026-1001', product_status: { known_affected: ['P'] } }],
});

describe('a file of a source', () => {
  it.each([
    ['one document', JSON.stringify(osv('A'), null, 2), ['A']],
    ['an array', JSON.stringify([osv('A'), osv('B')]), ['A', 'B']],
    ['one a line', `${JSON.stringify(osv('A'))}\n${JSON.stringify(osv('B'))}\n`, ['A', 'B']],
    ['an answer of the API', JSON.stringify({ vulns: [osv('A'), osv('B')] }), ['A', 'B']],
    ['a batch answer', JSON.stringify({ results: [{ vulns: [osv('A')] }, {}, { vulns: [osv('B')] }] }), ['A', 'B']],
    ['whole lines among broken ones', `${JSON.stringify(osv('A'))}\n{"id":\n`, ['A']],
  ])('is taken apart into its documents: %s', (_what, text, ids) => {
    const reading = read(text);

    expect([reading.format, reading.count]).toEqual(['osv', ids.length]);
    expect(linesOf(reading)).toEqual(ids.map((id) => JSON.stringify(osv(id))));
  });

  it('keeps versions of YAML as they are written', () => {
    const text =
      'id: A\nmodified: "2026-01-01T00:00:00Z"\naffected:\n- package: {ecosystem: PyPI, name: a}\n  versions: [1.10]\n';

    expect(linesOf(read(text))).toEqual([expect.stringContaining('"versions":["1.10"]')]);
  });

  it('may hold documents of other formats, each with what it says', () => {
    const reading = read(JSON.stringify([csaf('A'), csaf('B')]));

    expect([...reading.units].map(({ id, documents }) => [id, documents[0]?.id])).toEqual([
      ['A', 'A'],
      ['B', 'B'],
    ]);
  });

  it('of KEV is its entries, and what stands around them', () => {
    const entries = ['CVE-2026-1002', 'CVE-2026-1001'].map((cveID) => ({
      cveID,
      dateAdded: '2026-01-01',
      dueDate: '2026-01-22',
    }));
    const reading = read(
      JSON.stringify({ catalogVersion: '1', count: 2, vulnerabilities: [...entries, { cveID: 'x' }] }),
    );

    expect(idsOf(reading)).toEqual(['CVE-2026-1002', 'CVE-2026-1001']);
    expect(reading.head).toEqual(['{"catalogVersion":"1","count":2}']);
  });

  it('of EPSS is its rows as they stand there, quotes and all', () => {
    const reading = read(
      '#model_version:v1\ncve,epss,percentile\nCVE-2026-1001,0.5,0.9\n"CVE-2026-1002","0.1","0.2"\nCVE-2026-1003,2,0\n',
    );

    expect(reading.head).toEqual(['#model_version:v1', 'cve,epss,percentile']);
    expect(linesOf(reading)).toEqual(['CVE-2026-1001,0.5,0.9', '"CVE-2026-1002","0.1","0.2"']);
    expect(reading.count).toBe(2);
  });

  it.each(['[]', ' {} ', '{"vulns":[]}', '\ufeff{"results": [ ]}'])('may say that there is nothing: %s', (text) => {
    expect(read(text)).toMatchObject({ format: undefined, count: 0, diagnostics: [] });
    expect(read(text, 'osv')).toMatchObject({ format: 'osv', count: 0 });
  });

  it('in another format than the one before is recognised anew', () => {
    expect(read(JSON.stringify({ cveMetadata: { cveId: 'CVE-2026-1001' }, containers: {} }), 'osv').format).toBe(
      'cve-record',
    );
  });

  it('of broken JSON says where it breaks; of anything else that nobody reads it', () => {
    expect(read('{"id": "A", ', 'osv').diagnostics).toMatchObject([{ code: 'catalog/syntax' }]);
    expect(read('<html></html>', 'osv').diagnostics).toMatchObject([{ code: 'catalog/unrecognised' }]);
  });
});

describe('every reader of the registry', () => {
  it('has a format that can be taken apart', () => {
    expect(catalogReaders.map(({ id }) => id).sort()).toEqual([...catalogFormats].sort());
  });
});
