import { describe, expect, it } from 'vitest';
import { catalogReaders, readCatalogFile } from '../../../src/feeds/catalog/registry.ts';
import { sampleOf } from '../../../src/feeds/sample.ts';

const samples: readonly (readonly [id: string, text: string])[] = [
  ['osv', '{"schema_version": "1.6.0", "id": "GHSA-1", "modified": "2024-01-01T00:00:00Z"}'],
  ['osv', '[{"id": "GHSA-1", "affected": []}, {"documentation": 1}]'],
  ['osv', '{"vulns": []}'],
  ['osv', '# a comment\nid: PYSEC-2024-1\naffected:\n- package: {}\n'],
  ['kev', '{"title": "KEV", "catalogVersion": "1", "count": 0, "vulnerabilities": []}'],
  ['cve-record', '{"containers": {"cna": {}}, "cveMetadata": {"cveId": "CVE-2024-1"}}'],
  ['epss', '#model_version:v2023.03.01,score_date:2023-03-07T00:00:00+0000\ncve,epss,percentile\n'],
  ['epss', 'cve,epss,percentile\nCVE-2024-1,0.1,0.2\n'],
];

describe('the catalogue', () => {
  it.each(samples)('has one reader for %s by its content, whatever the file is called', (id, text) => {
    const sample = sampleOf({ path: 'catalog/readme.txt', text });

    expect(catalogReaders.filter((reader) => reader.recognises(sample)).map((reader) => reader.id)).toEqual([id]);
  });

  it.each(samples)('reads %s', (_, text) => {
    const codes = readCatalogFile({ path: 'catalog/readme.txt', text }).diagnostics.map(({ code }) => code);

    expect(codes).not.toContain('catalog/unrecognised');
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<!DOCTYPE html><html><body>503</body></html>'],
    ['something binary', '\u0000\u0001\u0002'],
    ['a resource', 'apiVersion: patchledger/v1\nkind: Patch\n'],
    ['an empty object', '{}'],
    ['a list of names', 'xz\ncurl\n'],
  ])('says that %s is no catalogue file', (_, text) => {
    expect(readCatalogFile({ path: 'catalog/x.json', text }).diagnostics).toMatchObject([
      { code: 'catalog/unrecognised', file: 'catalog/x.json' },
    ]);
  });
});
